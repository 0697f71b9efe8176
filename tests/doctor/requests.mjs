// The requests that the doctor sends.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createNodeHandler } from "zoom-lti-pro/testing";
import { at, EXTRA, examine, findingOf, PLAIN, REORDERED, REPLAY } from "./doctor.mjs";

describe("the requests", () => {
  test("are GET requests for the list, one at a time", async () => {
    let [open, most] = [0, 0];
    const server = (emulator) => {
      const handler = createNodeHandler(emulator);
      return (request, response) => {
        most = Math.max(most, ++open);
        response.on("close", () => (open -= 1));
        setTimeout(() => handler(request, response), 2);
      };
    };
    const { emulator } = await examine({}, { server });
    assert.equal(most, 1);
    assert.equal(emulator.requests.length, 16);
    for (const { method, url } of emulator.requests)
      assert.match(`${method} ${url}`, /^GET \/api\/v1\/lti\/rich\/open\/meeting\/list\?/);
  });

  test("have different signatures, except for the repeated request", async () => {
    const { emulator } = await examine();
    const signature = ({ headers }) => headers.find(([name]) => name.toLowerCase() === "x-lti-signature")[1];
    const all = emulator.requests.map(signature);
    assert.equal(all[PLAIN], all[REPLAY]);
    assert.equal(emulator.requests[PLAIN].url, emulator.requests[REPLAY].url);
    assert.equal(new Set(all).size, 15);
  });

  test("have different signatures, even if the clock stands still", async () => {
    for (const step of [0, 1, 2]) {
      // The clock advances only by `step` milliseconds with each request.
      const clock = `let now = Date.now(); Date.now = () => now; const { fetch } = globalThis;
        globalThis.fetch = (...given) => ((now += ${step}), fetch(...given));`;
      const preload = `--import=data:text/javascript,${encodeURIComponent(clock)}`;
      const { emulator } = await examine({}, { env: { NODE_OPTIONS: preload } });
      const timestamps = emulator.requests.map(({ url }) => new URL(url, "http://x").searchParams.get("timestamp"));
      assert.equal(timestamps.length, 16);
      assert.equal(new Set(timestamps).size, 15, `${step} ms: ${timestamps}`);
    }
  });

  test("are sent with a pause between them", async () => {
    const arrived = [];
    const server = (emulator) => {
      const handler = createNodeHandler(emulator);
      return (request, response) => {
        arrived.push(performance.now());
        handler(request, response);
      };
    };
    await examine({}, { server, args: ["--json", "--pause", "40"] });
    // A timer may fire a millisecond early.
    for (const [i, time] of arrived.slice(1).entries()) assert.ok(time - arrived[i] > 38, `${i}: ${time - arrived[i]}`);
  });

  test("stop after the first if it is not accepted: status 1", async () => {
    const { status, stderr, report, emulator } = await examine({}, { env: { LTI_SECRET: "another-secret" } });
    assert.equal(status, 1);
    assert.equal(emulator.requests.length, 1);
    assert.deepEqual([report.requests, report.complete], [1, false]);
    assert.equal(findingOf(report, "credentials").outcome, "refused");
    assert.equal(findingOf(report, "refusal").outcome, "http_200");
    assert.equal(findingOf(report, "order").evidence, "not sent, as the first request was not accepted");
    assert.match(stderr, /not complete, because the first request was not accepted[\s\S]*explain/);
  });

  test("stop if the server is busy: status 1, and the other questions have no result", async () => {
    const options = at(REORDERED, { kind: "http_status", status: 429, retryAfter: 7 });
    const { status, report, emulator } = await examine(options);
    assert.equal(status, 1);
    assert.equal(emulator.requests.length, 5);
    assert.equal(report.complete, false);
    assert.deepEqual(
      ["replay", "order", "page_size_1", "rate_limit"].map((id) => findingOf(report, id).outcome),
      ["accepted", "cannot_tell", "cannot_tell", "present"],
    );
    assert.match(findingOf(report, "rate_limit").evidence, /^retry-after: 7$/);
    assert.match(findingOf(report, "page_size_1").evidence, /HTTP 429/);
  });

  test("continue if one of them fails: its question has no result", async () => {
    const { status, report } = await examine(at(EXTRA, { kind: "network" }));
    assert.equal(status, 0);
    assert.equal(findingOf(report, "unsigned_parameter").outcome, "cannot_tell");
    assert.match(findingOf(report, "unsigned_parameter").evidence, /^no response \(\w+\)$/);
    assert.equal(findingOf(report, "cors").outcome, "none");
  });
});

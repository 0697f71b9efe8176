// Questions about credentials, clock and signature.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { at, ENCODED, examine, findingOf, HOUR, outcome, REORDERED, refusal, WRONG } from "./doctor.mjs";

describe("credentials and clock", () => {
  outcome("refused", [{}, { env: { LTI_SECRET: "another-secret" } }], {
    credentials: ["refused", /^HTTP 200, errorCode "401", detail 2203$/],
  });
  outcome("not a response of this API", [{ fault: { kind: "html" } }], {
    credentials: ["unreadable", /^HTTP 200, not a response of this API$/],
    fields: ["cannot_tell"],
    refusal: ["cannot_tell"],
  });
  outcome("a truncated body", [{ fault: { kind: "broken_body" } }], {
    credentials: ["unreadable", /^HTTP 200, an incomplete body$/],
  });
  outcome("no response", [{ fault: { kind: "network" } }], {
    credentials: ["no_response", /^no response \(\w+\)$/],
    clock: ["cannot_tell", /no Date/],
    length: ["cannot_tell"],
    encoding: ["cannot_tell"],
    rate_limit: ["cannot_tell"],
    redirects: ["cannot_tell"],
  });
  outcome("a clock that differs by two minutes", [{ now: () => Date.now() + 120_000 }], {
    credentials: ["accepted"],
    clock: ["off", /^server minus this machine: (119|120|121) s$/],
    timestamp_61_ahead: ["refused"],
    timestamp_61_old: ["refused"],
  });

  for (const hours of [2, -2]) {
    test(`a clock that differs by ${hours} hours: signed again with the server's clock`, async () => {
      const { status, report } = await examine({ now: () => Date.now() + hours * HOUR });
      assert.equal(status, 0);
      assert.equal(report.requests, 17);
      assert.deepEqual(
        ["credentials", "clock", "replay", "order", "timestamp_30_ahead", "timestamp_61_ahead", "timestamp_61_old"].map(
          (id) => findingOf(report, id).outcome,
        ),
        ["server_clock", "off", "accepted", "sorted", "accepted", "refused", "refused"],
      );
    });
  }

  test("a clock that differs by more than 24 hours: no request is signed for it", async () => {
    for (const hours of [25, -25]) {
      const { report, emulator } = await examine({ now: () => Date.now() + hours * HOUR });
      assert.equal(report.requests, 1);
      assert.deepEqual(
        ["credentials", "clock"].map((id) => findingOf(report, id).outcome),
        ["refused", "off"],
      );
      const [{ url }] = emulator.requests;
      assert.ok(Math.abs(Number(new URL(url, "http://x").searchParams.get("timestamp")) - Date.now()) < HOUR);
    }
  });

  test("a wrong clock and a wrong secret: two requests", async () => {
    const { report } = await examine({ now: () => Date.now() + 2 * HOUR }, { env: { LTI_SECRET: "another-secret" } });
    assert.equal(report.requests, 2);
    assert.equal(findingOf(report, "credentials").outcome, "refused");
  });
});

describe("signing", () => {
  outcome("the order as sent", [{ signedOrder: "as_sent" }], {
    order: ["as_sent", /^signed sorted, sent reversed: refused; signed and sent reversed: accepted$/],
  });
  outcome("either order", [{ signedOrder: "either" }], { order: ["either"] });
  outcome("only a query in sorted order", [{ requireSortedQuery: true }], { order: ["sorted_query"] });
  outcome("another error does not count as a refused signature", [at(REORDERED, refusal)], {
    order: ["cannot_tell", /^another error came: HTTP 200, errorCode "400", detail 9999$/],
  });
  outcome("an encoded value that is signed unencoded is refused", [at(ENCODED, { kind: "api_error" })], {
    encoded_value: ["refused", /detail 2203$/],
    order: ["sorted"],
  });
  outcome("a refusal with status 401", [{ errorStatus: 401 }], {
    refusal: [
      "http_401",
      /^HTTP 401, errorCode "401", detail 2203, Content-Type application\/json, wording as documented$/,
    ],
  });
  outcome("a refusal with another status", [{ errorStatus: 403 }], { refusal: ["http_other", /^HTTP 403/] });
  outcome("a refusal with another message", [at(WRONG, { kind: "api_error", errorMessage: "No(2203)." })], {
    refusal: ["http_200", /other wording$/],
  });
  outcome("a refusal with another body", [at(WRONG, { kind: "http_status", status: 401 })], {
    refusal: ["no_envelope", /^HTTP 401, Content-Type text\/html; charset=utf-8$/],
  });
  outcome("a refusal with another error code", [at(WRONG, refusal)], { refusal: ["cannot_tell"] });
  outcome("a gateway's error is not a refusal", [at(WRONG, { kind: "http_status", status: 502 })], {
    refusal: ["cannot_tell", /^HTTP 502/],
  });
  outcome(
    "a server that accepts a wrong signature",
    [{}, { rewrite: (_, index) => (index === WRONG ? { status: true, result: { total: 0, list: [] } } : undefined) }],
    { refusal: ["accepted"] },
  );
  outcome("unsigned parameters are ignored", [{ unsignedParameters: "ignore" }], { unsigned_parameter: ["accepted"] });
  outcome("replays are refused", [{ replay: "refuse" }], { replay: ["refused"], order: ["sorted"] });
  outcome("future timestamps are refused", [{ timestampWindow: { futureMs: 0 } }], {
    credentials: ["accepted"],
    timestamp_30_ahead: ["refused"],
    timestamp_61_ahead: ["refused"],
    cors: ["none"],
  });
  outcome("a wider window", [{ timestampWindow: { pastMs: 2 * HOUR, futureMs: 2 * HOUR } }], {
    timestamp_61_ahead: ["accepted"],
    timestamp_61_old: ["accepted"],
  });
});

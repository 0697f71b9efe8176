// The report, and what it must not contain.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { examine, HOUR, outcomesOf, QUESTIONS, SIZE_1, SIZE_1000, version, WRONG } from "./doctor.mjs";

describe("the report", () => {
  test("for the emulator with default options", async () => {
    const { status, stderr, report } = await examine();
    assert.equal(status, 0);
    assert.deepEqual(outcomesOf(report), {
      credentials: "accepted",
      clock: "close",
      order: "sorted",
      encoded_value: "accepted",
      refusal: "http_200",
      unsigned_parameter: "refused",
      replay: "accepted",
      timestamp_30_ahead: "accepted",
      timestamp_61_ahead: "refused",
      timestamp_61_old: "refused",
      page_size_1: "honored",
      page_size_1000: "reported",
      page_size_1001: "refused",
      page_num_0: "refused",
      start_time: "cannot_tell",
      series: "one_row",
      fields: "differs",
      codes: "documented",
      cors: "none",
      rate_limit: "none",
      length: "chunked",
      encoding: "none",
      redirects: "none",
    });
    const { findings: _, date, runtime, ...rest } = report;
    assert.deepEqual(rest, { version, server: "other", requests: 16, complete: true });
    assert.match(date, /^\d{4}-\d\d-\d\d$/);
    assert.match(runtime, /^Node \d+\.\d+\.\d+ on \w+ \w+$/);
    assert.match(stderr, /sends 16 GET requests \(at most 17\)/);
  });

  test("as text: a heading and a line for each question", async () => {
    const { status, stdout, stderr } = await examine({}, { args: [] });
    const [heading, , about, , ...lines] = stdout.trimEnd().split("\n");
    assert.equal(status, 0);
    assert.equal(heading, "### zoom-lti-pro doctor");
    assert.ok(about.startsWith(`Version ${version}, `) && about.endsWith(". 16 GET requests to another base URL."));
    assert.equal(lines.length, Object.keys(QUESTIONS).length);
    for (const line of lines) assert.match(line, /^- \*\*[^*]+\*\*: [^(]+( \(.+\)|: .+)$/);
    assert.ok(
      lines.includes("- **CORS**: no Access-Control-Allow-Origin (no Access-Control headers; no preflight was sent)"),
    );
    assert.match(stderr, /paste this report into an issue/);
  });

  test("each question has one finding, with a sentence", async () => {
    const { report } = await examine();
    assert.deepEqual(report.findings.map(({ id }) => id).sort(), Object.keys(QUESTIONS).sort());
    for (const { id, about, outcome: code, meaning } of report.findings) {
      assert.equal(about, QUESTIONS[id].about);
      assert.equal(meaning, code === "cannot_tell" ? "cannot tell" : QUESTIONS[id].outcomes[code]);
    }
  });
});

describe("what is not in the report", () => {
  const canary = {
    key: "canaryKEY-of-the-report0",
    secret: "canary+secret/of=the-report",
    userId: "canaryUSER_0f-the-rep0rt",
    topic: "Canary topic of the report",
    meetingId: "canaryID0fTheRep0rt+/A==",
    meetingNumber: "81726354099",
    pmi: "4712309876",
    errorMessage: "canary words about canaryUSER_0f-the-rep0rt(2203).",
    header: "canaryHEADER-0f-the-rep0rt",
    name: "canaryNAME0000of",
  };
  const { key, secret, userId, topic, meetingId, meetingNumber, pmi } = canary;
  const meeting = { hostId: userId, topic, meetingId, meetingNumber, pmi, [canary.name]: topic, [meetingNumber]: 1 };
  const options = () => ({
    credentials: { key, secret },
    meetings: [2, 8, 3].flatMap((type) =>
      [-30, 1, 30].map((hours) => ({ ...meeting, type, startTime: new Date(Date.now() + hours * HOUR) })),
    ),
    headers: { "x-ratelimit-type": canary.header, "x-ratelimit-user": userId, "access-control-allow-origin": "canary" },
    fault: ({ index }) =>
      index === WRONG
        ? { kind: "api_error", errorMessage: canary.errorMessage }
        : index === SIZE_1
          ? { kind: "redirect", location: `https://canary.example/?user=${userId}` }
          : index === SIZE_1000
            ? { kind: "api_error", errorCode: userId, errorMessage: canary.errorMessage }
            : null,
  });

  for (const args of [[], ["--json"]]) {
    test(`no key, secret, ID, topic, number or signature: ${args.join("") || "text"}`, async () => {
      const { status, stdout, stderr, emulator } = await examine(options(), { user: userId, args });
      assert.equal(status, 0, stderr);
      assert.match(stdout, /wording/);
      assert.match(stdout, /x-ratelimit-type: \(not shown\)/);
      const signatures = emulator.requests.map(({ headers }) => headers.find(([name]) => /lti/i.test(name))[1]);
      const { port } = new URL(`http://${emulator.requests[0].headers.find(([name]) => /^host$/i.test(name))[1]}`);
      const printed = stdout + stderr.replace(`127.0.0.1:${port}`, "");
      for (const word of [...Object.values(canary), ...signatures, encodeURIComponent(meetingId), port, "127.0.0.1"])
        assert.ok(!printed.includes(word), word);
      assert.doesNotMatch(printed.replaceAll(/of the key|the key and/gi, ""), /canary|https?:|[?&]\w+=|\d{9}/i);
    });
  }
});

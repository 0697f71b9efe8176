// `npx zoom-lti-pro doctor`, from the packed and installed package, against an emulator over real HTTP: every outcome
// of every question, and nothing in the report that identifies anybody.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { deflateSync, gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { createEmulator, createNodeHandler } from "zoom-lti-pro/testing";
import { installed } from "./support/installed.mjs";
import { inTerminal, missingTerminal } from "./support/terminal.mjs";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const { version } = JSON.parse(read("../package.json"));

/** The questions with their outcomes, as the command has them. */
const { QUESTIONS } = await transform(read("../src/npm/command/doctor/outcomes.ts"), { loader: "ts" }).then(
  ({ code }) => import(`data:text/javascript,${encodeURIComponent(code)}`),
);

const HOUR = 3_600_000;
const TEACHER = "_vIWeZ76TtuFceCKHkVk4Q";
const ONE_MEETING = "kQ3nZb7wR1yTfX0aLmC9Vg";
const ONLY_HISTORY = "-Lx2Hd8sT5uJpE4oYqG6Nw";
const NO_MEETINGS = "Zt0Rk_5vQh-W2mBs7cPdXA";

/** The requests by their place in the sequence. */
const [PLAIN, REPLAY, , WRONG, REORDERED, , SIZE_1, SIZE_1000] = Array.from({ length: 8 }, (_, i) => i);
const [EXTRA, , ENCODED] = [13, 14, 15];

let command;
before(async () => {
  command = join(await installed(), "node_modules", "zoom-lti-pro", "dist", "command.js");
});

/** Outcomes that came up, as `question: outcome`. */
const seen = new Set();

/**
 * Runs the doctor against an emulator: {status, stdout, stderr, report, emulator}. `rewrite` changes the parsed body of
 * a response, `server` makes a listener of the emulator.
 */
async function examine(options = {}, { user = TEACHER, args = ["--json"], env = {}, rewrite, server } = {}) {
  const emulator = createEmulator(options);
  const listener = (server ?? createNodeHandler)(rewrite ? rewriting(emulator, rewrite) : emulator);
  const http = createServer(listener).listen(0, "127.0.0.1");
  await once(http, "listening");
  try {
    const baseUrl = `http://127.0.0.1:${http.address().port}/api/v1/lti/rich`;
    const { key, secret } = emulator.credentials;
    const all = { LTI_KEY: key, LTI_SECRET: secret, LTI_BASE_URL: baseUrl, ...env };
    const output = await run(["doctor", "--user", user, "--yes", "--pause", "0", ...args], all);
    const report = output.stdout.startsWith("{") ? JSON.parse(output.stdout) : undefined;
    for (const { id, outcome } of report?.findings ?? []) seen.add(`${id}: ${outcome}`);
    return { ...output, report, emulator };
  } finally {
    http.closeAllConnections();
    http.close();
  }
}

/** The emulator, with the envelope changed: `rewrite(envelope, index, request URL)`. */
function rewriting(emulator, rewrite) {
  const fetch = async (url, init) => {
    const response = await emulator.fetch(url, init);
    const envelope = await response.json();
    const { index } = emulator.requests.at(-1);
    const body = JSON.stringify(rewrite(envelope, index, url) ?? envelope);
    return new Response(body, { status: response.status, headers: response.headers });
  };
  return { fetch };
}

/** A listener that sends each response whole, by `send(response, body)`. */
const whole = (send) => (emulator) => async (request, response) => {
  const answer = await emulator.fetch(request.url, { headers: request.headers });
  response.statusCode = answer.status;
  answer.headers.forEach((value, name) => response.setHeader(name, value));
  send(response, Buffer.from(await answer.arrayBuffer()));
};

function environment(env) {
  const drop = /^LTI_|^(NO_COLOR|FORCE_COLOR|TZ|NODE_OPTIONS)$|_proxy$/i;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !drop.test(name))), TZ: "UTC", ...env };
}

async function run(args, env) {
  const child = spawn(process.execPath, [command, ...args], { env: environment(env) });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
  child.stdin.end();
  const limit = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const [status] = await once(child, "close");
  clearTimeout(limit);
  return { status, ...output };
}

const findingOf = (report, id) => report.findings.find((finding) => finding.id === id);
const outcomesOf = (report) => Object.fromEntries(report.findings.map(({ id, outcome }) => [id, outcome]));

/** A test of some outcomes, each with what its evidence must match. */
function outcome(name, [options, more], expected) {
  test(name, async () => {
    const { report } = await examine(options, more);
    for (const [id, [wanted, evidence = /./]] of Object.entries(expected)) {
      const finding = findingOf(report, id);
      assert.equal(finding.outcome, wanted, `${id}: ${finding.evidence}`);
      assert.match(finding.evidence, evidence);
    }
  });
}

/** Spoils the request with this place in the sequence. */
const at = (index, fault) => ({ fault: (request) => (request.index === index ? fault : null) });

const refusal = { kind: "api_error", errorCode: "400", detail: 9999 };

describe("the report", () => {
  test("of the emulator as it is documented", async () => {
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

  test("as text: a heading, then a line for each question", async () => {
    const { status, stdout, stderr } = await examine({}, { args: [] });
    const [heading, , about, , ...lines] = stdout.trimEnd().split("\n");
    assert.equal(status, 0);
    assert.equal(heading, "### zoom-lti-pro doctor");
    assert.ok(
      about.startsWith(`Version ${version}, `) && about.endsWith(". 16 GET requests to another base URL than Zoom's."),
    );
    assert.equal(lines.length, Object.keys(QUESTIONS).length);
    for (const line of lines) assert.match(line, /^- \*\*[^*]+\*\*: [^(]+( \(.+\)|: .+)$/);
    assert.ok(
      lines.includes("- **CORS**: no Access-Control-Allow-Origin (no Access-Control headers; no preflight was sent)"),
    );
    assert.match(stderr, /paste this report into an issue/);
  });

  test("each question has one finding, in words", async () => {
    const { report } = await examine();
    assert.deepEqual(report.findings.map(({ id }) => id).sort(), Object.keys(QUESTIONS).sort());
    for (const { id, about, outcome: code, meaning } of report.findings) {
      assert.equal(about, QUESTIONS[id].about);
      assert.equal(meaning, code === "cannot_tell" ? "cannot tell" : QUESTIONS[id].outcomes[code]);
    }
  });
});

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

  test("have signatures of their own, but for the one that is repeated", async () => {
    const { emulator } = await examine();
    const signature = ({ headers }) => headers.find(([name]) => name.toLowerCase() === "x-lti-signature")[1];
    const all = emulator.requests.map(signature);
    assert.equal(all[PLAIN], all[REPLAY]);
    assert.equal(emulator.requests[PLAIN].url, emulator.requests[REPLAY].url);
    assert.equal(new Set(all).size, 15);
  });

  test("have signatures of their own, however the clock goes on between them", async () => {
    for (const step of [0, 1, 2]) {
      // The clock stands still, but for so many milliseconds at each request.
      const clock = `let now = Date.now(); Date.now = () => now; const { fetch } = globalThis;
        globalThis.fetch = (...given) => ((now += ${step}), fetch(...given));`;
      const preload = `--import=data:text/javascript,${encodeURIComponent(clock)}`;
      const { emulator } = await examine({}, { env: { NODE_OPTIONS: preload } });
      const timestamps = emulator.requests.map(({ url }) => new URL(url, "http://x").searchParams.get("timestamp"));
      assert.equal(timestamps.length, 16);
      assert.equal(new Set(timestamps).size, 15, `${step} ms: ${timestamps}`);
    }
  });

  test("wait between them", async () => {
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

  test("end with the first, where that is not accepted: status 1", async () => {
    const { status, stderr, report, emulator } = await examine({}, { env: { LTI_SECRET: "another-secret" } });
    assert.equal(status, 1);
    assert.equal(emulator.requests.length, 1);
    assert.deepEqual([report.requests, report.complete], [1, false]);
    assert.equal(findingOf(report, "credentials").outcome, "refused");
    assert.equal(findingOf(report, "refusal").outcome, "http_200");
    assert.equal(findingOf(report, "order").evidence, "not sent, as the first request was not accepted");
    assert.match(stderr, /not complete, as the first request was not accepted[\s\S]*explain/);
  });

  test("end where the server is busy: status 1, and the rest cannot be told", async () => {
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

  test("go on where one of them fails: that question cannot be told", async () => {
    const { status, report } = await examine(at(EXTRA, { kind: "network" }));
    assert.equal(status, 0);
    assert.equal(findingOf(report, "unsigned_parameter").outcome, "cannot_tell");
    assert.match(findingOf(report, "unsigned_parameter").evidence, /^no response \(\w+\)$/);
    assert.equal(findingOf(report, "cors").outcome, "none");
  });
});

describe("credentials and clock", () => {
  outcome("refused", [{}, { env: { LTI_SECRET: "another-secret" } }], {
    credentials: ["refused", /^HTTP 200, errorCode "401", detail 2203$/],
  });
  outcome("not a response of this API", [{ fault: { kind: "html" } }], {
    credentials: ["unreadable", /^HTTP 200, not a response of this API$/],
    fields: ["cannot_tell"],
    refusal: ["cannot_tell"],
  });
  outcome("a body that breaks off", [{ fault: { kind: "broken_body" } }], {
    credentials: ["unreadable", /^HTTP 200, a body that broke off$/],
  });
  outcome("no response", [{ fault: { kind: "network" } }], {
    credentials: ["no_response", /^no response \(\w+\)$/],
    clock: ["cannot_tell", /no Date/],
    length: ["cannot_tell"],
    encoding: ["cannot_tell"],
    rate_limit: ["cannot_tell"],
    redirects: ["cannot_tell"],
  });
  outcome("a clock that is two minutes off", [{ now: () => Date.now() + 120_000 }], {
    credentials: ["accepted"],
    clock: ["off", /^server minus this machine: (119|120|121) s$/],
    timestamp_61_ahead: ["refused"],
    timestamp_61_old: ["refused"],
  });

  for (const hours of [2, -2]) {
    test(`a clock that is ${hours} hours off: signed once more, by the server's`, async () => {
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

  test("a clock that is more than 24 hours off: nothing is signed for it", async () => {
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

  test("a clock that is off and a wrong secret: two requests", async () => {
    const { report } = await examine({ now: () => Date.now() + 2 * HOUR }, { env: { LTI_SECRET: "another-secret" } });
    assert.equal(report.requests, 2);
    assert.equal(findingOf(report, "credentials").outcome, "refused");
  });
});

describe("signing", () => {
  outcome("as sent", [{ signedOrder: "as_sent" }], {
    order: ["as_sent", /^signed sorted, sent reversed: refused; signed and sent reversed: accepted$/],
  });
  outcome("either order", [{ signedOrder: "either" }], { order: ["either"] });
  outcome("a sorted query only", [{ requireSortedQuery: true }], { order: ["sorted_query"] });
  outcome("another error is not taken for a refused signature", [at(REORDERED, refusal)], {
    order: ["cannot_tell", /^another error came: HTTP 200, errorCode "400", detail 9999$/],
  });
  outcome("a value that is sent encoded and signed unencoded is refused", [at(ENCODED, { kind: "api_error" })], {
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
  outcome("a refusal in other words", [at(WRONG, { kind: "api_error", errorMessage: "No(2203)." })], {
    refusal: ["http_200", /other wording$/],
  });
  outcome("a refusal without the documented body", [at(WRONG, { kind: "http_status", status: 401 })], {
    refusal: ["no_envelope", /^HTTP 401, Content-Type text\/html; charset=utf-8$/],
  });
  outcome("a refusal that is another error", [at(WRONG, refusal)], { refusal: ["cannot_tell"] });
  outcome("a gateway's error is no refusal", [at(WRONG, { kind: "http_status", status: 502 })], {
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

describe("page sizes", () => {
  const many = Array.from({ length: 1200 }, (_, i) => ({
    hostId: TEACHER,
    startTime: new Date(Date.now() + HOUR + i * 1000),
  }));
  outcome("a thousand meetings", [{ meetings: many, outOfRange: "accept" }], {
    page_size_1000: ["honored", /^pageNum 1, pageSize 1000, total 1200, 1000 in the list$/],
    page_size_1001: ["accepted", /1001 in the list/],
    page_num_0: ["empty"],
  });
  outcome("a maximum of the server's", [{ maxPageSize: 50, outOfRange: "clamp" }], {
    page_size_1: ["honored"],
    page_size_1000: ["changed", /pageSize 50/],
    page_size_1001: ["lowered"],
    page_num_0: ["first_page"],
  });
  outcome("a size of the server's, as in the article", [{ pageSize: 12 }], {
    page_size_1: ["changed", /pageSize 12, total \d+, 12 in the list/],
  });
  outcome("sizes in quotes, and none", [{}, { rewrite: quoted }], {
    page_size_1: ["reported", /^pageNum missing, pageSize "1", total no number, 1 in the list$/],
  });
  outcome("a size above 1001", [{ pageSize: 2000, outOfRange: "accept" }], { page_size_1001: ["other"] });
  outcome("too few meetings to prove a size", [{}, { user: ONE_MEETING }], { page_size_1: ["reported"] });
  outcome(
    "a size that is reported and not kept to",
    [
      { pageSize: 20 },
      {
        rewrite: (envelope, index) => {
          if (index === SIZE_1) envelope.result.pageSize = 1;
          if (index === SIZE_1000) envelope.result = { ...envelope.result, pageSize: 1000, list: Array(1001).fill({}) };
        },
      },
    ],
    { page_size_1: ["ignored"], page_size_1000: ["ignored"] },
  );
  outcome(
    "documented sizes are refused",
    [{ fault: ({ index }) => ([SIZE_1, SIZE_1000].includes(index) ? refusal : null) }],
    {
      page_size_1: ["refused"],
      page_size_1000: ["refused"],
    },
  );
  outcome("a page of its own for 0", [{ outOfRange: "clamp" }, { rewrite: otherPage }], { page_num_0: ["other"] });
  outcome("page 0 of an empty list", [{ outOfRange: "accept" }, { user: NO_MEETINGS }], {
    page_num_0: ["cannot_tell", /the list has no meetings/],
  });
  outcome("page 0 beside a page 1 that is not known", [{ outOfRange: "clamp", ...at(SIZE_1, refusal) }], {
    page_num_0: ["cannot_tell", /page 1 is not known/],
  });

  function quoted({ result }) {
    if (!result) return;
    result.pageSize = String(result.pageSize);
    result.total = "many";
    delete result.pageNum;
  }

  function otherPage(envelope, _, url) {
    if (url.includes("pageNum=0")) envelope.result.list[0].meetingId = "another";
  }
});

describe("the clock of startTime", () => {
  const inMinutes = (minutes, more) => ({
    hostId: TEACHER,
    startTime: new Date(Date.now() + minutes * 60_000),
    duration: 30,
    type: 2,
    status: 0,
    ...more,
  });
  const evidence = (utc, timezone) =>
    new RegExp(`^\\d+ upcoming meetings?: ${utc} would be over if UTC, ${timezone} if the time zone$`);

  outcome("UTC", [{ meetings: [inMinutes(40, { timezone: "Asia/Shanghai" }), inMinutes(3000)] }], {
    start_time: ["utc", evidence(0, 1)],
  });
  outcome(
    "the time zone",
    [{ startTimeIn: "timezone", meetings: [inMinutes(40, { timezone: "America/New_York" }), inMinutes(3000)] }],
    { start_time: ["timezone", evidence(1, 0)] },
  );
  outcome("cannot be told without upcoming meetings", [{}, { user: ONLY_HISTORY }], {
    start_time: ["cannot_tell", /^no upcoming meetings$/],
  });
  outcome("cannot be told by meetings that start late, or in UTC", [{ meetings: [inMinutes(3000), inMinutes(5)] }], {
    start_time: ["cannot_tell", /none starts soon enough/],
  });
  outcome(
    "cannot be told by meetings under way, instant ones, or without a time",
    [
      {
        meetings: [
          inMinutes(40, { timezone: "Asia/Shanghai", status: 1 }),
          inMinutes(40, { timezone: "Asia/Shanghai", type: 3 }),
          { hostId: TEACHER, startTime: null, type: 2, status: 0 },
        ],
      },
    ],
    { start_time: ["cannot_tell", /^no upcoming meeting that is scheduled/] },
  );
  // Where a series is one row, its start is that of the first meeting: it may be hours past under one reading only.
  const shanghai = { timezone: "Asia/Shanghai", type: 8, meetingId: "s==", meetingNumber: "81234567890" };
  outcome("cannot be told by the row of a series", [{ meetings: [inMinutes(40, shanghai)] }], {
    start_time: ["cannot_tell"],
  });
  outcome(
    "can be told by a row for each occurrence",
    [{ meetings: [inMinutes(40, shanghai), inMinutes(9000, shanghai)] }],
    {
      start_time: ["utc"],
      series: ["many_rows_same_id"],
    },
  );
  const starting = (texts) => ({
    rewrite: ({ result }) => {
      result?.list.forEach((row, i) => Object.assign(row, texts[i]));
    },
  });
  const wall = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19).replace("T", " ");
  outcome(
    "cannot be told where the list holds past meetings",
    [
      { meetings: [inMinutes(40), inMinutes(50)] },
      starting([{ startTime: "2020-01-01 10:00:00" }, { startTime: wall(40), timezone: "Asia/Shanghai" }]),
    ],
    { start_time: ["cannot_tell", /over either way$/] },
  );
  outcome(
    "cannot be told where neither reading fits",
    [
      { meetings: [inMinutes(40), inMinutes(50)] },
      starting([
        { startTime: wall(40), timezone: "Asia/Shanghai" },
        { startTime: wall(-60), timezone: "America/New_York" },
      ]),
    ],
    { start_time: ["cannot_tell", /neither reading fits$/] },
  );
});

describe("series", () => {
  const occurrence = (hours, more) => ({
    hostId: TEACHER,
    type: 8,
    meetingNumber: "81234567890",
    startTime: new Date(Date.now() + hours * HOUR),
    ...more,
  });
  outcome(
    "many rows with one id",
    [{ meetings: [24, 48, 72].map((hours) => occurrence(hours, { meetingId: "a==" })) }],
    {
      series: [
        "many_rows_same_id",
        /type 8: 3 rows, type 3: 0 rows; most start times of one id: 3 upcoming and 0 past/,
      ],
    },
  );
  outcome("many rows with one number", [{ meetings: [24, 48].map((hours) => occurrence(hours)) }], {
    series: ["many_rows_same_number", /of one number: 2 upcoming and 0 past/],
  });
  outcome(
    "one row in each list is one row, though the two differ",
    [{ meetings: [24, -24].map((hours) => occurrence(hours, { meetingId: "a==" })) }],
    { series: ["one_row"] },
  );
  outcome(
    "a personal number is not that of a series",
    [{ meetings: [24, 48].map((hours) => occurrence(hours, { pmi: "81234567890" })) }],
    {
      series: ["one_row"],
    },
  );
  outcome(
    "a meeting that is not recurring tells nothing",
    [{ meetings: [24, 48].map((hours) => occurrence(hours, { type: 2 })) }],
    {
      series: ["cannot_tell", /^no recurring meetings$/],
    },
  );
  outcome("a single one tells nothing", [{ meetings: [occurrence(24)] }], {
    series: ["cannot_tell", /^fewer than two rows of type 8/],
  });
  const without = (name) => ({
    rewrite: ({ result }) => {
      for (const row of result?.list ?? []) row[name] = null;
    },
  });
  for (const name of ["meetingId", "startTime"])
    outcome(
      `rows with no ${name} tell nothing`,
      [{ meetings: [24, 48].map((hours) => occurrence(hours, { pmi: "81234567890" })) }, without(name)],
      { series: ["cannot_tell", /^fewer than two rows of type 8/] },
    );
  outcome(
    "many rows with one id that is a number",
    [
      { meetings: [24, 48].map((hours) => occurrence(hours, { meetingId: "a==" })) },
      {
        rewrite: ({ result }) => {
          for (const row of result?.list ?? []) row.meetingId = 81234567890;
        },
      },
    ],
    { series: ["many_rows_same_id"] },
  );
});

describe("fields and codes", () => {
  const meetings = [{ hostId: TEACHER, startTime: new Date(Date.now() + HOUR) }];
  outcome("as documented", [{ meetings, timeZoneField: "timeZone" }], {
    fields: ["as_documented", /^1 meeting; the zone is in timeZone$/],
    codes: ["documented", /^type 2; status 0$/],
  });
  outcome(
    "null, empty, missing, of other types and undocumented ones, by name",
    [
      { meetings },
      {
        rewrite: (envelope) => {
          if (!envelope.result?.list.length) return;
          const { hostId: _, timezone: __, ...row } = envelope.result.list[0];
          envelope.requestId = "r";
          envelope.result.pages = 1;
          envelope.result.list = [{ ...row, topic: null, startTime: "", duration: "60", joinUrl: "u", agenda: null }];
        },
      },
    ],
    {
      fields: [
        "differs",
        new RegExp(
          "null: topic ×1; empty: startTime ×1; missing: hostId ×1, timezone ×1; other types: duration as string ×1; " +
            "undocumented: joinUrl ×1, agenda ×1, requestId ×1, result\\.pages ×1;",
        ),
      ],
    },
  );
  outcome("undocumented codes", [{ meetings: [{ ...meetings[0], type: 4, status: 9 }] }], {
    codes: ["undocumented", /^type 4; status 9$/],
  });
  outcome("no meetings", [{}, { user: NO_MEETINGS }], {
    fields: ["cannot_tell", /^no meetings$/],
    codes: ["cannot_tell", /^no meetings$/],
  });
  outcome("a list that is null is an empty one", [{}, { user: NO_MEETINGS, rewrite: nullList }], {
    credentials: ["accepted"],
    fields: ["cannot_tell", /^no meetings$/],
  });

  function nullList(envelope) {
    if (envelope.result) envelope.result.list = null;
  }
});

describe("HTTP", () => {
  outcome("CORS for all", [{ cors: "*" }], {
    cors: ["any", /^access-control-allow-origin, access-control-expose-headers; no preflight was sent$/],
  });
  outcome("CORS for the origin that asks", [{ cors: "https://example.com" }], { cors: ["echoed"] });
  outcome("CORS for another origin", [{ cors: "https://lms.example.edu" }], { cors: ["other"] });

  test("one request has an Origin", async () => {
    const { emulator } = await examine();
    const origins = emulator.requests.map(({ headers }) => headers.find(([name]) => /^origin$/i.test(name))?.[1]);
    assert.deepEqual(origins, [...Array(14).fill(undefined), "https://example.com", undefined]);
  });

  let left = 30;
  const limited = (emulator) => {
    const handler = createNodeHandler(emulator);
    return (request, response) => {
      response.setHeader("X-RateLimit-Remaining", String(left--));
      handler(request, response);
    };
  };
  outcome("rate limits", [{ headers: { "X-RateLimit-Limit": "30" } }, { server: limited }], {
    rate_limit: ["present", /^x-ratelimit-limit: 30; x-ratelimit-remaining: 30, at last 15$/],
  });

  const coded = (encoding, compress) => ({
    server: whole((response, body) => {
      response.setHeader("content-encoding", encoding);
      response.end(compress(body));
    }),
  });
  outcome("gzip, and a length", [{}, coded("gzip", gzipSync)], { encoding: ["gzip"], length: ["content_length"] });
  outcome("another encoding", [{}, coded("deflate", deflateSync)], { encoding: ["other", /^deflate$/] });
  const untilClosed = whole((response, body) => {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.write(body);
    response.end();
  });
  outcome("a body until the connection ends", [{}, { server: untilClosed }], { length: ["neither"] });
  const dateless = whole((response, body) => {
    response.sendDate = false;
    response.removeHeader("date");
    response.end(body);
  });
  outcome("no Date", [{}, { server: dateless }], {
    credentials: ["accepted"],
    clock: ["cannot_tell", /^no Date header/],
    timestamp_61_ahead: ["refused"],
  });
  outcome("a redirect to another host", [at(SIZE_1, { kind: "redirect" })], {
    redirects: ["redirected", /^1 of 16; HTTP 302 to another host$/],
    page_size_1: ["cannot_tell", /^HTTP 302, a redirect$/],
  });
  outcome("redirects on the same host", [{ fault: { kind: "redirect", status: 307, location: "/login?next=x" } }], {
    redirects: ["redirected", /^1 of 1; HTTP 307 to the same host$/],
    credentials: ["unreadable"],
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
    test(`no key, secret, id, topic, number or signature: ${args.join("") || "text"}`, async () => {
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

describe("the command line", () => {
  test("without --user, or with what cannot be signed, nothing is sent: status 2", async () => {
    for (const [args, words] of [
      [["doctor"], /--user is missing/],
      [["doctor", "--user", "teacher@example.edu", "--yes"], /e-mail/],
      [["doctor", "--user", TEACHER, "--yes", "--pause", "soon"], /--pause/],
      [["doctor", "--user", TEACHER, "--yes", "--pause", "60001"], /--pause/],
      [["doctor", "--user", TEACHER, "--yes", "--base-url", "http://example.com/"], /./],
    ]) {
      const { status, stdout, stderr } = await run(args, { LTI_KEY: "a-key-for-tests-only", LTI_SECRET: "a-secret" });
      assert.deepEqual([status, stdout], [2, ""], args.join(" "));
      assert.match(stderr, words);
      assert.doesNotMatch(stderr, /The doctor sends/);
    }
  });

  test("without a terminal and without --yes nothing is sent: status 2", async () => {
    const emulator = createEmulator();
    const http = createServer(createNodeHandler(emulator)).listen(0, "127.0.0.1");
    await once(http, "listening");
    const { key, secret } = emulator.credentials;
    const baseUrl = `http://127.0.0.1:${http.address().port}`;
    const { status, stdout, stderr } = await run(["doctor", "--user", TEACHER, "--base-url", baseUrl], {
      LTI_KEY: key,
      LTI_SECRET: secret,
    });
    http.close();
    assert.deepEqual([status, stdout, emulator.requests.length], [2, "", 0]);
    assert.match(stderr, /sends 16 GET requests[^\n]*\nThey change nothing[^\n]*\n[^\n]*nothing was sent\n.*--yes/);
  });

  describe("in a terminal", { skip: missingTerminal() }, () => {
    let http;
    let emulator;
    before(async () => {
      emulator = createEmulator();
      http = createServer(createNodeHandler(emulator)).listen(0, "127.0.0.1");
      await once(http, "listening");
    });
    after(() => {
      http.closeAllConnections();
      http.close();
    });

    const answering = (answer) => {
      const { key, secret } = emulator.credentials;
      const env = environment({
        LTI_KEY: key,
        LTI_SECRET: secret,
        LTI_BASE_URL: `http://127.0.0.1:${http.address().port}/api/v1/lti/rich`,
        TERM: "xterm",
      });
      const script = [["Send them? (y/n) ", answer]];
      emulator.clearRequests();
      return inTerminal(process.execPath, [command, "doctor", "--user", TEACHER, "--pause", "0"], { env, script });
    };

    for (const [name, answer, status, requests] of [
      ["yes sends them", "y\r", 0, 16],
      ["no sends nothing", "n\r", 2, 0],
      ["Enter alone sends nothing", "\r", 2, 0],
      ["Ctrl-D sends nothing", "\x04", 2, 0],
      ["Ctrl-C ends it", "\x03", 130, 0],
    ]) {
      test(name, async () => {
        const result = await answering(answer);
        assert.deepEqual(
          [result.status, emulator.requests.length, result.untyped],
          [status, requests, 0],
          result.screen,
        );
        assert.equal(result.screen.includes("zoom-lti-pro doctor"), requests > 0);
      });
    }
  });
});

describe("outcomes", () => {
  const all = Object.entries(QUESTIONS).flatMap(([id, { outcomes }]) =>
    Object.keys(outcomes).map((code) => `${id}: ${code}`),
  );

  test("each of every question came up in these tests", () => {
    assert.deepEqual(
      all.filter((one) => !seen.has(one)),
      [],
    );
  });

  test("cannot_tell came up for every question but the first", () => {
    const untold = Object.keys(QUESTIONS).filter((id) => !seen.has(`${id}: cannot_tell`));
    assert.deepEqual(untold, ["credentials"]);
  });

  test("are in docs/doctor.md, and no others", () => {
    const rows = [...read("../docs/doctor.md").matchAll(/^\| `(\w+)` \|.*\| (`.*`) \|$/gm)];
    const documented = rows.flatMap(([, id, codes]) =>
      [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => `${id}: ${code}`),
    );
    assert.deepEqual(documented.sort(), [...all].sort());
  });
});

// request: any endpoint. What changes something must never be sent twice where it may have arrived.

import { received, replying } from "../reply.mjs";
import { articleAnswer, at, credentials, rejected, userId } from "./samples.mjs";

const now = () => at;
const ok = { status: true, result: { id: 5 } };
const path = "/meeting/createAndAssociate";
const create = { method: "POST", path, body: { userId, meetingInfo: { topic: "Algebra" } } };
const WRITING = ["POST", "PUT", "DELETE", "PATCH"];
/** A user of the emulator who has no meetings. */
const idle = "Zt0Rk_5vQh-W2mBs7cPdXA";
const course = { contextId: "ctx-1", domain: "lms.example.edu" };
const dated = (ms) => ({ date: new Date(ms).toUTCString() });

/** Responds in order, for ever with the last; notes what was sent, and what was waited. Functions throw or respond. */
function scripted(...responses) {
  const sent = [];
  const slept = [];
  const options = {
    now,
    random: () => 1,
    sleep: async (ms) => void slept.push(ms),
    fetch: async (url, init) => {
      sent.push({ url: new URL(url), ...init });
      const response = responses[Math.min(sent.length, responses.length) - 1];
      if (typeof response === "function") return response(url, init);
      const { status = 200, body = ok, headers } = response;
      return new Response(typeof body === "object" && !body.buffer ? JSON.stringify(body) : body, { status, headers });
    },
  };
  return { sent, slept, options };
}

/** Creates a meeting at the helper server, which responds as told. */
function createAt(lib, server, answers, options = {}) {
  const baseUrl = replying(server, ...answers);
  return { baseUrl, done: lib.request(credentials, create, { baseUrl, now, random: () => 0, ...options }) };
}

const result = { id: 86756778157 };
const rejectedBody = { status: false, errorCode: "401", errorMessage: "Verify LTI signature failed(2203)." };
const signatureOf = ({ headers }) => headers.get("x-lti-signature");
const timestampOf = ({ url }) => Number(url.searchParams.get("timestamp"));

/** Half of a surrogate pair, as JSON writes it. Parcel's minifier makes another character of it in a literal. */
const LONE = JSON.stringify(String.fromCharCode(Number("0xd800"))).slice(1, -1);

export const requesting = [
  [
    "request: the emulator's endpoints that write, with their results",
    async ({ lib, testing, assert }) => {
      const emulator = testing.createEmulator({ now });
      const zoom = new lib.LtiPro(emulator.credentials, { fetch: emulator.fetch, now });
      const [{ userId: teacher }] = emulator.users;
      const meetings = ["111", "222"].map((meetingId) => ({ meetingId, ...course }));
      const imported = await zoom.request({
        method: "POST",
        path: "/meeting/bulkImport",
        params: { userId: teacher },
        body: { userId: teacher, meetingList: meetings },
      });
      assert.deepEqual(imported, {
        result: { emulated: true, accepted: ["111", "222"], refused: [] },
        meta: { attempts: 1, status: 200, requestedAt: at, clockOffsetMs: imported.meta.clockOffsetMs, warnings: [] },
      });
      const body = meetings.slice(1);
      const { result } = await zoom.request({ method: "PUT", path: "/meeting/bulkDisassociate", body });
      assert.deepEqual(result.accepted, ["222"]);
      const meetingInfo = { topic: "Algebra" };
      const created = await zoom.request({ method: "POST", path, body: { userId: teacher, ...course, meetingInfo } });
      const { list } = await zoom.listMeetings({ userId: teacher, pageSize: 1000 });
      const numbers = list.map(({ meetingNumber }) => meetingNumber);
      const isListed = (number) => numbers.includes(number);
      assert.deepEqual(["111", "222", String(created.result.id)].map(isListed), [true, false, true]);
      const [first, second] = emulator.requests;
      assert.deepEqual([first.method, second.method], ["POST", "PUT"]);
      assert.deepEqual(JSON.parse(first.body), { userId: teacher, meetingList: meetings });
      assert.deepEqual(
        first.headers.filter(([name]) => name === "content-type"),
        [["content-type", "application/json"]],
      );
    },
  ],
  [
    "request: the meeting list, as it came",
    async ({ lib, assert }) => {
      const { sent, options } = scripted({ body: articleAnswer });
      const params = { userId, isUpComing: true, pageNum: 1, pageSize: 20 };
      const { result } = await lib.request(credentials, { method: "GET", path: "/open/meeting/list", params }, options);
      assert.deepEqual(result, articleAnswer.result);
      const signed = lib.signRequest(credentials, {
        userId,
        isUpComing: true,
        pageNum: 1,
        pageSize: 20,
        timestamp: at,
      });
      assert.deepEqual([sent[0].url.href, signatureOf(sent[0])], [signed.url, signed.signature]);
      assert.deepEqual([sent[0].method, sent[0].redirect, sent[0].body], ["GET", "manual", undefined]);
      assert.equal(sent[0].headers.get("content-type"), null);
    },
  ],
  [
    "request: a created meeting whose association failed is on the error, and in no log",
    async ({ lib, testing, assert, runtime }) => {
      const emulator = testing.createEmulator({ now, fault: { kind: "not_associated" } });
      const body = { userId: idle, ...course, meetingInfo: { topic: "Algebra" } };
      const options = { fetch: emulator.fetch, now };
      const error = await assert.rejects(lib.request(emulator.credentials, { ...create, body }, options), {
        code: "api_error",
        errorCode: "400",
        sent: "yes",
        attempts: 1,
      });
      const id = String(error.result.id);
      assert.ok(/^\d+$/.test(id), id);
      // Next's Edge Runtime throws where `process` is touched.
      const util = runtime.startsWith("node ") && globalThis.process.getBuiltinModule?.("node:util");
      const inspect = util ? util.inspect : String;
      for (const shown of [
        String(error),
        error.message,
        JSON.stringify(error),
        inspect(error),
        Object.keys(error).join(),
      ])
        assert.ok(!shown.includes(id) && !shown.includes("result"), shown);
      emulator.fault = null;
      const again = { method: "POST", path: "/meeting/bulkImport", body: [{ meetingId: id, ...course }] };
      await lib.request(emulator.credentials, again, options);
      const { list } = await lib.listMeetings(emulator.credentials, { userId: idle }, options);
      assert.ok(list.some(({ meetingNumber }) => meetingNumber === id));
    },
  ],
  [
    "request: a refusal's result is read as JSON.parse reads it, on the list's errors too",
    async ({ lib, assert }) => {
      for (const text of [`{"__proto__":{"a":1},"é":"${LONE}","n":1e999}`, "null", "[]", '"x"', "0", "false"]) {
        const body = ` {"result":1,"errorMessage":"No(1234)","status":false, "result" : ${text} } `;
        const call = lib.request(credentials, create, scripted({ body }).options);
        const error = await assert.rejects(call, { code: "api_error", detail: 1234, sent: "yes" });
        assert.deepEqual(error.result, JSON.parse(text), text);
        const listed = lib.listMeetings(credentials, { userId }, scripted({ body }).options);
        assert.deepEqual((await assert.rejects(listed, { code: "api_error" })).result, JSON.parse(text), text);
      }
      const without = await assert.rejects(lib.request(credentials, create, scripted({ body: rejected }).options));
      assert.equal(without.result, undefined);
    },
  ],
  [
    "request: the result is read as JSON.parse reads it, wherever it stands",
    async ({ lib, assert }) => {
      const texts = [
        '{"__proto__":{"a":1},"a":1,"a":2}',
        "null",
        "[[]]",
        `"é你😀${LONE}"`,
        "-0.5e1",
        "true",
        '"\\u0000"',
      ];
      for (const text of texts)
        for (const body of [
          `{"status":true,"result":${text}}`,
          `\ufeff {"x":[{"result":9}],"result":0 ,\n"result" : ${text} , "status":true}`,
        ]) {
          const { result } = await lib.request(credentials, create, scripted({ body }).options);
          assert.deepEqual(result, JSON.parse(text), body);
          assert.equal(Object.hasOwn(Object(result), "__proto__"), text.includes("__proto__"), body);
        }
      const { result, meta } = await lib.request(credentials, create, scripted({ body: '{"status":true}' }).options);
      assert.deepEqual([result, meta.attempts], [undefined, 1]);
    },
  ],
  [
    "request: a large result, in pieces",
    async ({ lib, assert }) => {
      const result = Array.from({ length: 60_000 }, (_, i) => ({ i, name: `é${i}` }));
      const bytes = new TextEncoder().encode(JSON.stringify({ status: true, result }));
      let at = 0;
      const pull = (controller) => {
        if (at >= bytes.length) return controller.close();
        const length = [1, 7, 50_000, 200_000][at % 4];
        controller.enqueue(bytes.slice(at, at + length));
        at += length;
      };
      const { options } = scripted(() => new Response(new ReadableStream({ pull })));
      for (let round = 0; round < 2; round++) {
        at = 0;
        const found = await lib.request(credentials, create, options);
        assert.equal(JSON.stringify(found.result), JSON.stringify(result));
        const small = await lib.request(credentials, create, scripted({}).options);
        assert.deepEqual(small.result, { id: 5 });
      }
    },
  ],
  [
    "request: the body is checked whole, as strictly as a list",
    async ({ lib, assert }) => {
      const wrong = [
        ['{"status":true,"result":1}x', { code: "invalid_response", reason: "syntax" }],
        ['{"status":true,"result":01}', { code: "invalid_response", reason: "syntax" }],
        [`{"status":true,"result":${"[".repeat(128)}${"]".repeat(128)}}`, { reason: "too_deep" }],
        [
          new Uint8Array([...new TextEncoder().encode('{"status":true,"result":"'), 0xff, 0x22, 0x7d]),
          { reason: "encoding" },
        ],
        ['{"status":true,"result":{"id":', { code: "truncated_body", reason: "truncated" }],
        ["", { code: "truncated_body", reason: "empty" }],
        ["<html>", { code: "invalid_response", reason: "html" }],
        ["[]", { code: "invalid_response", reason: "schema" }],
        ['{"result":1}', { code: "invalid_response", reason: "schema", field: "status" }],
        ['{"status":"true","result":1}', { code: "invalid_response", reason: "schema", field: "status" }],
      ];
      for (const [body, expected] of wrong) {
        const { sent, options } = scripted({ body });
        await assert.rejects(lib.request(credentials, create, options), { sent: "yes", attempts: 1, ...expected });
        assert.equal(sent.length, 1);
      }
      const deep = `{"status":true,"result":${"[".repeat(127)}${"]".repeat(127)}}`;
      assert.equal(
        JSON.stringify((await lib.request(credentials, create, scripted({ body: deep }).options)).result).length,
        254,
      );
      const redirect = scripted({ status: 307, headers: { location: "https://elsewhere.example/x" }, body: "" });
      await assert.rejects(lib.request(credentials, create, redirect.options), {
        code: "redirect_refused",
        sent: "yes",
      });
      assert.equal(redirect.sent.length, 1);
    },
  ],
  [
    "request: a body is a value to serialize, or JSON as text or bytes",
    async ({ lib, assert }) => {
      const bytes = new TextEncoder().encode('[{"é":1}]');
      const texts = [
        [[{ meetingId: "1", skip: undefined }], '[{"meetingId":"1"}]'],
        [{ toJSON: () => ({ a: "\ud800" }) }, '{"a":"\\ud800"}'],
        [{}, "{}"],
        [null, "null"],
        [0, "0"],
        ['{"a": 1}', '{"a": 1}'],
        ["", ""],
        [bytes, '[{"é":1}]'],
      ];
      for (const method of WRITING)
        for (const [body, text] of texts) {
          const { sent, options } = scripted({});
          await lib.request(credentials, { method, path, body }, options);
          const [{ method: used, headers, body: given }] = sent;
          const read = typeof given === "string" ? given : new TextDecoder().decode(given);
          assert.deepEqual([used, headers.get("content-type"), read], [method, "application/json", text]);
        }
      const { sent, options } = scripted({});
      await lib.request(credentials, { method: "DELETE", path }, options);
      assert.ok(!("body" in sent[0]) || sent[0].body === undefined);
      assert.equal(sent[0].headers.get("content-type"), null);
    },
  ],
  [
    "request: each attempt sends the same body and parameters, whatever the caller changes meanwhile",
    async ({ lib, assert }) => {
      const asked = { status: 429, body: "", headers: { "retry-after": "1" } };
      const { sent, options } = scripted(asked, asked, {});
      const body = new TextEncoder().encode("[1]");
      const params = new Map([["userId", userId]]);
      let reads = 0;
      const counted = { toJSON: () => ++reads };
      const sleep = async () => {
        body.fill(0x20);
        params.set("userId", "other");
      };
      const pairs = (function* () {
        yield* params;
      })();
      await lib.request(credentials, { method: "POST", path, params: pairs, body }, { ...options, sleep });
      assert.deepEqual(
        sent.map(({ url, body }) => [url.searchParams.get("userId"), new TextDecoder().decode(body)]),
        [userId, userId, userId].map((id) => [id, "[1]"]),
      );
      const again = scripted(asked, {});
      await lib.request(credentials, { method: "POST", path, body: counted }, again.options);
      assert.deepEqual([again.sent.map(({ body }) => body), reads], [["1", "1"], 1]);
    },
  ],
  [
    "request: what cannot be sent is refused before anything is",
    async ({ lib, assert }) => {
      const circular = {};
      circular.self = circular;
      const thrown = new Error("mine");
      const throwing = {
        toJSON() {
          throw thrown;
        },
      };
      const refused = [
        ["method", { method: "post", path }],
        ["method", { method: "HEAD", path }],
        ["method", { path }],
        ["method", null],
        ["body", { method: "GET", path, body: {} }],
        ["body", { method: "GET", path, body: null }],
        ...[
          circular,
          throwing,
          1n,
          () => 1,
          Symbol("s"),
          new Map(),
          new ArrayBuffer(1),
          new DataView(new ArrayBuffer(1)),
        ].map((body) => ["body", { ...create, body }]),
        // Bun's is written as JSON by a method of its own.
        ...("toJSON" in URLSearchParams.prototype ? [] : [["body", { ...create, body: new URLSearchParams("a=1") }]]),
        ["body", { ...create, body: "\ud800" }],
        ["path", { method: "POST" }],
        ["path", { method: "POST", path: "meeting/bulkImport" }],
        ["path", { method: "POST", path: "/a?b=c" }],
        ...["/..", "/.", "/meeting/../open", "/meeting/..", "/./a"].map((other) => [
          "path",
          { ...create, path: other },
        ]),
        ["params", { method: "POST", path, params: "a=b" }],
        ["userId", { method: "POST", path, params: { userId: null } }],
        ["key", { method: "POST", path, params: { key: "k" } }],
      ];
      const zoom = new lib.LtiPro(credentials);
      for (const [field, given] of refused) {
        const { sent, options } = scripted({});
        const expected = { code: "invalid_argument", field, sent: "no" };
        const error = await assert.rejects(lib.request(credentials, given, options), expected);
        await assert.rejects(zoom.request(given, options), expected);
        assert.equal(sent.length, 0, field);
        if (given?.body === throwing) assert.equal(error.cause, thrown);
      }
      await assert.rejects(zoom.request(create, { retries: 9 }), { field: "retries", sent: "no" });
      zoom.dispose();
      await assert.rejects(zoom.request(create), { field: "credentials", sent: "no" });
      await assert.rejects(lib.request({ key: "k" }, create), { code: "invalid_credentials", sent: "no" });
    },
  ],
  [
    "resend: a failure that may have arrived is sent again for a GET, and never for another method",
    async ({ lib, assert }) => {
      const failures = [
        ["maybe", () => Promise.reject(new TypeError("fetch failed"))],
        [
          "maybe",
          () => {
            throw new Error("at once");
          },
        ],
        ["maybe", () => Response.error()],
        ["yes", () => new Response(new ReadableStream({ pull: (controller) => controller.error(new Error("broke")) }))],
        ...[408, 429, 500, 502, 503, 504].map((status) => ["yes", { status, body: "" }]),
        ...[408, 500, 502, 503, 504].map((status) => ["yes", { status, body: "", headers: { "retry-after": "0" } }]),
        ["yes", { body: '{"status":true,' }],
        ["yes", { status: 503, body: { status: false, errorMessage: "Busy(1111)" } }],
      ];
      for (const [sentSays, failure] of failures) {
        for (const method of WRITING) {
          const { sent, slept, options } = scripted(failure);
          const call = lib.request(credentials, { ...create, method }, options);
          // Who obeys `retryable` does nothing twice either.
          const error = await assert.rejects(call, { sent: sentSays, attempts: 1, retryable: false });
          // In a browser, a failed connection has the hint on CORS.
          if (sentSays === "yes") assert.ok(error.hint.includes("may have taken effect"), error.hint);
          assert.deepEqual([sent.length, slept], [1, []]);
        }
        const { sent, options } = scripted(failure);
        await assert.rejects(lib.request(credentials, { method: "GET", path }, options), {
          sent: sentSays,
          attempts: 3,
          retryable: true,
        });
        assert.equal(sent.length, 3);
        const listed = lib.listMeetings(credentials, { userId }, scripted(failure).options);
        await assert.rejects(listed, { sent: sentSays, attempts: 3 });
      }
    },
  ],
  [
    "resend: 429 with Retry-After is sent again, signed anew, and no more often than `retries`",
    async ({ lib, assert }) => {
      for (const method of WRITING)
        for (const body of ["", "<h1>Slow down</h1>", { status: false, errorMessage: "Slow down" }]) {
          const asked = { status: 429, body, headers: { "retry-after": "2" } };
          const { sent, slept, options } = scripted(asked, asked, {});
          const { result, meta } = await lib.request(credentials, { ...create, method }, options);
          assert.deepEqual([result, meta.attempts, slept, sent.length], [{ id: 5 }, 3, [2000, 2000], 3]);
          const never = scripted(asked);
          await assert.rejects(lib.request(credentials, create, never.options), {
            status: 429,
            sent: "yes",
            attempts: 3,
            retryable: true,
          });
          const once = scripted(asked);
          await assert.rejects(lib.request(credentials, create, { ...once.options, retries: 0 }), { attempts: 1 });
        }
      const long = scripted({ status: 429, body: "", headers: { "retry-after": "21" } });
      await assert.rejects(lib.request(credentials, create, long.options), { retryAfter: 21_000, attempts: 1 });
    },
  ],
  [
    "resend: a 429 whose body breaks off is not sent again",
    async ({ lib, assert }) => {
      const body = () => new ReadableStream({ pull: (controller) => controller.error(new Error("broke")) });
      const { sent, options } = scripted(() => new Response(body(), { status: 429, headers: { "retry-after": "0" } }));
      await assert.rejects(lib.request(credentials, create, options), { code: "truncated_body", sent: "yes" });
      assert.equal(sent.length, 1);
    },
  ],
  [
    "resend: an error of this package from options.fetch proves nothing",
    async ({ lib, assert }) => {
      const claims = [
        ["http_status", { status: 429, retryAfter: 0, retryable: true, sent: "no" }],
        ["signature_rejected", { status: 401, detail: 2203 }],
      ];
      for (const [code, details] of claims) {
        const { sent, options } = scripted(() => Promise.reject(new lib.LtiProError(code, "not ours", details)));
        const secrets = { key: "k", secret: ["a", "b"] };
        await assert.rejects(lib.request(secrets, create, options), { code, sent: "maybe", attempts: 1 });
        assert.equal(sent.length, 1, code);
      }
    },
  ],
  [
    "resend: what fails before fetch is called was not sent",
    async ({ lib, assert, runtime }) => {
      // WebKit's workers go on with their own.
      if (runtime === "browser") return;
      const { sent, options } = scripted({});
      const { Headers } = globalThis;
      try {
        globalThis.Headers = class {
          constructor() {
            throw new Error("replaced");
          }
        };
        await assert.rejects(lib.request(credentials, create, options), { code: "internal", sent: "no" });
      } finally {
        globalThis.Headers = Headers;
      }
      assert.equal(sent.length, 0);
    },
  ],
  [
    "resend: 2203 with a clock to correct or another secret is sent again, whatever the method",
    async ({ lib, assert }) => {
      const server = Math.floor(at / 1000) * 1000 + 3 * 3_600_000;
      const off = { status: 401, body: rejected, headers: dated(server) };
      for (const method of WRITING) {
        const { sent, options } = scripted(off, {});
        const { meta } = await lib.request(credentials, { ...create, method }, options);
        assert.deepEqual([meta.attempts, meta.warnings.map(({ code }) => code)], [2, ["clock_corrected"]]);
        assert.deepEqual(sent.map(timestampOf), [at, server]);
        assert.equal(sent[0].body, sent[1].body);
        const never = scripted(off);
        await assert.rejects(lib.request(credentials, create, never.options), {
          code: "signature_rejected",
          attempts: 2,
          sent: "yes",
        });
      }
      const near = scripted({ status: 401, body: rejected, headers: dated(at) }, {});
      const zoom = new lib.LtiPro({ key: "k", secret: ["new", "old"] }, near.options);
      assert.equal((await zoom.request(create)).meta.attempts, 2);
      assert.equal((await zoom.request(create)).meta.attempts, 1);
      const signs = (secret, sent) =>
        lib.sign(secret, lib.baseString([...sent.url.searchParams])) === signatureOf(sent);
      assert.deepEqual(
        near.sent.map((sent) => signs("old", sent)),
        [false, true, true],
      );
      const none = scripted({ status: 401, body: rejected });
      await assert.rejects(lib.request(credentials, create, none.options), { attempts: 1, sent: "yes" });
      const asked = scripted({});
      await lib.request({ key: "k", secret: async () => "s" }, create, asked.options);
      assert.ok(signs("s", asked.sent[0]));
    },
  ],
  [
    "resend: the error tells of the last attempt that was sent",
    async ({ lib, assert }) => {
      const asked = { status: 429, body: "", headers: { "retry-after": "0" } };
      const lost = scripted(asked, () => Promise.reject(new TypeError("fetch failed")), {});
      await assert.rejects(lib.request(credentials, create, lost.options), {
        code: "network",
        sent: "maybe",
        attempts: 2,
      });
      const waiting = scripted(asked);
      const controller = new AbortController();
      const sleep = () => new Promise(() => controller.abort());
      const call = lib.request(credentials, create, { ...waiting.options, sleep, signal: controller.signal });
      await assert.rejects(call, { code: "aborted", sent: "yes", attempts: 1 });
      const times = [at, NaN];
      const clock = scripted(asked);
      const late = { ...clock.options, now: () => times[Math.min(clock.sent.length, 1)] };
      await assert.rejects(lib.request(credentials, create, late), {
        code: "invalid_argument",
        field: "now",
        sent: "yes",
      });
    },
  ],
  [
    "resend: the emulator's lost response: once, and maybe",
    async ({ lib, testing, assert }) => {
      const emulator = testing.createEmulator({ now, fault: { kind: "lost_response" } });
      const options = { fetch: emulator.fetch, now };
      const body = { userId: idle, ...course, meetingInfo: { topic: "Algebra" } };
      await assert.rejects(lib.request(emulator.credentials, { ...create, body }, options), {
        code: "network",
        sent: "maybe",
        attempts: 1,
      });
      assert.equal(emulator.requests.length, 1);
      emulator.fault = null;
      const { list } = await lib.listMeetings(emulator.credentials, { userId: idle }, options);
      assert.deepEqual(
        list.map(({ topic }) => topic),
        ["Algebra"],
      );
    },
  ],
  [
    "resend: a partial success is a result as it came",
    async ({ lib, testing, assert }) => {
      const emulator = testing.createEmulator({ now, fault: { kind: "partial_success", accepted: 1 } });
      const body = ["111", "222"].map((meetingId) => ({ meetingId, ...course }));
      const call = { method: "POST", path: "/meeting/bulkImport", body };
      const { result } = await lib.request(emulator.credentials, call, { fetch: emulator.fetch, now });
      assert.deepEqual(result, { emulated: true, accepted: ["111"], refused: ["222"] });
    },
  ],
  [
    "request over HTTP: method, query, signature and body arrive as signed",
    async ({ lib, assert, server }) => {
      for (const method of WRITING) {
        const baseUrl = replying(server, { body: ok });
        const params = { userId: "a b+c/d=é" };
        const body = { topic: "Ünïcode 😀" };
        const { result, meta } = await lib.request(credentials, { method, path, params, body }, { baseUrl, now });
        assert.deepEqual([result, meta.status], [{ id: 5 }, 200]);
        const [arrived, ...others] = await received(baseUrl);
        const signed = lib.signRequest(credentials, { path, params, timestamp: at });
        assert.deepEqual(others, []);
        assert.deepEqual([arrived.method, arrived.url], [method, signed.url.slice(signed.url.indexOf(path))]);
        assert.equal(arrived.headers["x-lti-signature"], signed.signature);
        assert.equal(arrived.headers["content-type"], "application/json");
        assert.equal(arrived.body, JSON.stringify(body));
      }
    },
  ],
  [
    "request over HTTP: the server acted, then failed: it is not asked again",
    async ({ lib, assert, server, runtime }) => {
      const whole = { body: ok };
      const failures = [
        [
          { status: 500, body: "" },
          { code: "http_status", sent: "yes" },
        ],
        [
          { status: 503, body: "", headers: { "retry-after": "0" } },
          { code: "http_status", sent: "yes" },
        ],
        [
          { status: 429, body: "" },
          { code: "http_status", sent: "yes" },
        ],
        [
          { body: ok, declaredLength: 100 },
          { code: "truncated_body", sent: "yes" },
        ],
        [
          { body: ok, delayMs: Infinity },
          { code: "timeout", sent: "maybe" },
        ],
        [
          { body: ok, stallMs: Infinity },
          // Firefox hands a response over with the first byte of its body.
          { code: "timeout", ...(runtime !== "browser" && { sent: "yes" }) },
        ],
      ];
      const checks = failures.map(async ([failure, expected]) => {
        const { baseUrl, done } = createAt(lib, server, [failure, whole], { timeoutMs: 700 });
        await assert.rejects(done, { attempts: 1, ...expected });
        assert.equal((await received(baseUrl)).length, 1, JSON.stringify(failure));
      });
      await Promise.all(checks);
    },
  ],
  [
    "request over HTTP: a dropped connection may have arrived, and is not sent again by us",
    async ({ lib, assert, server, runtime }) => {
      const { baseUrl, done } = createAt(lib, server, [{ drop: true }]);
      await assert.rejects(done, { code: "network", sent: "maybe", attempts: 1 });
      const count = (await received(baseUrl)).length;
      // Chromium and Deno themselves send a POST again on a connection that they kept open and that drops.
      assert.ok(count === 1 || !/^(node|workerd)/.test(runtime), `${count} requests`);
    },
  ],
  [
    "request over HTTP: 429 with Retry-After, then a clock, then it is done",
    async ({ lib, assert, server }) => {
      const shown = (headers) => ({ "access-control-expose-headers": "*", ...headers });
      const answers = [
        { status: 429, body: "", headers: shown({ "retry-after": "0" }) },
        { status: 401, body: rejected, headers: shown(dated(at + 3_600_000)) },
        { body: ok },
      ];
      const { baseUrl, done } = createAt(lib, server, answers);
      const { result, meta } = await done;
      assert.deepEqual([result, meta.attempts], [{ id: 5 }, 3]);
      const bodies = (await received(baseUrl)).map(({ body }) => body);
      assert.deepEqual(
        bodies,
        [0, 1, 2].map(() => JSON.stringify(create.body)),
      );
    },
  ],
  [
    "request: what came with a result, or from a server that failed, is not sent again whatever else it says",
    async ({ lib, assert }) => {
      const later = dated(at + 3_600_000);
      const refused = { status: false, errorCode: "400", errorMessage: "Created and not associated(9999).", result };
      for (const response of [
        { status: 429, body: refused, headers: { "retry-after": "0" } },
        { status: 200, body: { ...rejectedBody, result }, headers: later },
        { status: 500, body: rejectedBody, headers: later },
        { status: 503, body: rejectedBody, headers: { ...later, "retry-after": "0" } },
      ]) {
        for (const method of WRITING) {
          const { sent, options } = scripted(response, {});
          const changed = lib.request(credentials, { ...create, method }, options);
          const error = await assert.rejects(changed, { sent: "yes", attempts: 1, status: response.status });
          assert.equal(sent.length, 1);
          assert.deepEqual(error.result, response.body.result);
        }
      }
      // Null is not a result.
      const { options } = scripted({ body: { ...rejectedBody, result: null }, headers: later }, {});
      assert.equal((await lib.request(credentials, create, options)).meta.attempts, 2);
    },
  ],
  [
    "request: 204 and 205 have no body and no result, where a list would have broken off",
    async ({ lib, assert }) => {
      for (const status of [204, 205]) {
        const options = { now, retries: 0, fetch: async () => new Response(null, { status }) };
        for (const method of [...WRITING, "GET"]) {
          const { result: none, meta } = await lib.request(credentials, { method, path: "/meeting/9" }, options);
          assert.deepEqual([none, meta.status, meta.attempts], [undefined, status, 1]);
        }
        await assert.rejects(lib.listMeetings(credentials, { userId }, options), { code: "truncated_body", status });
      }
      const empty = { now, retries: 0, fetch: async () => new Response("", { status: 202 }) };
      await assert.rejects(lib.request(credentials, create, empty), { code: "truncated_body", reason: "empty" });
    },
  ],
  [
    "request: an abort says how far the request came",
    async ({ lib, assert, server, runtime }) => {
      const aborted = AbortSignal.abort("before");
      const none = scripted({});
      const early = lib.request(credentials, create, { ...none.options, signal: aborted });
      assert.equal((await assert.rejects(early, { code: "aborted", sent: "no", attempts: 0 })).cause, "before");
      assert.equal(none.sent.length, 0);
      for (const [answer, sent] of [
        [{ body: ok, delayMs: Infinity }, "maybe"],
        [{ body: ok, stallMs: Infinity }, "yes"],
      ]) {
        const controller = new AbortController();
        const { baseUrl, done } = createAt(lib, server, [answer], { signal: controller.signal });
        setTimeout(() => controller.abort(), 400);
        const error = await assert.rejects(done, { code: "aborted", attempts: 1 });
        // Firefox hands a response over with the first byte of its body.
        assert.ok(error.sent === sent || (runtime === "browser" && error.sent === "maybe"), error.sent);
        assert.equal((await received(baseUrl)).length, 1);
      }
      const deadline = createAt(lib, server, [{ body: ok, delayMs: Infinity }], { deadlineMs: 300 });
      await assert.rejects(deadline.done, { code: "timeout", sent: "maybe", attempts: 1 });
    },
  ],
  [
    "request: a body of very many fields does not hide what the server says of it",
    async ({ lib, assert }) => {
      const refusal = { status: false, errorCode: "200", errorMessage: "Too many of Algebra" };
      for (const body of [
        Array.from({ length: 200_000 }, () => ({ topic: "Algebra" })),
        [{ topic: "Algebra" }, { topic: "x".repeat(1_000_000) }],
      ]) {
        const { options } = scripted({ body: refusal });
        const error = await assert.rejects(lib.request(credentials, { method: "PUT", path, body }, options), {
          code: "api_error",
          sent: "yes",
        });
        assert.ok(!error.message.includes("Algebra"), error.message);
      }
    },
  ],
  [
    "request: hooks are called with the method, and with nothing of the body",
    async ({ lib, assert }) => {
      const { options } = scripted({ status: 429, body: "", headers: { "retry-after": "0" } }, {});
      const told = [];
      const hook = (name) => (about) => void told.push([name, about]);
      const hooks = { onRequest: hook("request"), onResponse: hook("response"), onRetry: hook("retry") };
      await lib.request(credentials, { ...create, method: "PUT" }, { ...options, ...hooks });
      await new Promise((resolve) => setTimeout(resolve, 1));
      assert.deepEqual(
        told.map(([name, { method, attempt }]) => [name, method, attempt]),
        [
          ["request", "PUT", 1],
          ["response", "PUT", 1],
          ["retry", "PUT", 1],
          ["request", "PUT", 2],
          ["response", "PUT", 2],
        ],
      );
      assert.ok(!JSON.stringify(told).includes("Algebra"));
    },
  ],
];

// request: what is sent, what is refused, and how the response is read.

import { articleResponse, at, credentials, rejected, userId } from "./samples.mjs";
import { course, create, idle, now, path, scripted, signatureOf, WRITING } from "./scripted.mjs";

/** A lone surrogate as a JSON escape. Parcel's minifier changes it in a literal. */
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
    "request: the meeting list, unchanged",
    async ({ lib, assert }) => {
      const { sent, options } = scripted({ body: articleResponse });
      const params = { userId, isUpComing: true, pageNum: 1, pageSize: 20 };
      const { result } = await lib.request(credentials, { method: "GET", path: "/open/meeting/list", params }, options);
      assert.deepEqual(result, articleResponse.result);
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
    "request: after a failed association the error has the created meeting, and no log shows it",
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
      // Next's Edge Runtime throws on access to `process`.
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
    "request: an error's result is read as JSON.parse reads it, also for the list",
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
    "request: the result is read as JSON.parse reads it, at any place in the body",
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
      let pieces = 0;
      const pull = (controller) => {
        if (at >= bytes.length) return controller.close();
        const length = [1, 7, 50_000, 200_000][pieces++ % 4];
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
    "request: the whole body is checked, as strictly as a list",
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
    "request: each attempt sends the same body and parameters, even if the caller changes them",
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
    "request: invalid requests are refused before anything is sent",
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
        // Bun's URLSearchParams has a method toJSON.
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
    "request: 204 and 205 have no body and no result; for a list that is an error",
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
    "request: a body with very many fields is masked in the server's message",
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
    "request: hooks get the method, but nothing of the body",
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

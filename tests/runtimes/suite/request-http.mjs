// request over HTTP: what a server receives, and how often.

import { baseUrlFor, received } from "../responses.mjs";
import { at, credentials, rejected } from "./samples.mjs";
import { create, dated, now, ok, path, scripted, WRITING } from "./scripted.mjs";

/** Creates a meeting at the helper server, which sends these responses. */
function createAt(lib, server, responses, options = {}) {
  const baseUrl = baseUrlFor(server, ...responses);
  return { baseUrl, done: lib.request(credentials, create, { baseUrl, now, random: () => 0, ...options }) };
}

export const requestingOverHttp = [
  [
    "request over HTTP: method, query, signature and body arrive as signed",
    async ({ lib, assert, server }) => {
      for (const method of WRITING) {
        const baseUrl = baseUrlFor(server, { body: ok });
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
    "request over HTTP: not sent again after the server acted and then failed",
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
          // Firefox resolves fetch only with the first byte of the body.
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
    "request over HTTP: the client does not send again after a dropped connection",
    async ({ lib, assert, server, runtime }) => {
      const { baseUrl, done } = createAt(lib, server, [{ drop: true }]);
      await assert.rejects(done, { code: "network", sent: "maybe", attempts: 1 });
      const count = (await received(baseUrl)).length;
      // Chromium and Deno themselves resend a POST if a kept connection drops.
      assert.ok(count === 1 || !/^(node|workerd)/.test(runtime), `${count} requests`);
    },
  ],
  [
    "request over HTTP: 429 with Retry-After, then a corrected clock, then success",
    async ({ lib, assert, server }) => {
      const shown = (headers) => ({ "access-control-expose-headers": "*", ...headers });
      const responses = [
        { status: 429, body: "", headers: shown({ "retry-after": "0" }) },
        { status: 401, body: rejected, headers: shown(dated(at + 3_600_000)) },
        { body: ok },
      ];
      const { baseUrl, done } = createAt(lib, server, responses);
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
    "request: an abort tells whether the request was sent",
    async ({ lib, assert, server, runtime }) => {
      const aborted = AbortSignal.abort("before");
      const none = scripted({});
      const early = lib.request(credentials, create, { ...none.options, signal: aborted });
      assert.equal((await assert.rejects(early, { code: "aborted", sent: "no", attempts: 0 })).cause, "before");
      assert.equal(none.sent.length, 0);
      for (const [response, sent] of [
        [{ body: ok, delayMs: Infinity }, "maybe"],
        [{ body: ok, stallMs: Infinity }, "yes"],
      ]) {
        const controller = new AbortController();
        const { baseUrl, done } = createAt(lib, server, [response], { signal: controller.signal });
        setTimeout(() => controller.abort(), 400);
        const error = await assert.rejects(done, { code: "aborted", attempts: 1 });
        // Firefox resolves fetch only with the first byte of the body.
        assert.ok(error.sent === sent || (runtime === "browser" && error.sent === "maybe"), error.sent);
        assert.equal((await received(baseUrl)).length, 1);
      }
      const deadline = createAt(lib, server, [{ body: ok, delayMs: Infinity }], { deadlineMs: 300 });
      await assert.rejects(deadline.done, { code: "timeout", sent: "maybe", attempts: 1 });
    },
  ],
];

// request: what is sent again. A write that may have arrived must never be sent twice.

import { at, credentials, rejected, userId } from "./samples.mjs";
import { course, create, dated, idle, now, path, scripted, signatureOf, WRITING } from "./scripted.mjs";

const result = { id: 86756778157 };
const rejectedBody = { status: false, errorCode: "401", errorMessage: "Verify LTI signature failed(2203)." };

const timestampOf = ({ url }) => Number(url.searchParams.get("timestamp"));

export const resending = [
  [
    "resend: if a request may have arrived, only a GET is sent again",
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
          // A caller that follows `retryable` does nothing twice either.
          const error = await assert.rejects(call, { sent: sentSays, attempts: 1, retryable: false });
          // In a browser a failed connection has the hint about CORS.
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
    "resend: 429 with Retry-After is signed and sent again, at most `retries` times",
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
    "resend: a 429 with a truncated body is not sent again",
    async ({ lib, assert }) => {
      const body = () => new ReadableStream({ pull: (controller) => controller.error(new Error("broke")) });
      const { sent, options } = scripted(() => new Response(body(), { status: 429, headers: { "retry-after": "0" } }));
      await assert.rejects(lib.request(credentials, create, options), { code: "truncated_body", sent: "yes" });
      assert.equal(sent.length, 1);
    },
  ],
  [
    "resend: an error of this package, thrown by options.fetch, proves nothing",
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
    "resend: a failure before the call of fetch means that nothing was sent",
    async ({ lib, assert, runtime }) => {
      // WebKit's workers ignore a replaced global.
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
    "resend: 2203 with a clock to correct or another secret is sent again for every method",
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
    "resend: the error describes the last attempt that was sent",
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
    "resend: the emulator's lost response: sent once, and `sent` is maybe",
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
    "resend: a partial success is a result",
    async ({ lib, testing, assert }) => {
      const emulator = testing.createEmulator({ now, fault: { kind: "partial_success", accepted: 1 } });
      const body = ["111", "222"].map((meetingId) => ({ meetingId, ...course }));
      const call = { method: "POST", path: "/meeting/bulkImport", body };
      const { result } = await lib.request(emulator.credentials, call, { fetch: emulator.fetch, now });
      assert.deepEqual(result, { emulated: true, accepted: ["111"], refused: ["222"] });
    },
  ],
  [
    "resend: after a result or a server failure nothing is sent again",
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
];

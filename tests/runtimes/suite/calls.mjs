// listMeetings over real HTTP: the helper server responds as each test says.

import { baseUrlFor, received } from "../responses.mjs";
import { articleResponse, at, credentials, randomBelow, rejected, userId } from "./samples.mjs";

const now = () => at;

/** Lists from a base URL under which the helper sends this response. */
function list(lib, server, response, options = {}) {
  return lib.listMeetings(
    credentials,
    { userId },
    { baseUrl: baseUrlFor(server, response), now, retries: 0, ...options },
  );
}

/** A fetch that records its calls. */
function controlled(respond) {
  const calls = [];
  const fetch = (url, init) => {
    calls.push({ url, init });
    return respond(url, init);
  };
  return { calls, fetch };
}

const responding = (value, init) => () =>
  Promise.resolve(new Response(typeof value === "string" ? value : JSON.stringify(value), init));

/** A real signal, with the current and the maximum number of its listeners. */
function counted() {
  const controller = new AbortController();
  const { signal } = controller;
  let [left, most] = [0, 0];
  const counting = {
    get aborted() {
      return signal.aborted;
    },
    get reason() {
      return signal.reason;
    },
    addEventListener(...args) {
      most = Math.max(most, ++left);
      signal.addEventListener(...args);
    },
    removeEventListener(...args) {
      left--;
      signal.removeEventListener(...args);
    },
  };
  return { signal: counting, most: () => most, left: () => left, abort: (reason) => controller.abort(reason) };
}

/** A page of `count` meetings with different topics. */
function pageOf(count) {
  const [meeting] = articleResponse.result.list;
  const list = Array.from({ length: count }, (_, i) => ({ ...meeting, topic: `Meeting ${i} of ${count}, é你😀` }));
  return { status: true, result: { pageNum: 1, pageSize: 1000, total: count, list } };
}

/** A stream of `bytes` in pieces of the sizes from `next`; a byte stream if the runtime has them. */
function streamOf(bytes, next, type) {
  let from = 0;
  const source = {
    pull(controller) {
      const to = Math.min(from + next(), bytes.length);
      controller.enqueue(bytes.slice(from, to));
      from = to;
      if (from === bytes.length) controller.close();
    },
  };
  try {
    return new ReadableStream({ ...source, type });
  } catch {
    return new ReadableStream(source);
  }
}

export const calls = [
  [
    "call: the raw request target is the signed one",
    async ({ lib, assert, server }) => {
      const baseUrl = baseUrlFor(server, { body: articleResponse });
      const odd = "a b+c/d=e%'é你😀!~*()";
      const userId = odd.replace(" ", "");
      const page = await lib.listMeetings({ key: `k${odd}`, secret: credentials.secret }, { userId }, { baseUrl, now });
      assert.deepEqual(page.list, articleResponse.result.list);
      const [{ method, url, headers }] = await received(baseUrl);
      const signed = lib.signRequest({ key: `k${odd}`, secret: credentials.secret }, { userId, timestamp: at });
      assert.equal(method, "GET");
      assert.equal(`?${signed.url.split("?")[1]}`, url.replace("/open/meeting/list", ""));
      assert.equal(headers["x-lti-signature"], signed.signature);
      assert.equal(decodeURIComponent(url.split("?")[1]), signed.baseString);
    },
  ],
  [
    "call: every accepted character of key and userId arrives as it was signed",
    async ({ lib, assert, server }) => {
      const characters = [
        ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter((character) => character !== "&"),
        ..."é߿ࠀ你\uffee😀",
      ];
      const requests = characters.map(async (character) => {
        const baseUrl = baseUrlFor(server, { body: articleResponse });
        const odd = `a${character}b`;
        // A user ID has no spaces.
        const userId = odd.replace(" ", "");
        await lib.listMeetings({ key: odd, secret: "s" }, { userId }, { baseUrl, now });
        const [{ url }] = await received(baseUrl);
        const { baseString } = lib.signRequest({ key: odd, secret: "s" }, { userId, timestamp: at });
        const query = url.slice(url.indexOf("?") + 1);
        if (/^[\w.~!$()*,;=:@/?-]$/.test(character)) assert.equal(query, baseString, character);
        assert.equal(query.split("&").map(decodeURIComponent).join("&"), baseString, character);
      });
      await Promise.all(requests);
    },
  ],
  [
    "call: fetch gets method, headers, signal and manual redirects, without a receiver",
    async ({ lib, assert }) => {
      let receiver = "none";
      const { calls, fetch } = controlled(responding(articleResponse));
      await lib.listMeetings(
        credentials,
        { userId },
        {
          now,
          fetch: function (...args) {
            receiver = this;
            return fetch(...args);
          },
        },
      );
      assert.equal(receiver, undefined);
      const [{ url, init }] = calls;
      assert.equal(typeof url, "string");
      assert.deepEqual(Object.keys(init).sort(), ["headers", "method", "redirect", "signal"]);
      assert.equal(init.method, "GET");
      assert.equal(init.redirect, "manual");
      assert.ok(init.signal instanceof AbortSignal);
      assert.deepEqual(
        [...init.headers].map(([name]) => name),
        ["x-lti-signature"],
      );
    },
  ],
  [
    "call: the global fetch is looked up at each call",
    async ({ lib, assert }) => {
      const original = globalThis.fetch;
      try {
        const { calls, fetch } = controlled(responding(articleResponse));
        globalThis.fetch = fetch;
        assert.equal((await lib.listMeetings(credentials, { userId }, { now })).total, 1);
        const [{ init }] = calls;
        assert.deepEqual(Object.keys(init.headers), ["x-lti-signature"]);
        assert.ok(/^[\w-]{27}$/.test(init.headers.get("x-lti-signature")));
      } finally {
        globalThis.fetch = original;
      }
    },
  ],
  [
    "call: 2203 over HTTP, with status 200 and with 401",
    async ({ lib, assert, server }) => {
      for (const status of [200, 401]) {
        const headers = { date: new Date(at).toUTCString() };
        await assert.rejects(list(lib, server, { status, body: rejected, headers }), {
          code: "signature_rejected",
          status,
          detail: 2203,
          retryable: false,
          attempts: 1,
        });
      }
    },
  ],
  [
    "call: an HTTP error without a response of the API",
    async ({ lib, assert, server }) => {
      await assert.rejects(list(lib, server, { status: 502, body: "<h1>Bad Gateway</h1>" }), {
        code: "http_status",
        status: 502,
        retryable: true,
      });
      await assert.rejects(list(lib, server, { status: 403, body: "" }), {
        code: "http_status",
        status: 403,
        retryable: false,
      });
    },
  ],
  [
    "call: an HTTP error of a gateway, with its message",
    async ({ lib, assert, server }) => {
      const said = { code: 429, message: "You have reached the daily rate limit." };
      const error = await assert.rejects(list(lib, server, { status: 429, body: said }), {
        code: "http_status",
        status: 429,
        reason: "schema",
        retryable: true,
      });
      assert.equal(error.message, "HTTP status 429; the server said: You have reached the daily rate limit.");
    },
  ],
  [
    "call: Retry-After in seconds, as an HTTP date, and in the ISO 8601 form of Zoom's REST documentation",
    async ({ lib, assert, server }) => {
      const busy = (value) => ({
        status: 429,
        body: "",
        headers: {
          "retry-after": value,
          date: "Thu, 04 Aug 2022 10:00:00 GMT",
          "access-control-expose-headers": "retry-after, date",
        },
      });
      await assert.rejects(list(lib, server, busy("7")), {
        code: "http_status",
        status: 429,
        retryable: true,
        retryAfter: 7000,
      });
      await assert.rejects(list(lib, server, busy("Thu, 04 Aug 2022 10:00:30 GMT")), { retryAfter: 30000 });
      for (const date of ["2022-08-04T10:00:30Z", "2022-08-04T10:00:30.000+00:00", "2022-08-04T12:00:30+02:00"])
        await assert.rejects(list(lib, server, busy(date)), { retryAfter: 30000 });
      await assert.rejects(list(lib, server, busy("soon")), { retryAfter: undefined });
    },
  ],
  ...[301, 302, 303, 307, 308].map((status) => [
    `call: a redirect with ${status} is refused, and its target gets no request`,
    async ({ lib, assert, server }) => {
      const target = baseUrlFor(server, { body: articleResponse });
      const error = await assert.rejects(list(lib, server, { status, headers: { location: `${target}/x?secret=1` } }), {
        code: "redirect_refused",
        retryable: false,
      });
      assert.ok(!error.message.includes("secret=1"), error.message);
      assert.deepEqual(await received(target), []);
    },
  ]),
  [
    "call: a dropped connection is network, and retryable",
    async ({ lib, assert, server }) => {
      const error = await assert.rejects(list(lib, server, { drop: true }), { code: "network", retryable: true });
      assert.ok(error.cause !== undefined);
    },
  ],
  [
    "call: a body that ends early is truncated_body",
    async ({ lib, assert, server }) => {
      const text = JSON.stringify(articleResponse);
      await assert.rejects(list(lib, server, { body: text.slice(0, 150), declaredLength: text.length }), {
        code: "truncated_body",
        retryable: true,
      });
      await assert.rejects(list(lib, server, { body: text.slice(0, 150) }), {
        code: "truncated_body",
        reason: "truncated",
      });
    },
  ],
  [
    "call: a body over the limit is canceled, and one below it is read",
    async ({ lib, assert }) => {
      const fetch = responding(JSON.stringify(articleResponse) + " ".repeat(300_000));
      await assert.rejects(lib.listMeetings(credentials, { userId }, { fetch, now, maxBodyBytes: 100_000 }), {
        code: "body_too_large",
        status: 200,
      });
      assert.equal((await lib.listMeetings(credentials, { userId }, { fetch, now, maxBodyBytes: 400_000 })).total, 1);
    },
  ],
  [
    "call: a body over the limit is too large for any size of its pieces",
    async ({ lib, assert }) => {
      const bytes = new TextEncoder().encode(JSON.stringify(pageOf(40)));
      for (const size of [1000, 3000, 70_000]) {
        for (const type of [undefined, "bytes"]) {
          const fetch = async () => new Response(streamOf(bytes, () => size, type));
          const options = { fetch, now, retries: 0, maxBodyBytes: bytes.length - 1 };
          await assert.rejects(lib.listMeetings(credentials, { userId }, options), { code: "body_too_large" });
        }
      }
    },
  ],
  [
    "call: a body in pieces of any sizes is joined in order",
    async ({ lib, assert }) => {
      const below = randomBelow(20261128);
      const sizes = [1, 2, 1000, 4096, 16_383, 16_384, 16_385, 32_768, 65_535, 65_536, 65_537, 200_000];
      for (const meetings of [1, 300, 700]) {
        const page = pageOf(meetings);
        const bytes = new TextEncoder().encode(JSON.stringify(page));
        for (let round = 0; round < 12; round++) {
          const next = () => (round < sizes.length - 2 && round % 2 ? sizes[round] : sizes[below(sizes.length)]);
          for (const type of [undefined, "bytes"]) {
            const fetch = async () => new Response(streamOf(bytes, next, type));
            const { list } = await lib.listMeetings(credentials, { userId }, { fetch, now });
            assert.deepEqual(list, page.result.list);
          }
        }
      }
    },
  ],
  [
    "call: an endless body is canceled at the limit",
    async ({ lib, assert }) => {
      let canceled = false;
      const chunk = new Uint8Array(65536).fill(32);
      const body = new ReadableStream({
        pull: (controller) => controller.enqueue(chunk),
        cancel() {
          canceled = true;
        },
      });
      await assert.rejects(lib.listMeetings(credentials, { userId }, { fetch: async () => new Response(body), now }), {
        code: "body_too_large",
      });
      await new Promise((resolve) => setTimeout(resolve, 10));
      assert.ok(canceled);
    },
  ],
  [
    "call: headers that take too long are a timeout, and fetch is aborted",
    async ({ lib, assert, server }) => {
      await assert.rejects(list(lib, server, { delayMs: 5000 }, { timeoutMs: 50 }), {
        code: "timeout",
        retryable: true,
      });
      const { calls, fetch } = controlled(() => new Promise(() => {}));
      await assert.rejects(lib.listMeetings(credentials, { userId }, { fetch, timeoutMs: 20, now }), {
        code: "timeout",
      });
      assert.ok(calls[0].init.signal.aborted);
    },
  ],
  [
    "call: a body that stalls is a timeout",
    async ({ lib, assert, server }) => {
      await assert.rejects(list(lib, server, { body: articleResponse, stallMs: 5000 }, { timeoutMs: 80 }), {
        code: "timeout",
        retryable: true,
      });
    },
  ],
  [
    "call: the deadline ends every call, even if fetch ignores the signal",
    async ({ lib, assert }) => {
      const { calls, fetch } = controlled(() => new Promise(() => {}));
      await assert.rejects(lib.listMeetings(credentials, { userId }, { fetch, deadlineMs: 20, now }), {
        code: "timeout",
      });
      assert.ok(calls[0].init.signal.aborted);
    },
  ],
  [
    "call: a call that is aborted before it starts sends nothing",
    async ({ lib, assert }) => {
      const { calls, fetch } = controlled(responding(articleResponse));
      const reason = { why: "no longer needed" };
      const error = await assert.rejects(
        lib.listMeetings(credentials, { userId }, { fetch, now, signal: AbortSignal.abort(reason) }),
        { code: "aborted", retryable: false },
      );
      assert.equal(error.cause, reason);
      await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(calls.length, 0);
    },
  ],
  [
    "call: an abort while waiting for headers, and during the body",
    async ({ lib, assert, server }) => {
      for (const slow of [{ delayMs: 5000 }, { body: articleResponse, stallMs: 5000 }]) {
        const controller = new AbortController();
        const call = list(lib, server, slow, { signal: controller.signal });
        setTimeout(() => controller.abort("enough"), 60);
        assert.equal((await assert.rejects(call, { code: "aborted" })).cause, "enough");
      }
    },
  ],
  [
    "call: listeners on the caller's signal are removed",
    async ({ lib, assert }) => {
      let listeners = 0;
      const signal = { aborted: false, addEventListener: () => listeners++, removeEventListener: () => listeners-- };
      const fetch = responding(articleResponse);
      for (let i = 0; i < 20; i++) await lib.listMeetings(credentials, { userId }, { fetch, now, signal });
      await assert.rejects(
        lib.listMeetings(credentials, { userId }, { fetch: () => Promise.reject(new Error("no")), now, signal }),
      );
      assert.equal(listeners, 0);
    },
  ],
  [
    "call: calls with the same signal share one listener, and each is aborted",
    async ({ lib, testing, assert }) => {
      const { signal, most, left, abort } = counted();
      const emulator = testing.createEmulator({ now });
      const zoom = new lib.LtiPro(emulator.credentials, { fetch: emulator.fetch, now, signal });
      await Promise.all(Array.from({ length: 40 }, () => zoom.listMeetings({ userId })));
      assert.deepEqual([most(), left()], [1, 0]);
      const users = Array.from({ length: 40 }, () => userId);
      const found = await zoom.listMeetingsForUsers(users, { concurrency: 32, pageSize: 20 }).toArray();
      assert.ok(found.every(({ meetings }) => meetings.length > 20));
      assert.deepEqual([most(), left()], [1, 0]);
      const never = { fetch: () => new Promise(() => {}) };
      const calls = Array.from({ length: 40 }, () => zoom.listMeetings({ userId }, never));
      const list = zoom.listMeetingsForUsers(users, { ...never, concurrency: 32 }).toArray();
      setTimeout(() => abort("enough"), 20);
      for (const call of [...calls, list])
        assert.equal((await assert.rejects(call, { code: "aborted" })).cause, "enough");
      assert.deepEqual([most(), left()], [1, 0]);
    },
  ],
  [
    "call: with one signal for two calls, the second can be aborted after the first has ended",
    async ({ lib, assert }) => {
      const { signal, left, abort } = counted();
      const options = { now, signal };
      const waiting = lib.listMeetings(credentials, { userId }, { ...options, fetch: () => new Promise(() => {}) });
      await lib.listMeetings(credentials, { userId }, { ...options, fetch: responding(articleResponse) });
      assert.equal(left(), 1);
      abort("enough");
      assert.equal((await assert.rejects(waiting, { code: "aborted" })).cause, "enough");
      assert.equal(left(), 0);
    },
  ],
  ...[
    ["a string", "offline", "offline"],
    ["undefined", undefined, undefined],
    ["null", null, null],
    ["a number", 7, 7],
  ].map(([what, reason, cause]) => [
    `call: ends if fetch rejects with ${what}`,
    async ({ lib, assert }) => {
      const error = await assert.rejects(
        lib.listMeetings(credentials, { userId }, { fetch: () => Promise.reject(reason), now }),
        { code: "network" },
      );
      assert.equal(error.cause, cause);
    },
  ]),
  [
    "call: ends if fetch throws",
    async ({ lib, assert }) => {
      const fetch = () => {
        throw new TypeError("bad");
      };
      await assert.rejects(lib.listMeetings(credentials, { userId }, { fetch, now }), { code: "network" });
    },
  ],
  [
    "call: another library's error is passed on without queries, requests and other properties",
    async ({ lib, assert }) => {
      const other = Object.assign(new TypeError("fetch failed for https://zoom.example/x?key=canary-key&sig=1"), {
        code: "ECONNRESET",
        request: new Request("https://zoom.example/?key=canary-key"),
        cause: new Error("connect https://zoom.example/?canary-key"),
      });
      const error = await assert.rejects(
        lib.listMeetings(credentials, { userId }, { fetch: () => Promise.reject(other), now }),
        { code: "network" },
      );
      assert.equal(error.cause.code, "ECONNRESET");
      assert.equal(error.cause.name, "TypeError");
      const shown = [error.cause, error.cause.cause]
        .map((value) => `${value} ${value.stack} ${JSON.stringify(value)}`)
        .join();
      assert.ok(!shown.includes("canary-key"), shown);
    },
  ],
  ...[
    ["nothing", undefined],
    ["a string", "{}"],
    ["an object without headers", { status: 200 }],
  ].map(([what, value]) => [
    `call: ends if fetch resolves to ${what}`,
    async ({ lib, assert }) =>
      assert.rejects(lib.listMeetings(credentials, { userId }, { fetch: async () => value, now }), {
        code: "invalid_argument",
        field: "fetch",
      }),
  ]),
  [
    "call: a fetch that resolves to Response.error() is a broken connection",
    async ({ lib, assert }) =>
      assert.rejects(
        lib.listMeetings(credentials, { userId }, { fetch: async () => Response.error(), now, retries: 0 }),
        { code: "network", retryable: true },
      ),
  ],
  [
    "call: ends if the body of the Response was read before",
    async ({ lib, assert }) => {
      const response = new Response(JSON.stringify(articleResponse));
      await response.text();
      await assert.rejects(lib.listMeetings(credentials, { userId }, { fetch: async () => response, now }), {
        code: "invalid_argument",
        field: "fetch",
        retryable: false,
      });
      assert.equal(
        (await lib.listMeetings(credentials, { userId }, { fetch: responding(articleResponse), now })).total,
        1,
      );
    },
  ],
  [
    "call: a body in many small pieces",
    async ({ lib, assert }) => {
      const bytes = new TextEncoder().encode(JSON.stringify(articleResponse));
      const body = new ReadableStream({
        start(controller) {
          for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
          controller.close();
        },
      });
      const page = await lib.listMeetings(credentials, { userId }, { fetch: async () => new Response(body), now });
      assert.deepEqual(page.list, articleResponse.result.list);
    },
  ],
  [
    "call: the clock's offset comes from the Date header, if it can be read",
    async ({ lib, assert }) => {
      const date = new Date(at + 5000).toUTCString();
      const page = await lib.listMeetings(
        credentials,
        { userId },
        { fetch: responding(articleResponse, { headers: { date } }), now },
      );
      assert.equal(page.meta.clockOffsetMs, Date.parse(date) - at);
      assert.equal(
        (await lib.listMeetings(credentials, { userId }, { fetch: responding(articleResponse), now })).meta
          .clockOffsetMs,
        null,
      );
    },
  ],
  ...Object.entries({
    timeoutMs: 0,
    deadlineMs: -1,
    maxBodyBytes: NaN,
    fetch: "fetch",
    baseUrl: "http://example.com",
  }).map(([name, value]) => [
    `call: refuses ${JSON.stringify(value)} for ${name}`,
    async ({ lib, assert }) =>
      assert.rejects(lib.listMeetings(credentials, { userId }, { now, [name]: value }), {
        code: "invalid_argument",
        field: name,
      }),
  ]),
  [
    "call: a page of another origin may call if CORS allows it; if not, the error says why",
    async ({ lib, assert, server, runtime }) => {
      const page = await list(lib, server, { body: articleResponse, cors: true });
      assert.equal(page.total, 1);
      if (runtime !== "browser")
        return assert.equal((await list(lib, server, { body: articleResponse, cors: false })).total, 1);
      const error = await assert.rejects(list(lib, server, { body: articleResponse, cors: false }), {
        code: "network",
      });
      assert.ok(error.hint.includes("CORS"), error.hint);
    },
  ],
];

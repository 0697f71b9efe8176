// Unusual arguments and a broken fetch: they must harm their own call as little as possible, and no other call.

import { articleResponse, at, credentials, rejected, userId } from "./samples.mjs";

const now = () => at;
const responding = async () => new Response(JSON.stringify(articleResponse));
const list = (lib, options) =>
  lib.listMeetings(credentials, { userId }, { now, fetch: responding, retries: 0, ...options });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const bytes = new TextEncoder().encode(JSON.stringify(articleResponse));

/** Runs `work` while another call is waiting, which must then succeed. */
async function besideAnother({ lib, assert }, work) {
  let respond;
  const other = list(lib, { fetch: () => new Promise((resolve) => (respond = resolve)) });
  await pause(1);
  await work();
  respond(await responding());
  assert.equal((await other).total, 1);
}

function looped() {
  const error = new Error("in a circle");
  error.cause = error;
  return error;
}

const hostileErrors = {
  "an error that is its own cause": looped,
  "an error whose message throws": () =>
    Object.defineProperty(new Error(), "message", {
      get: () => {
        throw new Error("no");
      },
    }),
  "an error whose message is not text": () => ({ message: Object.create(null) }),
  "a proxy that throws": () =>
    new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
      },
    ),
};

const stream = (read, more = {}) => ({
  status: 200,
  headers: new Headers(),
  body: { getReader: () => ({ read, cancel: async () => {}, ...more }) },
});

const hostileResponses = {
  "a status that throws": () =>
    Object.defineProperty({ headers: new Headers() }, "status", {
      get: () => {
        throw new Error("no");
      },
    }),
  "headers that throw": () => ({
    ...stream(async () => ({ done: true })),
    headers: {
      get: () => {
        throw new Error("no");
      },
    },
  }),
  "a read that throws": () =>
    stream(() => {
      throw new Error("no");
    }),
  "a read that does not return a promise": () => stream(() => undefined),
  "a read that resolves to null": () => stream(async () => null),
  "a chunk of text": () => stream(async () => ({ done: false, value: "text" })),
  "a reader without cancel": () => stream(async () => ({ done: false, value: "text" }), { cancel: undefined }),
  "a reader that is null": () => ({ ...stream(), body: { getReader: () => null } }),
  "a body that is not a stream": () => ({
    status: 200,
    headers: new Headers(),
    body: {},
    json: async () => articleResponse,
  }),
  "a status that is not a number": () => ({ ...stream(async () => ({ done: true })), status: NaN }),
};

export const hostile = [
  ...Object.entries(hostileErrors).map(([what, make]) => [
    `hostile: ${what} affects only its own call`,
    (context) =>
      besideAnother(context, () =>
        context.assert.rejects(list(context.lib, { fetch: () => Promise.reject(make()) }), { code: "network" }),
      ),
  ]),
  ...Object.entries(hostileResponses).map(([what, make]) => [
    `hostile: a response with ${what} affects only its own call`,
    (context) =>
      besideAnother(context, async () => {
        const error = await context.assert.rejects(list(context.lib, { fetch: async () => make() }));
        context.assert.ok(["invalid_argument", "network", "truncated_body"].includes(error.code), error.code);
      }),
  ]),
  [
    "hostile: chunks may be any kind of buffer",
    async ({ lib, assert }) => {
      for (const value of [bytes.buffer, new DataView(bytes.buffer)]) {
        const chunks = [{ done: false, value }, { done: true }];
        assert.equal((await list(lib, { fetch: async () => stream(async () => chunks.shift()) })).total, 1);
      }
    },
  ],
  [
    "hostile: no error contains signature or query, in any spelling of fetch",
    async ({ lib, assert }) => {
      const { signature, url, baseString } = lib.signRequest(credentials, { userId, timestamp: at });
      const query = url.split("?")[1];
      for (const leak of [
        `bad header ${signature}`,
        `GET ${url}`,
        encodeURIComponent(url),
        baseString,
        `at https://x.example/?a)b&${query}`,
      ]) {
        for (const error of [
          new Error(leak),
          Object.assign(new Error("x"), { name: leak, code: leak }),
          Object.assign(() => {}, { message: leak }),
          leak,
        ]) {
          const { cause, message } = await assert.rejects(list(lib, { fetch: () => Promise.reject(error) }), {
            code: "network",
          });
          const shown = [message, cause, cause?.name, cause?.message, cause?.code, cause?.stack].map(String).join("\n");
          for (const secret of [signature, userId]) assert.ok(!shown.includes(secret), shown);
        }
      }
    },
  ],
  [
    "hostile: the error of a redirect names only the target's origin",
    async ({ lib, assert }) => {
      const target = async (location) =>
        (
          await assert.rejects(
            list(lib, { fetch: async () => ({ ...stream(), status: 302, headers: new Headers({ location }) }) }),
            { code: "redirect_refused" },
          )
        ).message;
      assert.ok((await target("https://other.example/canary?x=canary")).endsWith(" to https://other.example"));
      for (const location of ["https://user:canary@other.example/", "/canary", "canary"])
        assert.ok(!(await target(location)).includes("canary"));
    },
  ],
  [
    "hostile: the body of a refused redirect is canceled",
    async ({ lib, assert }) => {
      let canceled = 0;
      const body = { cancel: async () => canceled++ };
      await assert.rejects(list(lib, { fetch: async () => ({ status: 302, headers: new Headers(), body }) }), {
        code: "redirect_refused",
      });
      assert.equal(canceled, 1);
    },
  ],
  [
    "hostile: the body of a refused redirect is destroyed if it is a Node stream",
    async ({ lib, assert }) => {
      let destroyed = 0;
      const body = { destroy: () => void destroyed++, [Symbol.asyncIterator]: () => assert.fail("nobody reads it") };
      await assert.rejects(list(lib, { fetch: async () => ({ status: 302, headers: new Headers(), body }) }), {
        code: "redirect_refused",
      });
      assert.equal(destroyed, 1);
    },
  ],
  [
    "hostile: fetch is aborted if its body is not read completely",
    async ({ lib, assert }) => {
      const aborted = async (response, options) => {
        let signal;
        const fetch = async (_, init) => {
          signal = init.signal;
          return response();
        };
        await list(lib, { fetch, ...options }).catch(() => {});
        return signal.aborted;
      };
      const broken = () => new ReadableStream({ pull: (controller) => controller.error(new Error("broken")) });
      assert.equal(await aborted(responding), false);
      assert.equal(await aborted(responding, { maxBodyBytes: 10 }), true);
      assert.equal(await aborted(() => new Response(broken())), true);
      assert.equal(await aborted(() => new Response(null, { status: 302, headers: { location: "/" } })), true);
    },
  ],
  [
    "hostile: a Node stream may emit an error when it is destroyed",
    async ({ lib, assert }) => {
      const heard = [];
      const body = { on: (type) => heard.push(type), destroy: () => heard.push("destroyed") };
      await list(lib, { fetch: async () => ({ status: 302, headers: new Headers(), body }) }).catch(() => {});
      assert.deepEqual(heard, ["error", "destroyed"]);
    },
  ],
  [
    "hostile: a wrapper that spreads the headers, or copies them into a class of its own, sends the signature",
    async ({ lib, assert }) => {
      const request = { method: "POST", path: "/meeting/create", body: {} };
      const copies = [
        (headers) => ({ ...headers }),
        (headers) => Object.fromEntries(Object.keys(headers).map((name) => [name.toLowerCase(), headers[name]])),
        (headers) => Object.fromEntries(headers),
        (headers) => Object.fromEntries(new Headers(headers)),
      ];
      for (const copy of copies) {
        let sent;
        const fetch = async (_, { headers }) => {
          sent = copy(headers);
          return responding();
        };
        await lib.request(credentials, request, { fetch, now });
        assert.deepEqual(Object.keys(sent).sort(), ["content-type", "x-lti-signature"]);
        assert.ok(/^[\w-]{27}$/.test(sent["x-lti-signature"]), sent["x-lti-signature"]);
      }
    },
  ],
  [
    "hostile: an error of a wrapper that contains the response counts as a response",
    async ({ lib, assert }) => {
      const throwing = (body, init) => async () => {
        throw Object.assign(new Error("HTTPError"), { response: new Response(JSON.stringify(body), init) });
      };
      const error = await assert.rejects(list(lib, { fetch: throwing(rejected, { status: 401 }) }), {
        code: "signature_rejected",
        sent: "yes",
        attempts: 1,
      });
      assert.equal(error.status, 401);
      const busy = throwing({}, { status: 503, headers: { "retry-after": "60" } });
      await assert.rejects(list(lib, { fetch: busy }), { code: "http_status", status: 503, retryAfter: 60_000 });
      // Without a readable body it is an ordinary error.
      for (const response of [undefined, null, 503, { status: 503 }, { ...new Response(), bodyUsed: true }]) {
        const fetch = () => Promise.reject(Object.assign(new Error("no"), { response }));
        await assert.rejects(list(lib, { fetch }), { code: "network", sent: "maybe" });
      }
    },
  ],
  [
    "hostile: the body of a late response is canceled",
    async ({ lib, assert }) => {
      let canceled = 0;
      const late = async () => {
        await pause(40);
        return { status: 200, headers: new Headers(), body: { cancel: async () => canceled++ } };
      };
      await assert.rejects(list(lib, { fetch: late, timeoutMs: 10 }), { code: "timeout" });
      await pause(60);
      assert.equal(canceled, 1);
    },
  ],
  [
    "hostile: only the start of very long headers is read",
    async ({ lib, assert }) => {
      const withHeader = (status, value) => async () => ({
        status,
        headers: { get: (name) => (name === "date" ? null : value) },
        body: null,
      });
      const error = (status, value) =>
        assert.rejects(list(lib, { retries: 0, fetch: withHeader(status, value) }), { status });
      assert.equal((await error(503, "7".padStart(4096, "0"))).retryAfter, 7000);
      assert.equal((await error(503, `soon${"9".repeat(30_000_000)}`)).retryAfter, undefined);
      assert.equal(
        (await error(302, `https://login.example/${"a".repeat(30_000_000)}`)).message,
        "the server responded with a redirect to https://login.example",
      );
    },
  ],
  [
    "hostile: a failure that cannot be read ends the call, too",
    async ({ lib, assert }) => {
      const before = Object.getOwnPropertyDescriptor(globalThis, "location");
      if (before?.configurable === false)
        return assert.rejects(
          list(lib, {
            fetch: async () => {
              throw new TypeError("failed");
            },
          }),
          { code: "network" },
        );
      Object.defineProperty(globalThis, "location", { configurable: true, get: () => ({ origin: {} }) });
      try {
        await assert.rejects(
          list(lib, {
            fetch: async () => {
              throw new TypeError("failed");
            },
            timeoutMs: 500,
          }),
          { code: "internal" },
        );
      } finally {
        delete globalThis.location;
        if (before) Object.defineProperty(globalThis, "location", before);
      }
    },
  ],
  [
    "hostile: a call that is aborted in the same turn sends nothing",
    async ({ lib, assert }) => {
      let sent = 0;
      const controller = new AbortController();
      const call = list(lib, {
        fetch: async () => {
          sent++;
          return responding();
        },
        signal: controller.signal,
      });
      controller.abort();
      await assert.rejects(call, { code: "aborted", attempts: 0 });
      await pause(5);
      assert.equal(sent, 0);
    },
  ],
  [
    "hostile: the caller's secret is not changed, Buffers and views included",
    ({ lib, assert }) => {
      const encoded = new TextEncoder().encode("a secret of mine");
      const kinds = [encoded, encoded.subarray(2)];
      if (globalThis.Buffer) kinds.push(globalThis.Buffer.from("a secret of mine"));
      for (const secret of kinds) {
        const before = String(secret);
        const first = lib.signRequest({ key: "k", secret }, { userId, timestamp: at }).signature;
        new lib.LtiPro({ key: "k", secret }).dispose();
        assert.equal(String(secret), before);
        assert.equal(lib.signRequest({ key: "k", secret }, { userId, timestamp: at }).signature, first);
      }
    },
  ],
  [
    "hostile: a detached buffer is refused",
    (context) =>
      besideAnother(context, () => {
        const { lib, assert } = context;
        const gone = new Uint8Array(8);
        structuredClone(gone, { transfer: [gone.buffer] });
        assert.throws(() => lib.sign("s", gone), { code: "invalid_argument", field: "message" });
        assert.throws(() => lib.decodeMeetings(gone), { code: "invalid_argument", field: "body" });
        assert.throws(() => new lib.LtiPro({ key: "k", secret: gone }), {
          code: "invalid_credentials",
          field: "secret",
        });
      }),
  ],
  [
    "hostile: a signature header that is not text does not verify",
    ({ lib, assert }) => {
      const { url } = lib.signRequest(credentials, { userId, timestamp: at });
      for (const value of [12345, { length: "9" }, null, true, [7]]) {
        assert.throws(() => lib.verify({ url, headers: { "x-lti-signature": value } }, credentials, { now }), {
          code: "verification_failed",
        });
        assert.throws(() => lib.verify({ url, headers: { get: () => value } }, credentials, { now }), {
          code: "verification_failed",
        });
      }
    },
  ],
  [
    "hostile: a query inside the fragment is not read",
    ({ lib, assert }) => {
      const { url, headers } = lib.signRequest(credentials, { userId, timestamp: at });
      assert.throws(() => lib.verify({ url: `/x#f?${url.split("?")[1]}`, headers }, credentials, { now }), {
        code: "verification_failed",
      });
    },
  ],
  ...Object.entries({ startTimeIn: "bogus", onWarning: 5, signal: {}, now: () => "late" }).map(([name, value]) => [
    `hostile: ${name} is checked before anything is sent`,
    async ({ lib, assert }) => {
      let sent = 0;
      await assert.rejects(
        list(lib, {
          fetch: async () => {
            sent++;
            return responding();
          },
          [name]: value,
        }),
        { code: "invalid_argument", field: name },
      );
      assert.equal(sent, 0);
    },
  ]),
  [
    "hostile: null options count as no options",
    async ({ lib, testing, assert }) => {
      const emulator = testing.createEmulator();
      const original = globalThis.fetch;
      try {
        globalThis.fetch = emulator.fetch;
        assert.ok((await lib.listMeetings(emulator.credentials, { userId }, null)).total > 0);
      } finally {
        globalThis.fetch = original;
      }
      assert.equal(lib.decodeMeetings(bytes, null).total, 1);
      assert.ok(lib.meetingStart(articleResponse.result.list[0], null) !== null);
      assert.throws(() => lib.meetingStart(null), { code: "invalid_argument" });
      assert.throws(() => lib.decodeMeetings(bytes, { status: -1 }), { code: "invalid_argument", field: "status" });
    },
  ],
  [
    "hostile: a random value that is not a number affects only its own call",
    (context) =>
      besideAnother(context, async () => {
        const { lib, assert } = context;
        const busy = async () => new Response("", { status: 503 });
        for (const chance of [
          1n,
          Symbol("0.5"),
          "0.5",
          undefined,
          {
            valueOf: () => {
              throw new Error("no");
            },
          },
        ]) {
          await assert.rejects(list(lib, { fetch: busy, retries: 1, random: () => chance }), {
            code: "invalid_argument",
            field: "random",
          });
        }
      }),
  ],
  [
    "hostile: a callback that throws between two attempts does not hide the first failure",
    async ({ lib, assert }) => {
      const thrown = new Error("no");
      const fails = () => {
        throw thrown;
      };
      const refused = async () => new Response(JSON.stringify({ message: "Not found" }), { status: 404 });
      const busy = async () => new Response(JSON.stringify({ message: "Busy" }), { status: 503 });
      // These failures are not retried, so `random` is not called.
      await assert.rejects(list(lib, { fetch: refused, random: fails }), { code: "http_status", status: 404 });
      await assert.rejects(list(lib, { fetch: busy, random: fails, retries: 0 }), { code: "http_status", status: 503 });
      for (const field of ["random", "sleep"]) {
        const error = await assert.rejects(list(lib, { fetch: busy, retries: 1, [field]: fails }), {
          code: "invalid_argument",
          field,
          attempts: 1,
          sent: "yes",
        });
        assert.ok(error.cause === thrown);
        assert.ok(error.message.endsWith(", after: HTTP status 503; the server said: Busy"), error.message);
      }
    },
  ],
  [
    "hostile: an endless body that is always ready is a timeout",
    async ({ lib, assert }) => {
      const signal = AbortSignal.timeout(3_000);
      for (const value of [new Uint8Array(0), new Uint8Array([32])]) {
        // The number is limited, so that a failing test does not hang.
        let left = 500_000;
        const read = async () => (left-- > 0 ? { done: false, value } : { done: true });
        await assert.rejects(list(lib, { fetch: async () => stream(read), timeoutMs: 50, signal }), {
          code: "timeout",
        });
      }
    },
  ],
  [
    "hostile: an object that only looks like a signal is refused or has no effect",
    async ({ lib, assert }) => {
      const no = () => {
        throw new Error("no");
      };
      const shaped = { aborted: false, addEventListener() {}, removeEventListener() {} };
      for (const signal of [
        { ...shaped, addEventListener: no },
        Object.defineProperty({ ...shaped }, "aborted", { get: no }),
      ]) {
        await assert.rejects(list(lib, { signal }), { code: "invalid_argument", field: "signal" });
      }
      assert.equal((await list(lib, { signal: { ...shaped, removeEventListener: no } })).total, 1);
    },
  ],
  [
    "hostile: a hook that throws or rejects has no effect",
    async ({ lib, assert }) => {
      const past = structuredClone(articleResponse);
      Object.assign(past.result.list[0], { timezone: "America/New_York", type: 2 });
      const fetch = async () => new Response(JSON.stringify(past));
      // 10:00 in New York is 14:00 UTC. At 12:00 UTC only the reading as UTC is in the past.
      const noon = () => Date.UTC(2022, 7, 4, 12);
      for (const onWarning of [
        () => {
          throw new Error("no");
        },
        async () => {
          throw new Error("no");
        },
      ]) {
        const { meta } = await list(lib, { fetch, now: noon, onWarning });
        assert.equal(meta.warnings.length, 1);
      }
      past.result.list[0].timezone = "Mars/Olympus";
      assert.equal((await list(lib, { fetch, now: noon })).meta.warnings.length, 0);
    },
  ],
  [
    "hostile: an invalid time from the clock after the response does not lose the response",
    async ({ lib, assert }) => {
      for (const later of [9e15, -9e15, 1e300, Number.MAX_SAFE_INTEGER]) {
        const times = [at];
        const page = await list(lib, { now: () => times.shift() ?? later });
        assert.equal(page.total, 1);
      }
    },
  ],
  [
    "hostile: a missing zone, or an offset as a zone, gives no instant",
    ({ lib, assert }) => {
      for (const timezone of [undefined, "", "+08:00", 5])
        assert.equal(
          lib.meetingStart({ startTime: "2022-08-04 10:00:00", timezone }, { startTimeIn: "timezone" }),
          null,
        );
    },
  ],
  [
    "hostile: ten thousand undisposed clients do not slow down the next one",
    ({ lib, assert }) => {
      for (let i = 0; i < 10_000; i++) {
        const zoom = new lib.LtiPro({ key: "k", secret: `secret ${i}` });
        if (i % 1000 === 0) assert.equal(zoom.sign("m"), lib.sign(`secret ${i}`, "m"));
      }
    },
  ],
];

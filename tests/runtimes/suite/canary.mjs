// A planted secret, and what a request is authorised by, through everything a caller can print, keep or pass on.

import { articleAnswer, at, rejected } from "./samples.mjs";

const secret = "canary-Lq47xd-secret";
const credentials = { key: "qAnfmSQeSeKWHOE19lwMYg", secret };
const userId = "canary-Ht19-user";
const now = () => at;
const answer = (value, init) => async () =>
  new Response(typeof value === "string" ? value : JSON.stringify(value), init);

/** Fails with all it was given, as a careless fetch would. */
const talkative = async (url, init) => {
  throw Object.assign(new TypeError(`cannot fetch ${url}`), {
    request: { url, init },
    cause: new Error(`${url} ${init.headers.get("X-Lti-Signature")}`),
  });
};
const never = (_url, { signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

/** The ways a secret is written. */
const spellings = [
  secret,
  btoa(secret),
  encodeURIComponent(secret),
  [...secret].map((char) => char.charCodeAt(0).toString(16)).join(""),
];

/** Every text a value can be made to give, in any runtime; `util.inspect` where there is one. */
function texts(value, depth = 0) {
  if (value === null || typeof value !== "object") return [String(value)];
  const inspect = inspector();
  const own = Reflect.ownKeys(value).flatMap((key) => (depth < 4 ? texts(value[key], depth + 1) : []));
  const texted = [
    String(value),
    json(value),
    value.stack,
    value.message,
    inspect?.(value, { depth: 9, showHidden: true }),
  ];
  return [...own, ...texted.filter((text) => text !== undefined), ...cloned(value, depth)];
}

function inspector() {
  try {
    return globalThis.process?.getBuiltinModule?.("node:util").inspect;
  } catch {
    return undefined; // Next's edge runtime has the name, and throws
  }
}

function json(value) {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // in a circle
  }
}

function cloned(value, depth) {
  try {
    return depth === 0 ? texts(structuredClone(value), 1) : [];
  } catch {
    return []; // what cannot be cloned gives nothing away
  }
}

/** Nothing of `values` shows a secret, nor what `more` names. */
function assertHidden(assert, values, more = []) {
  for (const value of values) {
    const shown = texts(value).join("\n");
    for (const hidden of [...spellings, ...more]) assert.ok(!shown.includes(hidden), `"${hidden}" is in ${shown}`);
  }
}

const failures = {
  "a fetch that says too much": { fetch: talkative },
  "a timeout": { fetch: never, timeoutMs: 5 },
  "a deadline": { fetch: never, deadlineMs: 5 },
  HTML: { fetch: answer("<html>") },
  "an HTTP status": { fetch: answer("no", { status: 500 }) },
  "a rejected signature": { fetch: answer(rejected) },
  "a redirect": { fetch: answer("", { status: 302, headers: { Location: "https://elsewhere.example/" } }) },
  "an answer that repeats the request": {
    fetch: async (url, init) => new Response(`{"url":"${url}","signature":"${init.headers.get("X-Lti-Signature")}"`),
  },
  "an answer that is too large": { fetch: answer(articleAnswer), maxBodyBytes: 10 },
};

/** What a server may say of a request in words of its own. */
const repeated = {
  "the user ID": ({ userId: id }) => `No user ${id} (${id})`,
  "the key": ({ key }) => `Unknown key ${key}, key=${key}`,
  "the signature": ({ signature }) => `${signature} is wrong`,
  "the query": ({ query }) => `cannot serve /open/meeting/list?${query}`,
  "the query, encoded": ({ query }) => `cannot serve ${encodeURIComponent(`/open/meeting/list?${query}`)}`,
  "the base string": ({ baseString }) => `signed was ${baseString}.`,
  "the user ID at the cut": ({ userId: id }) => `${"x ".repeat(96)}${id} ${id}`,
};

/** The bodies in which it may say so. */
const shapes = {
  "a gateway": (said) => [404, { status: 404, error: said }],
  "this API": (said) => [200, { status: false, errorCode: said, errorMessage: said }],
  text: (said) => [502, said],
  HTML: (said) => [502, `<p>${said}</p>`],
  "another shape under 200": (said) => [200, { code: 1, message: said }],
};

export const canary = [
  ...Object.entries(repeated).flatMap(([what, says]) =>
    Object.entries(shapes).map(([where, shape]) => [
      `canary: ${where} that repeats ${what} shows nothing of it`,
      async ({ lib, assert }) => {
        for (const [key, id] of [
          ["qAnfmSQeSeKWHOE19lwMYg", userId],
          ["my-key", "teacher-7=+/é"],
          ["K~1", "u~7"], // short, but no part of a path in a stack trace
        ]) {
          const { signature, url, baseString } = lib.signRequest({ key, secret }, { userId: id, timestamp: at });
          const query = url.split("?")[1];
          const [status, body] = shape(says({ userId: id, key, signature, query, baseString }));
          const fetch = answer(body, { status });
          const error = await assert.rejects(
            lib.listMeetings({ key, secret }, { userId: id }, { now, fetch, retries: 0 }),
          );
          assertHidden(
            assert,
            [error],
            [signature, query, baseString, key, encodeURIComponent(id), id, id.slice(0, 7)],
          );
          assert.ok(error.message.includes("…") || what.endsWith("cut"), error.message);
        }
      },
    ]),
  ),
  [
    "canary: a short user ID is masked where it stands by itself, and other words are left",
    async ({ lib, assert }) => {
      const fetch = answer({ message: "u: unusual user, (u) or u" }, { status: 404 });
      const error = await assert.rejects(lib.listMeetings({ key: "k", secret }, { userId: "u" }, { now, fetch }));
      assert.equal(error.message, "HTTP status 404; the server said: …: unusual user, (…) or …");
    },
  ],
  ...Object.entries(failures).map(([what, options]) => [
    `canary: ${what} shows neither secret nor signature nor query`,
    async ({ lib, assert }) => {
      const { signature, url } = lib.signRequest(credentials, { userId, timestamp: at });
      const error = await assert.rejects(
        lib.listMeetings(credentials, { userId }, { now, retries: 1, random: () => 0, ...options }),
      );
      assertHidden(assert, [error], [signature, url.split("?")[1], userId]);
    },
  ]),
  [
    "canary: hooks are told no secret, no signature and no query",
    async ({ lib, assert }) => {
      const events = [];
      const told = (event) => void events.push(event);
      let asked = 0;
      const fetch = async () =>
        asked++ === 0 ? new Response("no", { status: 503 }) : new Response(JSON.stringify(articleAnswer));
      const hooks = { onRequest: told, onResponse: told, onRetry: told, onWarning: told };
      await lib.listMeetings(credentials, { userId }, { now, fetch, random: () => 0, ...hooks });
      const { signature } = lib.signRequest(credentials, { userId, timestamp: at });
      assert.ok(events.length >= 5, `${events.length} events`);
      assertHidden(assert, events, [signature, userId]);
    },
  ],
  [
    "canary: what is refused before anything is sent shows no secret",
    async ({ lib, assert }) => {
      const query = { userId: "u", timestamp: at };
      const errors = [
        assert.throws(() => lib.signRequest({ key: "k", secret: `${secret}\n` }, query)),
        assert.throws(() => lib.signRequest({ key: `${secret}&`, secret }, query)),
        assert.throws(() => lib.signRequest({ key: `${secret} `, secret: "" }, query)),
        assert.throws(() => new lib.LtiPro({ key: "", secret })),
        assert.throws(() => lib.verify({ url: "/?a=1", headers: {} }, credentials, { now })),
        await assert.rejects(
          lib.listMeetings({ key: "k", secret: [`${secret} `] }, { userId: "u" }, { now, fetch: never }),
        ),
        await assert.rejects(
          lib.listMeetings(
            { key: "k", secret: () => Promise.reject(new Error("the vault is closed")) },
            { userId: "u" },
            { now, fetch: never },
          ),
        ),
      ];
      assertHidden(assert, errors);
    },
  ],
  [
    "canary: a client, its lists and its pages show no secret",
    async ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials, { now, fetch: answer(articleAnswer) });
      const meetings = zoom.meetings({ userId });
      assertHidden(assert, [
        zoom,
        meetings,
        meetings.pages(),
        zoom.listMeetingsForUsers([userId]),
        await zoom.listMeetings({ userId }),
        await meetings.toArray(),
      ]);
      zoom.dispose();
      assertHidden(assert, [zoom, assert.throws(() => zoom.sign("m"))]);
    },
  ],
  [
    "canary: a signed request shows no secret",
    ({ lib, assert }) => {
      assertHidden(assert, [lib.signRequest(credentials, { userId, timestamp: at })]);
    },
  ],
  [
    "canary: the search finds a secret in a message, a cause and a property",
    ({ assert }) => {
      const planted = [
        new Error(secret),
        new Error("x", { cause: new Error(secret) }),
        Object.assign(new Error("x"), { request: { url: secret } }),
        { a: { b: btoa(secret) } },
      ];
      for (const value of planted) assert.throws(() => assertHidden(assert, [value]), / is in /);
    },
  ],
];

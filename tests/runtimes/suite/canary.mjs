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

export const canary = [
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

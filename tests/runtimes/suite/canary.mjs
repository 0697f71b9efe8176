// A known secret and the credentials of a request: nothing that a caller can print, store or pass on may show them.

import { articleResponse, at, rejected, seeded } from "./samples.mjs";

const secret = "canary-Lq47xd-secret";
const credentials = { key: "qAnfmSQeSeKWHOE19lwMYg", secret };
const userId = "canary-Ht19-user";
const now = () => at;
const responding = (value, init) => async () =>
  new Response(typeof value === "string" ? value : JSON.stringify(value), init);

/** A fetch that fails with an error that contains all its arguments. */
const talkative = async (url, init) => {
  throw Object.assign(new TypeError(`cannot fetch ${url}`), {
    request: { url, init },
    cause: new Error(`${url} ${init.headers.get("X-Lti-Signature")}`),
  });
};
const never = (_url, { signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

/** The forms in which a secret may be written. */
const spellings = [
  secret,
  btoa(secret),
  encodeURIComponent(secret),
  [...secret].map((char) => char.charCodeAt(0).toString(16)).join(""),
];

/** All texts that a value can be converted to; with `util.inspect` if the runtime has it. */
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
    return []; // a value that cannot be cloned shows nothing
  }
}

/** Asserts that no text of `values` contains a secret or one of `more`. */
function assertHidden(assert, values, more = []) {
  for (const value of values) {
    const shown = texts(value).join("\n");
    for (const hidden of [...spellings, ...more]) assert.ok(!shown.includes(hidden), `"${hidden}" is in ${shown}`);
  }
}

const failures = {
  "a talkative error of fetch": { fetch: talkative },
  "a timeout": { fetch: never, timeoutMs: 5 },
  "a deadline": { fetch: never, deadlineMs: 5 },
  HTML: { fetch: responding("<html>") },
  "an HTTP status": { fetch: responding("no", { status: 500 }) },
  "a rejected signature": { fetch: responding(rejected) },
  "a redirect": { fetch: responding("", { status: 302, headers: { Location: "https://elsewhere.example/" } }) },
  "a response that repeats the request": {
    fetch: async (url, init) => new Response(`{"url":"${url}","signature":"${init.headers.get("X-Lti-Signature")}"`),
  },
  "a response that is too large": { fetch: responding(articleResponse), maxBodyBytes: 10 },
};

/** Parts of a request that a server may repeat in its message. */
const repeated = {
  "the user ID": ({ userId: id }) => `No user ${id} (${id})`,
  "the key": ({ key }) => `Unknown key ${key}, key=${key}`,
  "the signature": ({ signature }) => `${signature} is wrong`,
  "the query": ({ query }) => `cannot serve /open/meeting/list?${query}`,
  "the query, encoded": ({ query }) => `cannot serve ${encodeURIComponent(`/open/meeting/list?${query}`)}`,
  "the base string": ({ baseString }) => `signed was ${baseString}.`,
  "the user ID at the cut": ({ userId: id }) => `${"x ".repeat(96)}${id} ${id}`,
};

/** The bodies that may contain such a message. */
const shapes = {
  "a gateway": (said) => [404, { status: 404, error: said }],
  "this API": (said) => [200, { status: false, errorCode: said, errorMessage: said }],
  text: (said) => [502, said],
  HTML: (said) => [502, `<p>${said}</p>`],
  "another shape under 200": (said) => [200, { code: 1, message: said }],
};

const latin1 = (text) => String.fromCharCode(...new TextEncoder().encode(text));
const hex = (bytes) => [...bytes].map((char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
const standard = (text) => text.replaceAll("-", "+").replaceAll("_", "/");
const urlSafe = (text) => text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const each = (text, write) => [...text].map((char) => write(char.codePointAt(0))).join("");
const broken = (text, by) => text.replace(/.{7}(?=.)/gu, `$&${by}`);
const isAscii = (text) => !/[^\0-\x7f]/.test(text);
const escapedUnit = (unit) => `\\u${unit.toString(16).padStart(4, "0")}`;

/** The encodings in which a server may repeat a text. */
const encodings = {
  "as it is": (text) => text,
  base64: (text) => btoa(latin1(text)),
  "base64, unpadded": (text) => btoa(latin1(text)).replaceAll("=", ""),
  base64url: (text) => urlSafe(btoa(latin1(text))),
  "base64 behind something": (text) => btoa(`user:${latin1(text)}`),
  "base64 between two things": (text) => btoa(`{"id":"${latin1(text)}","ok":false}`),
  hex: (text) => hex(latin1(text)),
  HEX: (text) => hex(latin1(text)).toUpperCase(),
  "percent-encoded": encodeURIComponent,
  "percent-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "percent-encoded in small letters": (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  "percent-encoded, every byte": (text) => hex(latin1(text)).replace(/../g, "%$&"),
  "JSON-escaped": (text) => JSON.stringify(text).slice(1, -1),
  "JSON-escaped, every character": (text) =>
    Array.from({ length: text.length }, (_, at) => escapedUnit(text.charCodeAt(at))).join(""),
  "HTML-escaped": (text) => each(text, (code) => `&#${code};`),
  "HTML-escaped in hex": (text) => (/[^\0-\xff]/.test(text) ? "" : each(text, (code) => `&#x${code.toString(16)};`)),
  "in capitals": (text) => text.toUpperCase(),
  "percent-encoded base64": (text) => encodeURIComponent(btoa(latin1(text))),
  "JSON-escaped base64": (text) => btoa(latin1(text)).replaceAll("/", "\\/"),
  "on several lines": (text) => broken(text, "\n"),
  "in pieces": (text) => broken(text, " "),
  "in pieces that do not show": (text) => broken(text, "\u200b"),
  "base64 on several lines": (text) => broken(btoa(latin1(text)), "\r\n"),
  "hex in pairs": (text) => hex(latin1(text)).replace(/..(?!$)/g, "$&:"),
  "hex of a dump": (text) => hex(latin1(text)).replace(/../g, "0x$&,"),
  "as numbers": (text) => JSON.stringify([...new TextEncoder().encode(text)]),
  "by code point": (text) => each(text, (code) => `\\u{${code.toString(16)}}`),
  "HTML-escaped, with zeros": (text) => each(text, (code) => `&#x00${code.toString(16)};`),
  "HTML-escaped, unfinished": (text) => (isAscii(text) ? each(text, (code) => `&#${code}`) : ""),
};

/** Where the text may be inside a message. */
const surroundings = {
  alone: (text) => text,
  "in a sentence": (text) => `no access for ${text}, sorry`,
  "in brackets": (text) => `denied (${text})`,
  "in a URL": (text) => `cannot GET /open/meeting/list/${text}/x`,
  "in a query": (text) => `see /list?a=b&id=${text}&c=d`,
  "in JSON": (text) => `got {"id":"${text}","n":1}`,
  twice: (text) => `${text} is not ${text}`,
  "at the cut": (text) => `${"x ".repeat(96)}${text} ${text}`,
};

/** The responses and errors that may contain such a message. */
const places = {
  "a gateway's message": (said) => new Response(JSON.stringify({ message: said }), { status: 404 }),
  "a nested message": (said) => new Response(JSON.stringify({ error: { message: said } }), { status: 500 }),
  "an errorMessage": (said) => new Response(JSON.stringify({ status: false, errorMessage: said })),
  "an errorCode": (said) => new Response(JSON.stringify({ status: false, errorCode: said, errorMessage: "no" })),
  "broken JSON": (said) => new Response(`{"status":true,"topic":"${said}"`),
  "an unknown field": (said) => new Response(JSON.stringify({ id: said, title: said, detail: said }), { status: 400 }),
  text: (said) => new Response(said, { status: 502 }),
  HTML: (said) => new Response(`<h1>${said}</h1>`, { status: 502 }),
  "a redirect": (said) =>
    new Response("", { status: 302, headers: { location: `https://${said.replace(/[^\w.%-]/g, "")}.example/` } }),
  "Retry-After": (said) =>
    new Response("", { status: 503, headers: { "retry-after": `soon ${said.replace(/[^ -~]/g, "")}` } }),
  "what fetch throws": (said) => {
    throw Object.assign(new TypeError(said), { code: said, cause: said });
  },
};

/** Asserts that the error shows no value of `hidden` in any encoding, in upper or lower case. */
function assertMasked(assert, error, hidden) {
  // A failure message with the value after `sent as` would show the value.
  const shown = texts(error).join("\n").toLowerCase();
  for (const [what, value] of Object.entries(hidden))
    for (const [how, encode] of Object.entries(encodings)) {
      const form = encode(value).toLowerCase();
      assert.ok(form === "" || !shown.includes(form), `${what}, ${how}: ${form} is in ${shown}`);
    }
}

export const canary = [
  [
    "canary: no error contains a part of the request, in any encoding and at any place",
    async ({ lib, assert }) => {
      const random = seeded(8);
      const one = (list) => list[Math.floor(random() * list.length)];
      const people = [
        ["qAnfmSQeSeKWHOE19lwMYg", "canary-Ht19-user"],
        ["my-key~7", "teacher-7=+/é,x"],
        ["klé/key", "_vIWeZ76TtuFceCKHkVk4Q"],
      ];
      for (let turn = 0; turn < 1000; turn++) {
        const [key, id] = one(people);
        const request = { path: "/meeting/createAndAssociate", params: { userId: id }, timestamp: at };
        const { signature, url, baseString } = lib.signRequest({ key, secret }, request);
        const hidden = { secret, signature, digest: atob(standard(signature)), key, id, timestamp: String(at) };
        const [what, value] = one(Object.entries({ ...hidden, query: url.split("?")[1], baseString }));
        const encode = one(Object.values(encodings));
        // A digest is bytes, so only these texts are possible.
        const text = what === "digest" ? one([btoa(value), hex(value), urlSafe(btoa(value))]) : encode(value);
        const said = one(Object.values(surroundings))(text);
        const place = one(Object.values(places));
        const isBody = turn % 2 === 0;
        const error = await assert.rejects(
          lib.request(
            { key, secret },
            { method: "POST", ...request, body: isBody ? { userId: id } : undefined },
            {
              now: () => at,
              retries: 0,
              fetch: async () => place(said),
            },
          ),
        );
        delete hidden.digest;
        assertMasked(assert, error, hidden);
        const digest = atob(standard(signature));
        const shown = texts(error).join("\n");
        for (const form of [btoa(digest), hex(digest)]) assert.ok(!shown.includes(form), shown);
      }
    },
  ],
  [
    "canary: pieces of a value are masked where a text is cut, too",
    async ({ lib, assert }) => {
      for (const apart of [(text) => [...text].join(" "), (text) => hex(text).replace(/../g, "$& ")]) {
        for (let before = 0; before < 240; before += 3) {
          const fetch = async (_url, { headers }) => {
            const said = "x ".repeat(before / 2) + apart(headers.get("X-Lti-Signature"));
            return new Response(JSON.stringify({ status: false, errorCode: said, errorMessage: said }));
          };
          const { signature } = lib.signRequest({ key: "klé/key", secret }, { userId, timestamp: at });
          const error = await assert.rejects(
            lib.listMeetings({ key: "klé/key", secret }, { userId }, { fetch, now: () => at }),
          );
          assert.ok(!texts(error).join("\n").includes(apart(signature).slice(0, 24)), error.message);
        }
      }
    },
  ],
  [
    "canary: a user ID or a topic that occurs only in the body of a request is masked",
    async ({ lib, assert }) => {
      const [id, topic] = ["body-only-user", "A private topic"];
      const nested = { meetingList: [{ settings: { userId: id } }], topic };
      for (const body of [nested, [nested], JSON.stringify(nested), new TextEncoder().encode(JSON.stringify(nested))]) {
        for (const said of [id, topic, btoa(id), encodeURIComponent(topic), `${topic}: not for ${id}.`]) {
          const fetch = responding({ status: false, errorMessage: `refused: ${said}` });
          const call = lib.request(credentials, { method: "PUT", path: "/x", body }, { now, fetch });
          const error = await assert.rejects(call, { code: "api_error" });
          assert.ok(error.message.startsWith("the API refused the request: "), error.message);
          for (const hidden of [id, topic, btoa(id), encodeURIComponent(topic)])
            assert.ok(!texts(error).join("\n").includes(hidden), error.message);
        }
      }
    },
  ],
  [
    "canary: a topic that is a common word hides only that word, in upper and lower case",
    async ({ lib, assert }) => {
      for (const [topic, said, shown] of [
        ["Meeting", "The meeting does not exist(3001).", "The … does not exist(3001)."],
        ["Zoom Meeting", "Invalid zoom meeting: settings", "Invalid …: settings"],
        ["A", "A meeting has a conflict", "… meeting has … conflict"],
        ["Test (1+1) [$]", "No: TEST (1+1) [$].", "No: …."],
        ["Smile 😀 ^.*", "No: sMILE 😀 ^.*, and a smile", "No: …, and a smile"],
        ["Übung", "Die übung fehlt, die Übungen nicht", "Die … fehlt, die Übungen nicht"],
      ]) {
        const fetch = responding({ status: false, errorMessage: said });
        const call = lib.request(credentials, { method: "PUT", path: "/x", body: { topic } }, { now, fetch });
        const error = await assert.rejects(call, { code: "api_error" });
        assert.equal(error.message, `the API refused the request: ${shown}`);
      }
    },
  ],
  [
    "canary: no error contains topics or meeting numbers of a page",
    async ({ lib, assert }) => {
      const { topic, meetingNumber, meetingId } = articleResponse.result.list[0];
      const text = JSON.stringify(articleResponse);
      const bodies = [
        text.slice(0, -5),
        text.replace(":1,", ":01,"),
        `${text}}`,
        `<${text}`,
        text.replace('"hostId":', '"hostId":[],"x":'),
      ];
      bodies.push(JSON.stringify({ ...articleResponse, status: 1 }), JSON.stringify(articleResponse.result.list));
      bodies.push(JSON.stringify({ message: `Meeting ${meetingNumber} is over` }));
      for (const body of bodies)
        for (const status of [200, 500]) {
          const fetch = async () => new Response(body, { status });
          const error = await assert.rejects(lib.listMeetings(credentials, { userId }, { now, fetch, retries: 0 }));
          assertHidden(assert, [error], [topic, meetingNumber, meetingId]);
        }
    },
  ],
  ...Object.entries(repeated).flatMap(([what, says]) =>
    Object.entries(shapes).map(([where, shape]) => [
      `canary: ${what} repeated by ${where} is masked`,
      async ({ lib, assert }) => {
        for (const [key, id] of [
          ["qAnfmSQeSeKWHOE19lwMYg", userId],
          ["my-key", "teacher-7=+/é"],
          ["K~1", "u~7"], // short, but no part of a path in a stack trace
        ]) {
          const { signature, url, baseString } = lib.signRequest({ key, secret }, { userId: id, timestamp: at });
          const query = url.split("?")[1];
          const [status, body] = shape(says({ userId: id, key, signature, query, baseString }));
          const fetch = responding(body, { status });
          const error = await assert.rejects(
            lib.listMeetings({ key, secret }, { userId: id }, { now, fetch, retries: 0 }),
          );
          assertHidden(
            assert,
            [error],
            [signature, query, baseString, key, encodeURIComponent(id), id, id.slice(0, 7)],
          );
          const isQuoted = !["text", "HTML"].includes(where);
          assert.ok(error.message.includes("…") === isQuoted || what.endsWith("cut"), error.message);
        }
      },
    ]),
  ),
  [
    "canary: a short user ID is masked as a word, and other words are kept",
    async ({ lib, assert }) => {
      const fetch = responding({ message: "u: unusual user, (u) or u" }, { status: 404 });
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
    "canary: hooks get no secret, no signature and no query",
    async ({ lib, assert }) => {
      const events = [];
      const told = (event) => void events.push(event);
      let asked = 0;
      const fetch = async () =>
        asked++ === 0 ? new Response("no", { status: 503 }) : new Response(JSON.stringify(articleResponse));
      const hooks = { onRequest: told, onResponse: told, onRetry: told, onWarning: told };
      await lib.listMeetings(credentials, { userId }, { now, fetch, random: () => 0, ...hooks });
      const { signature } = lib.signRequest(credentials, { userId, timestamp: at });
      assert.ok(events.length >= 5, `${events.length} events`);
      assertHidden(assert, events, [signature, userId]);
    },
  ],
  [
    "canary: an error before anything is sent shows no secret",
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
      const zoom = new lib.LtiPro(credentials, { now, fetch: responding(articleResponse) });
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

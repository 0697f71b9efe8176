// Traces of a secret in linear memory, as tests in the form of the runtime suite. The whole memory of every instance is
// searched, also of instances that trapped. It imports nothing of Node.

import { articleBase, articleResponse, at, atTheEndOfTheStack, rejected, userId } from "../runtimes/suite/samples.mjs";
import { memories } from "../soak/probe.mjs";
import { encodedBytes } from "./encoded.mjs";
import { asciiBytes, digestOf, find, search, signatureFromStates, traces } from "./traces.mjs";

const now = () => at;
const key = "qAnfmSQeSeKWHOE19lwMYg";
const responding = (value, init) => async () => new Response(JSON.stringify(value), init);
const fetch = responding(articleResponse);
const never = (_url, { signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const random = () => 0;
const sleep = async () => {};
const options = { fetch, now, random, sleep };

let made = 0;
/** A secret that shares no eight characters with another test's secret. */
function fresh(length = 26) {
  let state = (++made * 2654435761) >>> 0;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[(state >>> 16) % 62];
  }
  return text;
}

const left = (secret) => search(memories(), secret);

/** Writes every trace into each memory, searches for it, and restores the memory. Returns the number of memories. */
function plant(assert, secret) {
  const all = memories();
  const planted = traces(secret);
  for (const { buffer } of all) {
    const end = new Uint8Array(buffer, buffer.byteLength - 128 * planted.length);
    const before = end.slice();
    planted.forEach(([, bytes], i) => end.set(bytes, 128 * i));
    const found = search([{ buffer }], secret);
    end.set(before);
    for (const [name] of planted) {
      const times = planted.filter(([other]) => other === name).length;
      assert.ok(found[name] >= times, `${name} was planted ${times} times and found ${found[name] ?? 0} times`);
    }
  }
  return all.length;
}

/** Rust panics, because there is no memory for a message of this length. */
function trap({ lib, assert }, secret) {
  const message = Object.defineProperty(new Uint8Array(1), "length", { value: 2 ** 31 });
  assert.throws(() => lib.sign(secret, message), { code: "internal" });
}

/** The message does not fit into the memory, but the secret is already there. */
function trapWithSecret({ lib, assert }, secret) {
  const message = Object.defineProperty(new Uint8Array(1 << 25), "length", { value: 1 });
  assert.throws(() => lib.sign(secret, message), { code: "internal" });
}

/** [name, work, length of the secret]: `work` is called with the context, a secret, and its credentials. */
const scenarios = [
  ["sign", ({ lib }, secret) => lib.sign(secret, articleBase)],
  ["sign, with bytes", ({ lib }, secret) => lib.sign(asciiBytes(secret), articleBase)],
  ["sign, of a long message", ({ lib }, secret) => lib.sign(secret, "m".repeat(100_000))],
  [
    "sign, of a value that is not a message",
    ({ lib, assert }, secret) => assert.throws(() => lib.sign(secret, 5), { code: "invalid_argument" }),
  ],
  [
    "sign, of bytes that change their length",
    ({ lib, assert }, secret) => {
      let read = 0;
      const message = Object.defineProperty(new Uint8Array(1), "length", { get: () => (read++ < 3 ? 1 : 1e6) });
      assert.throws(() => lib.sign(secret, message), { code: "internal" });
    },
  ],
  ["signRequest", ({ lib }, _, credentials) => lib.signRequest(credentials, { userId, timestamp: at })],
  [
    "signRequest, of another path",
    ({ lib }, _, credentials) =>
      lib.signRequest(credentials, { path: "/meeting/bulkImport", params: { userId }, timestamp: at }),
  ],
  [
    "signRequest, of an invalid parameter",
    ({ lib, assert }, _, credentials) =>
      assert.throws(() => lib.signRequest(credentials, { userId, pageSize: 5000 }), { code: "invalid_argument" }),
  ],
  ...["", " ", "${", "\n"].map((mark) => [
    `invalid credentials: ${JSON.stringify(mark)}`,
    ({ lib, assert }, secret) => {
      const bad = mark === "${" ? `\${${secret}}` : secret + mark;
      const given = mark === "" ? { key: "", secret } : { key, secret: bad };
      assert.throws(() => lib.signRequest(given, { userId }), { code: "invalid_credentials" });
      assert.throws(() => new lib.LtiPro(given), { code: "invalid_credentials" });
    },
  ]),
  [
    "verify",
    ({ lib, assert }, _, credentials) => {
      const { url, headers } = lib.signRequest(credentials, { userId, timestamp: at });
      assert.equal(lib.verify({ url, headers }, credentials, { now }).userId, userId);
      const forged = { url: `${url}x`, headers };
      assert.throws(() => lib.verify(forged, credentials, { now }), { code: "verification_failed" });
    },
  ],
  [
    "a client",
    ({ lib, assert }, secret, credentials) => {
      const zoom = new lib.LtiPro(credentials, options);
      const signature = zoom.sign(articleBase);
      assert.equal(signature, signatureFromStates(secret, articleBase), "the states that are searched for");
      const { url, headers } = zoom.signRequest({ userId });
      zoom.verify({ url, headers });
      assert.throws(() => zoom.verify({ url: `${url}x`, headers }), { code: "verification_failed" });
      for (let i = 0; i < 100; i++) zoom.sign(`${articleBase}${i}`);
      zoom.dispose();
    },
  ],
  [
    "a client whose secret is longer than a block",
    ({ lib, assert }, secret, credentials) => {
      const zoom = new lib.LtiPro(credentials, options);
      assert.equal(zoom.sign(articleBase), signatureFromStates(secret, articleBase));
      zoom.dispose();
      lib.sign(secret, articleBase);
    },
    150,
  ],
  [
    "a client with a secret of 64 bytes",
    ({ lib }, _, credentials) => {
      const zoom = new lib.LtiPro(credentials, options);
      zoom.sign(articleBase);
      zoom.dispose();
    },
    64,
  ],
  [
    "1,000 clients at once",
    ({ lib }, _, credentials) => {
      const clients = Array.from({ length: 1000 }, () => new lib.LtiPro(credentials, options));
      for (const zoom of clients) zoom.sign(articleBase);
      for (const zoom of clients.reverse()) zoom.dispose();
    },
  ],
  [
    "1,000 clients in turn, and other calls between them",
    ({ lib }, secret, credentials) => {
      for (let i = 0; i < 1000; i++) {
        const zoom = new lib.LtiPro(credentials, options);
        zoom.signRequest({ userId });
        if (i % 100 === 0) lib.decodeMeetings(JSON.stringify(articleResponse));
        zoom.dispose();
        if (i % 3 === 0) lib.sign(secret, "m".repeat(i));
      }
    },
  ],
  ["listMeetings", ({ lib }, _, credentials) => lib.listMeetings(credentials, { userId }, options)],
  ...[
    ["signature_rejected", { fetch: responding(rejected) }],
    ["network", { fetch: () => Promise.reject(new TypeError("refused")) }],
    ["timeout", { fetch: never, timeoutMs: 5, retries: 0 }],
    ["invalid_response", { fetch: async () => new Response("<html>") }],
    ["redirect_refused", { fetch: async () => new Response(null, { status: 302, headers: { Location: "/" } }) }],
    ["body_too_large", { fetch: async () => new Response(" ".repeat(70_000)), maxBodyBytes: 65_536 }],
    ["aborted", { fetch: never, signal: () => AbortSignal.abort(new Error("enough")) }],
  ].map(([code, given]) => [
    `listMeetings that fails: ${code}`,
    ({ lib, assert }, _, credentials) => {
      const signal = given.signal?.();
      return assert.rejects(lib.listMeetings(credentials, { userId }, { ...options, ...given, signal }), { code });
    },
  ]),
  [
    "listMeetings that is aborted during the request",
    async ({ lib, assert }, _, credentials) => {
      const controller = new AbortController();
      const call = lib.listMeetings(credentials, { userId }, { ...options, fetch: never, signal: controller.signal });
      setTimeout(() => controller.abort(), 5);
      await assert.rejects(call, { code: "aborted" });
    },
  ],
  [
    "request",
    ({ lib }, _, credentials) =>
      lib.request(credentials, { method: "POST", path: "/meeting/bulkImport", params: { userId }, body: {} }, options),
  ],
  [
    "a client's lists, disposed of during a call",
    async ({ lib, assert }, _, credentials) => {
      const zoom = new lib.LtiPro(credentials, options);
      await zoom.meetings({ userId }).toArray();
      for await (const { error } of zoom.listMeetingsForUsers([userId, `${userId}2`])) assert.equal(error, undefined);
      let respond;
      const waits = new Promise((resolve) => (respond = resolve));
      const call = zoom.listMeetings({ userId }, { fetch: () => waits });
      await new Promise((resolve) => setTimeout(resolve, 5));
      zoom.dispose();
      respond(await fetch());
      await call;
    },
  ],
  [
    "a client with two secrets",
    async ({ lib, assert }, secret) => {
      const zoom = new lib.LtiPro({ key, secret: [`${secret}-new`, secret] }, options);
      const accepted = lib.signRequest({ key, secret }, { userId, timestamp: at });
      const picky = async (_url, { headers }) => {
        const isOld = new Headers(headers).get("x-lti-signature") === accepted.signature;
        return new Response(JSON.stringify(isOld ? articleResponse : rejected));
      };
      await zoom.listMeetings({ userId, isUpComing: true }, { fetch: picky }).catch(() => {});
      zoom.verify(accepted);
      assert.throws(() => zoom.verify({ ...accepted, url: `${accepted.url}x` }), { code: "verification_failed" });
      zoom.dispose();
      await lib.listMeetings({ key, secret: [`${secret}-new`, secret] }, { userId }, options);
    },
  ],
  [
    "a secret that comes from a function or a binding",
    async ({ lib, assert }, secret) => {
      const later = async () => secret;
      await lib.listMeetings({ key, secret: later }, { userId }, options);
      await lib.listMeetings({ key, secret: { get: later } }, { userId }, options);
      const zoom = new lib.LtiPro({ key, secret: later }, options);
      await zoom.meetings({ userId }).toArray();
      const refused = { ...options, fetch: responding(rejected) };
      await assert.rejects(zoom.listMeetings({ userId }, refused), { code: "signature_rejected" });
      // It is still in use, but keeps nothing of a secret between two calls.
      assert.deepEqual(left(secret), {}, "between two calls");
      zoom.dispose();
    },
  ],
  [
    "a secret that arrives after its call was aborted",
    async ({ lib, assert }, secret) => {
      let give;
      const waits = new Promise((resolve) => (give = resolve));
      const controller = new AbortController();
      const signal = controller.signal;
      const call = lib.listMeetings({ key, secret: () => waits }, { userId }, { ...options, signal });
      controller.abort();
      await assert.rejects(call, { code: "aborted" });
      give(secret);
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
  ],
  ["a trap before the secret is in memory", (context, secret) => trap(context, secret)],
  ["a trap with the secret in memory", (context, secret) => trapWithSecret(context, secret)],
  [
    "a trap while a client exists",
    async (context, secret, credentials) => {
      const { lib, assert } = context;
      const zoom = new lib.LtiPro(credentials, options);
      zoom.sign(articleBase);
      trap(context, secret);
      assert.deepEqual(left(secret), {}, "in the instance that trapped, before the next call");
      zoom.sign(articleBase);
      assert.ok(left(secret)["inner state"] > 0, "the client goes on in a new instance");
      trapWithSecret(context, secret);
      trap(context, secret);
      await zoom.listMeetings({ userId });
      zoom.dispose();
    },
  ],
  [
    "a trap before a client is disposed of",
    (context, secret, credentials) => {
      const zoom = new context.lib.LtiPro(credentials, options);
      trap(context, secret);
      zoom.dispose();
    },
  ],
  [
    "calls at the end of the stack",
    ({ lib, assert }, secret, credentials) => {
      assert.ok(atTheEndOfTheStack(() => lib.sign(secret, articleBase)) > 0);
      assert.ok(atTheEndOfTheStack(() => lib.signRequest(credentials, { userId, timestamp: at })) > 0);
      lib.sign("another", articleBase);
    },
  ],
  ["explainSignature", ({ lib, explain }, secret) => explainAll(lib, explain, secret, secret)],
  ["explainSignature, with a long secret", ({ lib, explain }, secret) => explainAll(lib, explain, secret, secret), 90],
  [
    "explainSignature, with several secrets",
    ({ lib, explain }, secret) =>
      explainAll(lib, explain, secret, [
        { label: "one", secret: "not-this-one" },
        { label: "other", secret: ` ${secret}\n` },
      ]),
  ],
  [
    "explainSignature, of a request that shows the secret",
    ({ lib, explain }, secret, credentials) => {
      const { url, signature } = lib.signRequest(credentials, { userId, timestamp: at });
      for (const request of [`${url}&secret=${secret}`, `curl '${url}' -H 'X-Lti-Signature: ${secret}'`])
        explain.explainSignature({ request, signature, secrets: secret });
      explain.explainSignature({ request: url, signature: secret, secrets: secret });
      explain.explainSignature({ request: url.replace(key, secret), signature, secrets: key });
      explain.explainSignature({ request: url, signature, secrets: secret, response: `wrong: ${secret} “…”` });
    },
  ],
  [
    "explainSignature, with unusual characters",
    ({ lib, explain }, secret, credentials) => {
      const { url, signature } = lib.signRequest(credentials, { userId, timestamp: at });
      explain.explainSignature({ request: url, signature, secrets: `„${secret}“` });
      explain.explainSignature({ request: url, signature, secrets: secret.repeat(30) });
    },
  ],
  [
    "searchMistakes",
    async ({ lib, explain }, secret) => {
      const request = lib.signRequest({ key, secret }, { userId, timestamp: at }).url;
      const given = { request, signature: "kd8aWDPaSz6Ab1GHLtHPL2dHtBI", secrets: secret };
      await explain.searchMistakes(given, { maxHypotheses: 20_000 });
    },
  ],
  [
    "searchMistakes that is aborted",
    async ({ lib, explain, assert }, secret) => {
      const request = lib.signRequest({ key, secret }, { userId, timestamp: at }).url;
      const given = { request, signature: "kd8aWDPaSz6Ab1GHLtHPL2dHtBI", secrets: secret };
      const controller = new AbortController();
      const onProgress = () => controller.abort();
      await explain.searchMistakes(given, { signal: controller.signal, onProgress }).catch(() => {});
      assert.ok(controller.signal.aborted);
    },
  ],
  [
    "explainSignature at the end of the stack",
    ({ lib, explain, assert }, secret, credentials) => {
      const { url, signature } = lib.signRequest(credentials, { userId, timestamp: at });
      assert.ok(atTheEndOfTheStack(() => explain.explainSignature({ request: url, signature, secrets: secret })) > 0);
      explain.explainSignature({ request: url, signature, secrets: "another" });
    },
  ],
];

/** A correct signature, several kinds of mistakes, and a signature of another text. */
function explainAll(lib, explain, secret, secrets) {
  const { url, signature, baseString } = lib.signRequest({ key, secret }, { userId, timestamp: at });
  const signatures = [
    signature,
    lib.sign(btoa(secret), baseString),
    lib.sign(`${secret}\n`, baseString),
    lib.sign([...secret].reverse().join(""), baseString),
    // `sign` is not used, because it leaves its message in the input.
    signatureFromStates(secret, `${baseString}${secret}`),
    lib.sign(secret, encodeURIComponent(baseString)),
    lib.sign("something else", baseString),
    btoa(secret),
    undefined,
  ];
  for (const sent of signatures) explain.explainSignature({ request: url, signature: sent, secrets });
}

/** The stack starts here and grows down to the start of the memory (scripts/build.mjs sets its size). */
const STACK = 65_536;
const UNTOUCHED = 0xaa;

/** The stack after `work`, from the lowest written byte. Before, every byte was {@link UNTOUCHED}. */
function usedStack({ buffer }, work) {
  const stack = new Uint8Array(buffer, 0, STACK).fill(UNTOUCHED);
  work();
  // Read through the current buffer, because the call may have grown the memory.
  return stack.slice(stack.findIndex((byte) => byte !== UNTOUCHED));
}

/** The memory of the client's current instance. */
function clientMemory(lib) {
  const marker = fresh();
  try {
    lib.decodeMeetings(marker);
  } catch {
    // It is not a page, and stays in the input.
  }
  return memories().find((memory) => find([memory], marker));
}

export const timeoutMs = 60_000;

export const tests = [
  [
    "control: the search finds every trace in every memory",
    ({ lib, explain, assert, note }) => {
      const secret = fresh();
      lib.sign("another", articleBase);
      explain.explainSignature({ request: "https://example.com/?key=a&timestamp=1", secrets: "another" });
      const count = plant(assert, secret);
      assert.ok(count >= 2, `${count} memories were seen, not the client's and the debugger's`);
      assert.deepEqual(left(secret), {}, "after the planted traces were taken away");
      note(`${traces(secret).length} traces in ${count} memories`);
    },
  ],
  [
    "control: both states are in memory exactly once while a client exists",
    ({ lib, assert }) => {
      const secret = fresh();
      const zoom = new lib.LtiPro({ key, secret });
      zoom.sign(articleBase);
      const found = left(secret);
      zoom.dispose();
      // Five words are four pairs of neighbors.
      assert.deepEqual(found, { "inner state": 4, "outer state": 4 });
    },
  ],
  [
    "control: a decoded body stays in the input, because it is not a secret",
    ({ lib, assert }) => {
      const secret = fresh();
      assert.throws(() => lib.decodeMeetings(secret), { code: "invalid_response" });
      assert.ok(left(secret).secret > 0);
      lib.decodeMeetings(JSON.stringify(articleResponse));
    },
  ],
  [
    "no trace is left: the correct signature of a forged request",
    ({ lib, assert }) => {
      const secret = fresh();
      const zoom = new lib.LtiPro({ key, secret });
      const { url, headers } = zoom.signRequest({ userId, timestamp: at });
      const forged = { url: url.replace("isUpComing=true", "isUpComing=false"), headers };
      const expected = signatureFromStates(secret, articleBase.replace("isUpComing=true", "isUpComing=false"));
      assert.ok(find(memories(), headers["X-Lti-Signature"]), "control: a returned signature stays until a later call");
      for (let i = 0; i < 3; i++) {
        assert.throws(() => zoom.verify(forged, { now }), { code: "verification_failed" });
        assert.ok(!find(memories(), expected), "the text");
        assert.ok(!find(memories(), digestOf(expected)), "the digest");
      }
      zoom.dispose();
    },
  ],
  ...scenarios.map(([name, work, length]) => [
    `no trace is left: ${name}`,
    async (context) => {
      const { assert } = context;
      const secret = fresh(length);
      const encoded = encodedBytes(secret);
      await work(context, secret, { key, secret });
      assert.deepEqual(left(secret), {}, "in linear memory");
      assert.ok(
        encoded().every((bytes) => bytes.every((byte) => byte === 0)),
        "bytes that JavaScript made of the secret",
      );
    },
  ]),
  [
    "the stack of a call with a secret is overwritten to its lowest byte",
    ({ lib, assert }) => {
      const secret = fresh(100);
      const zoom = new lib.LtiPro({ key, secret });
      const { url, headers } = zoom.signRequest({ userId, timestamp: at });
      const memory = clientMemory(lib);
      const forged = { url: `${url}&x=1`, headers };
      const calls = {
        sign: () => lib.sign(secret, articleBase),
        "new LtiPro": () => new lib.LtiPro({ key, secret }),
        verify: () => zoom.verify({ url, headers }, { now }),
        "verify, forged": () => assert.throws(() => zoom.verify(forged, { now }), { code: "verification_failed" }),
      };
      for (const [name, call] of Object.entries(calls)) {
        const used = usedStack(memory, call);
        const zeros = used.findIndex((byte) => byte !== 0);
        // If a call used more stack than is overwritten, its bytes would remain.
        assert.ok(zeros >= 512, `${name}: of ${used.length} bytes that were used the lowest ${zeros} are zeros`);
      }
      zoom.dispose();
    },
  ],
  [
    "the whole stack of the debugger is overwritten",
    ({ lib, explain, assert }) => {
      const { url, signature } = lib.signRequest({ key, secret: fresh() }, { userId, timestamp: at });
      const work = () => explain.explainSignature({ request: url, signature, secrets: fresh() });
      work();
      // The debugger tries this name. The memory of a trapped instance must not contain it.
      const memory = memories().findLast((each) => find([each], "client_secret"));
      const used = usedStack(memory, work);
      assert.ok(used.length > STACK - 1024, `${used.length} bytes`);
      // Bytes above belong to the call that overwrites.
      assert.ok(used.subarray(0, STACK - 1024).every((byte) => byte === 0));
    },
  ],
];

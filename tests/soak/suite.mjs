// Long runs on every runtime, as tests in the form of the suite: nothing accumulates and nothing is mixed up. Here
// `server` is the fraction of the full numbers to run, as text. It imports nothing of Node.

import { countedController, memories, memoryBytes, timersLeft } from "./probe.mjs";
import { compareUrls } from "../runtimes/suite/event-urls.mjs";
import { articleResponse, at, platformSignature, randomBelow, rejected, userId } from "../runtimes/suite/samples.mjs";

const now = () => at;
const body = JSON.stringify(articleResponse);
const secret = "canary-Rm72vq-soak-secret";
const credentials = { key: "qAnfmSQeSeKWHOE19lwMYg", secret };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const respond = (text, init) => new Response(text, init);

/** Calls `work` a tenth of `times` to warm up, then for the rest, which must not need more memory. */
async function flat(assert, times, work) {
  for (let i = 0; i < times / 10; i++) {
    const waits = work(i);
    if (waits) await waits;
  }
  const before = memoryBytes();
  assert.ok(before > 0, "no linear memory was seen");
  for (let i = 0; i < times; i++) {
    const waits = work(i);
    if (waits) await waits;
  }
  assert.equal(memoryBytes(), before, "bytes of linear memory");
}

// Different failures of fetch: {fetch, code}, or without a code if a page follows.

const half = body.slice(0, 100);
const breaking = () => new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) });
const never = (_url, { signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
const once = (first) => {
  let asked = 0;
  return async () => (asked++ === 0 ? first() : respond(body));
};
const faults = [
  { fetch: () => Promise.reject(new TypeError("refused")), code: "network" },
  { fetch: async () => respond("<html>"), code: "invalid_response" },
  { fetch: async () => respond(half), code: "truncated_body" },
  { fetch: async () => respond(breaking()), code: "truncated_body" },
  { fetch: async () => respond("", { status: 503 }), code: "http_status" },
  { fetch: async () => respond(JSON.stringify(rejected), { status: 401 }), code: "signature_rejected" },
  {
    fetch: async () => respond(null, { status: 302, headers: { Location: "https://elsewhere.example/" } }),
    code: "redirect_refused",
  },
  { fetch: async () => respond(" ".repeat(70_000)), code: "body_too_large", maxBodyBytes: 65_536 },
  { fetch: never, code: "timeout", timeoutMs: 1 },
  { once: () => respond("", { status: 503 }) },
];

async function faulted(lib, assert, zoom, i, signal) {
  const { code, once: first, ...options } = faults[i % faults.length];
  const call = zoom.listMeetings(
    { userId },
    { retries: 1, random: () => 0, signal, ...options, ...(first && { fetch: once(first) }) },
  );
  try {
    assert.equal((await call).total, code === undefined ? 1 : `the error ${code}`);
  } catch (error) {
    if (!lib.isLtiProError(error)) throw error;
    assert.equal(error.code, code, error.message);
  }
}

// Tenants

const tenants = Array.from({ length: 10 }, (_, index) => ({ key: `tenant-${index}`, secret: `secret-of-${index}` }));

/** Responds to a tenant with its name as host, after a while, if the signature is the tenant's. */
async function ownResponse(below, url, { headers, signal }) {
  const query = new URL(url).searchParams;
  const { key, secret } = tenants.find((tenant) => tenant.key === query.get("key"));
  const right = await platformSignature(secret, url.split("?")[1]);
  await pause(below(8));
  if (signal.aborted) throw new Error("aborted");
  if (headers.get("X-Lti-Signature") !== right) return respond(JSON.stringify(rejected));
  const meeting = { ...articleResponse.result.list[0], hostId: `${key} ${query.get("userId")}` };
  return respond(JSON.stringify({ status: true, result: { ...articleResponse.result, list: [meeting] } }));
}

async function ask(lib, assert, zoom, key, i, abortMs) {
  const controller = new AbortController();
  if (abortMs !== undefined) setTimeout(() => controller.abort(), abortMs);
  try {
    const { list } = await zoom.listMeetings({ userId: `user-${i}` }, { signal: controller.signal });
    assert.equal(list[0].hostId, `${key} user-${i}`);
    return "done";
  } catch (error) {
    if (!lib.isLtiProError(error)) throw error;
    assert.equal(error.code, abortMs === undefined ? "a response" : "aborted");
    return "aborted";
  }
}

// The states of HMAC for a secret, and other traces

function traces() {
  const bytes = new TextEncoder().encode(secret);
  const xored = (mask) => bytes.map((byte) => byte ^ mask);
  return {
    "the secret": bytes,
    "the inner pad": xored(0x36),
    "the outer pad": xored(0x5c),
    "the secret in UTF-16": Uint8Array.from([...bytes].flatMap((byte) => [byte, 0])),
  };
}

/** How often a text of bytes occurs in another. */
function occurrences(needle, haystack) {
  let found = 0;
  for (let at = haystack.indexOf(needle[0]); at >= 0; at = haystack.indexOf(needle[0], at + 1)) {
    if (needle.every((byte, index) => haystack[at + index] === byte)) found++;
  }
  return found;
}

const scan = (needle) => memories().reduce((sum, { buffer }) => sum + occurrences(needle, new Uint8Array(buffer)), 0);

const share = (server, full) => Math.ceil(full * Number(server));

/** For each test, on a small and busy machine. */
export const timeoutMs = 600_000;

export const tests = [
  [
    "soak: signatures do not grow linear memory",
    async ({ lib, assert, server }) => {
      const zoom = new lib.LtiPro(credentials);
      await flat(
        assert,
        share(server, 1_000_000),
        (i) => void (i % 2 ? zoom.sign(`message ${i}`) : lib.sign(secret, `message ${i}`)),
      );
    },
  ],
  [
    "soak: decoded pages do not grow linear memory",
    async ({ lib, assert, server }) => {
      const bodies = [
        body,
        half,
        "<html>",
        body.replace('"timezone"', '"timeZone"').replace('"pmi":null', '"pmi":null,"extra":[1,2]'),
      ];
      await flat(assert, share(server, 100_000), (i) => {
        try {
          assert.equal(lib.decodeMeetings(bodies[i % 4]).total, 1);
        } catch (error) {
          assert.ok(i % 4 === 1 || i % 4 === 2, error);
        }
      });
    },
  ],
  [
    "soak: failed fetches do not grow linear memory, and leave no timer and no listener",
    async ({ lib, assert, server }) => {
      const zoom = new lib.LtiPro(credentials, { now });
      const { signal, count } = countedController();
      const timers = timersLeft();
      const batch = (i) =>
        Promise.all(Array.from({ length: 100 }, (_, one) => faulted(lib, assert, zoom, 100 * i + one, signal)));
      await flat(assert, share(server, 10_000) / 100, batch);
      assert.equal(count.listeners, 0, "listeners left");
      assert.equal(timersLeft(), timers, "timers left");
    },
  ],
  [
    "soak: the URL of an event is what `new URL` makes of it",
    ({ calendar, assert, server }) => {
      for (let i = 0; i < 10; i++) compareUrls(calendar, assert, share(server, 10_000), i + 1);
    },
  ],
  [
    "races: calls with one signal, 100 at a time, share one listener and leave none",
    async ({ lib, assert, server }) => {
      const zoom = new lib.LtiPro(credentials, { now, fetch: async () => respond(body) });
      const { signal, count } = countedController();
      for (let i = 0; i < share(server, 100); i++) {
        await Promise.all(Array.from({ length: 100 }, () => zoom.listMeetings({ userId }, { signal })));
      }
      assert.equal(count.most, 1, "listeners at most");
      assert.equal(count.listeners, 0, "listeners left");
    },
  ],
  [
    "races: one signal ends 1 000 calls, and leaves no listener and no timer",
    async ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials, { now, fetch: never });
      const { signal, abort, count } = countedController();
      const timers = timersLeft();
      const calls = Array.from({ length: 1_000 }, () => zoom.listMeetings({ userId }, { signal }));
      const outcomes = Promise.allSettled(calls);
      await pause(5);
      abort();
      for (const { reason } of await outcomes) assert.equal(reason?.code, "aborted");
      assert.equal(count.listeners, 0, "listeners left");
      assert.equal(timersLeft(), timers, "timers left");
    },
  ],
  [
    "races: interleaved calls of 10 tenants, some aborted, each with its own response",
    async ({ lib, assert, server }) => {
      const below = randomBelow(0x7e4a47);
      const clients = tenants.map(
        (tenant) => new lib.LtiPro(tenant, { now, fetch: (url, init) => ownResponse(below, url, init) }),
      );
      const outcomes = { done: 0, aborted: 0 };
      const length = Math.max(200, share(server, 1_000));
      const calls = Array.from({ length }, async (_, i) => {
        await pause(below(200));
        const tenant = below(10);
        outcomes[
          await ask(lib, assert, clients[tenant], tenants[tenant].key, i, below(3) === 0 ? below(8) : undefined)
        ]++;
      });
      await Promise.all(calls);
      assert.ok(outcomes.done > length / 2 && outcomes.aborted > length / 20, JSON.stringify(outcomes));
    },
  ],
  // Only the last one: other clients keep the secret until they are garbage collected.
  [
    "secrets: a secret is not in linear memory after its use",
    async ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials, { now, fetch: async () => respond(body) });
      await zoom.listMeetings({ userId });
      zoom.sign("message");
      lib.sign(secret, "message");
      lib.signRequest(credentials, { userId, timestamp: at });
      await lib.listMeetings(credentials, { userId }, { now, fetch: async () => respond("<html>") }).catch(() => {});
      for (const [what, needle] of Object.entries(traces())) assert.equal(scan(needle), 0, `${what}, before dispose`);
      zoom.dispose();
      for (const [what, needle] of Object.entries(traces())) assert.equal(scan(needle), 0, what);
    },
  ],
  [
    "secrets: the search finds an existing secret",
    ({ lib, assert }) => {
      const planted = "planted-Qw83-in-a-topic";
      // A topic stays on the tape until the next page.
      lib.decodeMeetings(body.replace("Alpha DevA Course1", planted));
      assert.ok(scan(new TextEncoder().encode(planted)) > 0, "not found");
    },
  ],
];

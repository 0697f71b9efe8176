// The recipe for caching, in workerd with a KV namespace.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { start } from "./miniflare.mjs";

let running;
before(async () => (running = await start("cache-worker", { kvNamespaces: ["CACHE"] })));
after(() => running?.stop());

beforeEach(async () => {
  running.emulator.fault = null;
  running.emulator.clearRequests();
  const cache = await running.miniflare.getKVNamespace("CACHE");
  for (const { name } of (await cache.list()).keys) await cache.delete(name);
});

async function ask(query) {
  const response = await running.miniflare.dispatchFetch(`http://worker.example/?${new URLSearchParams(query)}`);
  return { status: response.status, json: await response.json() };
}
const sent = () => running.emulator.requests.length;

test("the second request of the same page sends nothing", async () => {
  const [{ userId }] = running.emulator.users;
  const first = await ask({ userId });
  assert.deepEqual([first.status, first.json.list.length, sent()], [200, 45, 1]);
  assert.deepEqual(await ask({ userId }), first);
  assert.deepEqual(await ask({ userId, isUpComing: "true", pageNum: "1" }), first);
  assert.equal(sent(), 1);
});

test("another user, another page and the past are other entries", async () => {
  const [one, two] = running.emulator.users;
  for (const query of [{ userId: one.userId }, { userId: two.userId }, { userId: one.userId, pageNum: "2" }])
    await ask(query);
  const past = await ask({ userId: one.userId, isUpComing: "false" });
  assert.equal(sent(), 4);
  assert.notDeepEqual(past.json, (await ask({ userId: one.userId })).json);
});

test("an error is not stored", async () => {
  const [{ userId }] = running.emulator.users;
  running.emulator.fault = { kind: "api_error" };
  assert.deepEqual(await ask({ userId }), { status: 502, json: { error: "signature_rejected" } });
  running.emulator.fault = null;
  assert.equal((await ask({ userId })).status, 200);
});

test("twenty requests at once all get a response", async () => {
  const [{ userId }] = running.emulator.users;
  const all = await Promise.all(Array.from({ length: 20 }, () => ask({ userId })));
  assert.ok(all.every(({ json }) => json.list.length === 45));
});

test("an entry expires, and names neither the user nor the credential", async () => {
  const [{ userId }] = running.emulator.users;
  await ask({ userId });
  const cache = await running.miniflare.getKVNamespace("CACHE");
  const [{ name, expiration }, ...others] = (await cache.list()).keys;
  assert.deepEqual(others, []);
  assert.match(name, /^[0-9a-f]{64}$/);
  const seconds = expiration - Date.now() / 1000;
  assert.ok(seconds > 200 && seconds <= 301, `${seconds} s`);
  const { key, secret } = running.emulator.credentials;
  const value = await cache.get(name);
  for (const text of [key, secret, "timestamp"]) assert.ok(!value.includes(text));
});

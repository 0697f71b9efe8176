// The recipe for a queue, in workerd with a queue and a KV namespace.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "./miniflare.mjs";

const consumer = { maxBatchSize: 100, maxBatchTimeout: 0, maxRetries: 3 };
let running;
let store;
before(async () => {
  running = await start("queue", {
    kvNamespaces: ["STORE"],
    queueProducers: { USERS: "users" },
    queueConsumers: { users: consumer },
  });
  store = await running.miniflare.getKVNamespace("STORE");
});
after(() => running?.stop());

/** Lists the users, runs the cron trigger, and waits until each has an entry. */
async function night(userIds) {
  running.emulator.clearRequests();
  await store.put("users", JSON.stringify(userIds));
  const worker = await running.miniflare.getWorker();
  await worker.scheduled({ cron: "0 3 * * *" });
  for (let attempt = 0; attempt < 300; attempt++) {
    const names = new Set((await store.list()).keys.map(({ name }) => name));
    if (userIds.every((userId) => names.has(`meetings/${userId}`) || names.has(`failed/${userId}`))) return;
    await sleep(100);
  }
  throw new Error("the queue did not become empty");
}

const askedFor = (userId) =>
  running.emulator.requests.filter(({ url }) => new URLSearchParams(url.split("?")[1]).get("userId") === userId).length;

test("every user's meetings are stored, from more than one batch of messages", async () => {
  const [teacher] = running.emulator.users;
  const others = Array.from({ length: 102 }, (_, index) => `unknown-user-${index}`);
  await night([teacher.userId, ...others]);
  assert.equal(JSON.parse(await store.get(`meetings/${teacher.userId}`)).length, 45);
  assert.equal(await store.get(`meetings/${others.at(-1)}`), "[]");
});

test("a temporary failure is retried by the queue, after the time that the server asked for", async () => {
  const [, teacher] = running.emulator.users;
  let failures = 0;
  running.emulator.fault = () => {
    failures += 1;
    // The client itself tries three times.
    return failures <= 3 ? { kind: "http_status", status: 503, retryAfter: 1 } : null;
  };
  await night([teacher.userId]);
  running.emulator.fault = null;
  assert.ok(askedFor(teacher.userId) >= 4, `${askedFor(teacher.userId)} requests`);
  assert.equal(await store.get(`failed/${teacher.userId}`), null);
  assert.ok(JSON.parse(await store.get(`meetings/${teacher.userId}`)).length > 0);
});

test("any other error is stored once, and keeps what was stored before", async () => {
  const [teacher] = running.emulator.users;
  running.emulator.fault = { kind: "api_error" };
  await store.delete(`failed/${teacher.userId}`);
  running.emulator.clearRequests();
  const worker = await running.miniflare.getWorker();
  await store.put("users", JSON.stringify([teacher.userId, "teacher@example.edu"]));
  await worker.scheduled({ cron: "0 3 * * *" });
  while ((await store.get("failed/teacher@example.edu")) === null) await sleep(50);
  while ((await store.get(`failed/${teacher.userId}`)) === null) await sleep(50);
  assert.equal(await store.get(`failed/${teacher.userId}`), "signature_rejected");
  assert.equal(await store.get("failed/teacher@example.edu"), "invalid_argument");
  assert.equal(JSON.parse(await store.get(`meetings/${teacher.userId}`)).length, 45);
  await sleep(1500);
  assert.equal(askedFor(teacher.userId), 1);
});

// Many calls share one signal. Only Node shows warnings and lets a test see what stays in memory.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { LtiPro } from "../dist/index.js";
import { createEmulator } from "../dist/testing.js";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

const { credentials, fetch, users } = createEmulator();
const query = { userId: users[0].userId };

test("many calls with one signal: no warning about listeners", async (t) => {
  const warnings = [];
  const warned = (warning) => warnings.push(warning.name);
  process.on("warning", warned);
  t.after(() => process.off("warning", warned));
  const { signal } = new AbortController();
  const zoom = new LtiPro(credentials, { fetch, signal });
  await Promise.all(Array.from({ length: 30 }, () => zoom.listMeetings(query)));
  const userIds = Array.from({ length: 30 }, () => query.userId);
  await zoom.listMeetingsForUsers(userIds, { concurrency: 10 }).toArray();
  // Node reports a warning in a later turn.
  await wait(10);
  assert.deepEqual(warnings, []);
});

test("a long-lived signal keeps no call in memory", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const calls = await Promise.all(Array.from({ length: 20 }, () => called(signal)));
  // A waiting call keeps its listener. A completed call keeps none.
  const waiting = new LtiPro(credentials, { fetch: () => new Promise(() => {}) }).listMeetings(query, { signal });
  calls.push(await called(signal));
  await wait(10);
  gc();
  assert.equal(calls.filter((call) => call.deref()).length, 0);
  controller.abort();
  await assert.rejects(waiting, { code: "aborted" });
});

/** A weak reference to the `fetch` of a completed call, which lives as long as the call. */
async function called(signal) {
  const own = (...args) => fetch(...args);
  await new LtiPro(credentials).listMeetings(query, { signal, fetch: own });
  return new WeakRef(own);
}

// The Worker of docs/scale.md works as the page says.

import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { installed } from "./support/installed.mjs";

let folder;
let createEmulator;

before(async () => {
  folder = await installed();
  const testing = join(folder, "node_modules", "zoom-lti-pro", "dist", "testing.js");
  ({ createEmulator } = await import(pathToFileURL(testing).href));
});

describe("the page's Worker", () => {
  test("adds each teacher to the queue once", async () => {
    const { worker, env, teachers, sent } = await serve();
    await worker.scheduled({}, env);
    assert.deepEqual(
      sent.flatMap(({ body }) => body.userIds),
      teachers,
    );
    assert.ok(sent.every(({ body }) => body.userIds.length <= 100));
  });

  test("stores the lists of its share, and returns failed teachers to the queue", async () => {
    const { worker, env, teachers, sent, stored } = await serve({ failing: 2 });
    await worker.queue({ messages: [{ body: { userIds: teachers.slice(0, 5), tried: 0 } }] }, env);
    assert.deepEqual(
      [...stored.keys()].sort(),
      [0, 1, 3, 4].map((i) => `meetings:${teachers[i]}`),
    );
    assert.deepEqual(
      sent.map(({ body }) => body),
      [{ userIds: [teachers[2]], tried: 1 }],
    );
    assert.ok(sent[0].delaySeconds >= 60);
  });

  test("gives up a teacher after five rounds", async () => {
    const { worker, env, teachers, sent } = await serve({ failing: 0 });
    await worker.queue({ messages: [{ body: { userIds: teachers.slice(0, 1), tried: 4 } }] }, env);
    assert.deepEqual(sent, []);
  });
});

/**
 * The page's Worker beside the emulator, with bindings that note what they are given. `failing`: the place of a teacher
 * whose requests fail.
 */
async function serve({ failing } = {}) {
  const teachers = Array.from({ length: 250 }, (_, i) => `teacher${i}`);
  const [sent, stored] = [[], new Map()];
  const emulator = createEmulator({
    credentials: { key: "a-key-for-tests", secret: "a-secret-for-tests" },
    // A Retry-After of an hour ends the call without a wait.
    fault: ({ url }) =>
      url.includes(`userId=${teachers[failing]}`) ? { kind: "http_status", status: 503, retryAfter: 3600 } : null,
  });
  globalThis.fetch = emulator.fetch;
  const env = {
    LTI_KEY: emulator.credentials.key,
    LTI_SECRET: emulator.credentials.secret,
    LISTS: { get: async () => teachers, put: async (key, value) => stored.set(key, JSON.parse(value)) },
    SHARES: { sendBatch: async (messages) => sent.push(...messages) },
  };
  return { worker: await pagesWorker(), env, teachers, sent, stored };
}

async function pagesWorker() {
  const page = await readFile(new URL("../docs/scale.md", import.meta.url), "utf8");
  const [, code] = /^```ts\n(import [\s\S]*?)^```/m.exec(page);
  const file = join(await mkdtemp(join(folder, "scale-")), "worker.mjs");
  await writeFile(file, ts.transpile(code, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }));
  return (await import(pathToFileURL(file).href)).default;
}

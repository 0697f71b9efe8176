// docs/scale.md: its simulated tables are what the simulation gives, and its Worker does what the page says. Nothing is
// timed.

import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { SimulatedClock } from "../scripts/lib/scale/clock.mjs";
import { line, measuredTables, readTable, simulated } from "../scripts/lib/scale/tables.mjs";
import { invoke, makespan, plans } from "../scripts/lib/scale/worker.mjs";
import { installed } from "./support/installed.mjs";

/** Larger rows take minutes: `npm run scale` writes them. */
const quickly = 100;
const update = "npm run scale writes the page's tables";
let folder;
let library;

before(async () => {
  folder = await installed();
  const load = (name) => import(pathToFileURL(join(folder, "node_modules", "zoom-lti-pro", "dist", `${name}.js`)).href);
  library = { ...(await load("index")), ...(await load("testing")) };
});

describe("the page's tables", () => {
  const measured = measuredTables({
    pages: [20, 100, 1000].map((meetings) => ({ meetings, bytes: 1, sign: 1, decode: 1, call: 1, parse: 1 })),
    heapPerMeeting: 1,
    first: { firstMs: 1 },
  });

  for (const [name, { head, rows }] of Object.entries({ ...simulated, ...measured })) {
    test(`${name} has the shape that the script writes`, () => {
      const [first, , ...others] = readTable(name);
      assert.equal(first, line(head), update);
      assert.deepEqual(
        others.map((row) => row.split(" | ").length),
        rows.map(() => head.length),
        update,
      );
    });
  }

  for (const [name, { rows }] of Object.entries(simulated)) {
    for (const [place, { size, line: cells }] of rows.entries()) {
      if (size > quickly) continue;
      test(`${name}, row ${place + 1}, is what the simulation gives`, async () => {
        assert.equal(readTable(name)[2 + place], line(await cells(library)), update);
      });
    }
  }
});

describe("the simulated Worker", () => {
  test("never has more than six connections", async () => {
    const { peak, listed } = await invoke(library, { count: 40, concurrency: 32, pageSize: 1000 });
    assert.deepEqual({ peak, listed }, { peak: 6, listed: 40 });
  });

  test("sends no more sub-requests than its plan allows, and says whom it did not list", async () => {
    const { subrequests, listed, failed, codes } = await invoke(library, {
      count: 60,
      retries: 0,
      pageSize: 1000,
      plan: plans.free,
    });
    assert.deepEqual(
      { subrequests, listed, failed, codes },
      { subrequests: 50, listed: 50, failed: 10, codes: { network: 10 } },
    );
  });

  test("sixteen teachers of a page each stay within the free plan when every request fails", async () => {
    const { subrequests, overLimit } = await invoke(library, {
      count: 16,
      pageSize: 1000,
      plan: plans.free,
      perSecond: 0,
    });
    assert.deepEqual({ subrequests, overLimit }, { subrequests: 48, overLimit: 0 });
  });

  test("consumers share the invocations out", () => {
    assert.equal(makespan([3, 1, 1, 1], 1), 6);
    assert.equal(makespan([3, 1, 1, 1], 2), 3);
  });
});

describe("the simulated clock", () => {
  test("passes by what is waited for, in its order, and leaves the real one alone", async () => {
    const { setTimeout: real } = globalThis;
    const clock = new SimulatedClock();
    const order = [];
    const { ms } = await clock.run(async () => {
      const wait = (time) => new Promise((resolve) => setTimeout(resolve, time)).then(() => order.push(time));
      await Promise.all([wait(3_600_000), wait(5), wait(60_000)]);
    });
    assert.deepEqual(
      { ms, order, same: globalThis.setTimeout === real },
      { ms: 3_600_000, order: [5, 60_000, 3_600_000], same: true },
    );
  });

  test("says so where nothing is waited for", async () => {
    await assert.rejects(
      new SimulatedClock().run(() => new Promise(() => {})),
      /stands still/,
    );
  });
});

describe("the page's Worker", () => {
  test("gives every teacher to the queue once", async () => {
    const { worker, env, teachers, sent } = await serve();
    await worker.scheduled({}, env);
    assert.deepEqual(
      sent.flatMap(({ body }) => body.userIds),
      teachers,
    );
    assert.ok(sent.every(({ body }) => body.userIds.length <= 100));
  });

  test("stores the lists of a share, and gives back to the queue whom it could not list", async () => {
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
  const emulator = library.createEmulator({
    credentials: { key: "a-key-for-tests", secret: "a-secret-for-tests" },
    // Asking to come back in an hour ends the call without a wait.
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

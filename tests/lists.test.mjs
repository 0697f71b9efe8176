// Lists that change while they are read: the paging of the package, its decision in wasm, and a simulated server that
// inserts, removes, moves, renames and ends meetings between requests. `complete: true` must never be wrong.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { generated } from "../scripts/build.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { seeded } from "./runtimes/suite/samples.mjs";

const RUNS = 100_000;
const CONTROL_RUNS = 5_000;
let folder;
let paging;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lists-"));
  paging = await bundled();
});
after(() => rm(folder, { recursive: true }));

/** `src/npm/client/paging.ts` with its wasm. The expression `decision` replaces `afterReading`. */
async function bundled(decision) {
  const outfile = join(folder, `${Math.random()}.mjs`);
  const replace = {
    name: "replace",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.\/wasm\/policy\.js$/ }, ({ importer }) =>
        decision && importer.endsWith("paging.ts") ? { path: "policy", namespace: "replaced" } : undefined,
      );
      onLoad({ filter: /.*/, namespace: "replaced" }, () => ({
        contents: `export * from "../wasm/policy.js"; export const afterReading = ${decision};`,
        resolveDir: join(root, "src", "npm", "client"),
      }));
    },
  };
  const entryPoints = [join(root, "src", "npm", "client", "paging.ts")];
  const plugins = [replace, generated("index")];
  await build({ entryPoints, bundle: true, format: "esm", platform: "neutral", outfile, plugins });
  return import(pathToFileURL(outfile).href);
}

/**
 * A list in order of its start times, which changes before some of the requests. It keeps what it was after each
 * change. What went never comes back as it was: no start time and no topic is used twice.
 */
class Server {
  #random;
  #rate;
  #rows = [];
  #count = 0;
  moments = [];

  constructor(seed) {
    this.#random = seeded(seed);
    this.#rate = this.#pick([0, 0.05, 0.15, 0.3, 0.6]);
    this.pageSize = 1 + this.#below(4);
    const length = this.#below(13);
    for (let i = 0; i < length; i++) this.#insert();
    this.#remember();
  }

  list = async (pageNum) => {
    while (this.#random() < this.#rate) this.#change();
    const { pageSize } = this;
    const list = this.#rows.slice((pageNum - 1) * pageSize, pageNum * pageSize);
    return { pageNum, pageSize, total: this.#rows.length, list, meta: { warnings: [] } };
  };

  #change() {
    const kind = this.#pick(["insert", "insert", "remove", "remove", "move", "rename", "end", "start"]);
    const place = this.#below(this.#rows.length);
    if (kind === "insert") this.#insert();
    else if (kind === "start") this.#insert(-this.#count);
    else if (this.#rows.length === 0) return;
    else if (kind === "remove") this.#rows.splice(place, 1);
    else if (kind === "end") this.#rows.shift();
    else if (kind === "move") this.#insert(undefined, this.#rows.splice(place, 1)[0].meetingId);
    else this.#rows[place] = { ...this.#rows[place], topic: `renamed ${++this.#count}` };
    this.#remember();
  }

  #insert(startTime = this.#random(), meetingId = `m${++this.#count}`) {
    const at = this.#rows.findIndex((row) => row.startTime > startTime);
    const row = { meetingId, meetingNumber: meetingId, startTime, topic: "" };
    this.#rows.splice(at < 0 ? this.#rows.length : at, 0, row);
  }

  #remember() {
    this.moments.push(shown(this.#rows));
  }

  #below(count) {
    return Math.floor(this.#random() * count);
  }

  #pick(values) {
    return values[this.#below(values.length)];
  }
}

const shown = (rows) => rows.map(({ meetingId, startTime, topic }) => `${meetingId}@${startTime} ${topic}`).join();
const inOrder = (meetings) => [...meetings].sort((a, b) => a.startTime - b.startTime);

/** How often `complete: true` was right, wrong and missing, and how often a meeting was given twice. */
async function simulate({ readAll }, runs) {
  const found = { right: 0, wrong: 0, incomplete: 0, ended: 0, doubled: 0, severalPages: 0 };
  for (let seed = 1; seed <= runs; seed++) {
    const server = new Server(seed);
    const all = await readAll(server.list, 1, {}, {}).catch((error) => {
      // A list that changes with almost every request may look like a server that repeats a page.
      if (error.reason !== "repeated_page") throw error;
    });
    if (!all) found.ended++;
    else if (!all.complete) found.incomplete++;
    else if (server.moments.includes(shown(inOrder(all.meetings)))) found.right++;
    else found.wrong++;
    const ids = (all?.meetings ?? []).map(({ meetingId, startTime }) => `${meetingId}@${startTime}`);
    if (new Set(ids).size < ids.length) found.doubled++;
    if (all?.complete && ids.length > server.pageSize) found.severalPages++;
  }
  return found;
}

describe("a list that changes while it is read", () => {
  test("is never wrongly called complete in 100,000 runs, and has no meeting twice", async (t) => {
    const found = await simulate(paging, RUNS);
    t.diagnostic(JSON.stringify(found));
    assert.deepEqual([found.wrong, found.doubled], [0, 0]);
    // Enough runs must reach these cases, or the test proves nothing.
    assert.ok(found.severalPages > RUNS / 4 && found.incomplete > RUNS / 20, JSON.stringify(found));
  });

  // The numbers of `Completeness`: 0 complete, 1 again, 2 changed.
  const names = "rows, firstRows, isShort, total, repeated, agrees, readings";
  for (const [what, decision] of Object.entries({
    "takes the first reading": "0",
    "takes a reading that holds as many as the server counts": "rows === total ? 0 : readings < 4 ? 1 : 2",
    "takes a second reading unseen": "readings < 2 ? 1 : 0",
  })) {
    test(`a wrong decision is found: one that ${what}`, async (t) => {
      const found = await simulate(await bundled(`([${names}]) => ${decision}`), CONTROL_RUNS);
      t.diagnostic(JSON.stringify(found));
      assert.ok(found.wrong > CONTROL_RUNS / 100, JSON.stringify(found));
    });
  }
});

// .dependency-cruiser.mjs: each of its rules finds an import that breaks it.

import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { cruise } from "dependency-cruiser";
import config, { rooms } from "../.dependency-cruiser.mjs";
import { root } from "../scripts/lib/paths.mjs";

const folder = mkdtempSync(join(tmpdir(), "imports-"));
after(() => rmSync(folder, { recursive: true }));

/** By rule: a file and a forbidden import. */
const mistakes = {
  "no-circle": ["src/npm/client/timers.ts", "./call.js"],
  "room-command": ["src/npm/command/list-command.ts", "../client/paging.js"],
  "room-testing": ["src/npm/testing/emulator.ts", "../client/paging.js"],
  "room-calendar": ["src/npm/calendar/feed.ts", "../text/invisible.js"],
  "room-explain": ["src/npm/explain/search.ts", "../client/timers.js"],
  "room-client": ["src/npm/client/options.ts", "node:fs"],
  "room-wasm": ["src/npm/wasm/tape.ts", "../client/paging.js"],
  "room-public": ["src/npm/public/meeting-codes.ts", "../text/invisible.js"],
  "room-text": ["src/npm/text/invisible.ts", "../public/types.js"],
  "room-generated": ["src/npm/generated/parameters.ts", "../public/types.js"],
  "entry-index": ["src/npm/index.ts", "./explain/explanation.js"],
  "entry-calendar": ["src/npm/calendar.ts", "./client/paging.js"],
  "entry-explain": ["src/npm/explain.ts", "./client/paging.js"],
  "entry-testing": ["src/npm/testing.ts", "./client/paging.js"],
  "no-other-room": ["src/npm/globals.d.ts", "./public/types.js"],
  "client-wasm": ["src/npm/wasm/instance.ts", "#explain-glue"],
  "calendar-small": ["src/npm/calendar/events.ts", "../client/paging.js"],
  "calendar-apart": ["src/npm/client/options.ts", "../wasm/calendar-calls.js"],
  "debugger-apart": ["src/npm/client/call.ts", "../wasm/debugger.js"],
  "debugger-wasm": ["src/npm/explain/search.ts", "../wasm/memory.js"],
  pages: ["www/meetings.ts", "../src/npm/client/paging.js"],
};

test("every rule finds the import that breaks it", async () => {
  for (const part of ["src/npm", "www"]) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const [file, from] of Object.values(mistakes)) appendFileSync(join(folder, file), `\nimport "${from}";\n`);
  const options = { ...config.options, ruleSet: config, validate: true, baseDir: folder };
  const { output } = await cruise(["src/npm", "www"], options);
  const found = output.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  for (const [rule, [file]] of Object.entries(mistakes)) {
    if (rule === "no-circle") assert.ok(found.some((line) => line.startsWith(`${rule}: `)));
    else assert.ok(found.includes(`${rule}: ${file}`), `${rule} finds nothing in ${file}`);
  }
  assert.deepEqual(Object.keys(mistakes).sort(), config.forbidden.map(({ name }) => name).sort());
});

test("rooms have no circle: each imports only rooms below it", () => {
  const names = Object.keys(rooms);
  for (const [name, others] of Object.entries(rooms))
    for (const other of others) assert.ok(names.indexOf(other) > names.indexOf(name), `${name} imports ${other}`);
});

test("no two files of src/npm have the same name, except types and index", () => {
  const files = readdirSync(join(root, "src", "npm"), { recursive: true }).filter((file) => file.endsWith(".ts"));
  const names = files.map((file) => basename(file)).filter((name) => name !== "types.ts" && name !== "index.ts");
  assert.deepEqual(
    names.filter((name, at) => names.indexOf(name) < at),
    [],
  );
});

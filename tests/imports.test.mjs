// .dependency-cruiser.mjs: each of its rules finds an import that breaks it.

import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { cruise } from "dependency-cruiser";
import config from "../.dependency-cruiser.mjs";
import { root } from "../scripts/lib/paths.mjs";

const folder = mkdtempSync(join(tmpdir(), "imports-"));
after(() => rmSync(folder, { recursive: true }));

/** By rule: a file, and what somebody might import there. */
const mistakes = {
  "no-circle": ["src/npm/client/timers.ts", "./call.js"],
  package: ["src/npm/client/options.ts", "node:fs"],
  command: ["src/npm/command/list-command.ts", "../client/paging.js"],
  "command-apart": ["src/npm/client/paging.ts", "../command/list-command.js"],
  entries: ["src/npm/entries/explain.ts", "../client/paging.js"],
  "entries-apart": ["src/npm/client/call.ts", "../entries/testing.js"],
  "client-glue": ["src/npm/client/call.ts", "#client-glue"],
  "explain-glue": ["src/npm/client/client.ts", "#explain-glue"],
  emulator: ["src/npm/testing/emulator.ts", "../public/error.js"],
  client: ["src/npm/client/operations.ts", "../explain/explanation.js"],
  shared: ["src/npm/text/invisible.ts", "./utf8.js"],
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

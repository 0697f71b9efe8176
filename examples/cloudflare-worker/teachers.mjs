// Fills the table of teachers (the KV namespace TEACHERS) from a CSV file of Zoom users:
//
//   npm run teachers -- users.csv            only checks the file
//   npm run teachers -- users.csv --local    for `npm run dev` on this machine
//   npm run teachers -- users.csv --remote   for the deployed Worker
//
// --remove-missing also removes the addresses that are in the table and not in the file. Exit status 3: some lines were
// left out.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { readUsers } from "./lib/users.mjs";

const options = { local: { type: "boolean" }, remote: { type: "boolean" }, "remove-missing": { type: "boolean" } };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const place = values.remote ? "--remote" : values.local ? "--local" : undefined;
if (positionals.length !== 1 || (values.local && values.remote)) {
  console.error("Usage: npm run teachers -- users.csv [--local | --remote] [--remove-missing]");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "teachers-"));
try {
  const { teachers, problems } = readUsers(readFileSync(positionals[0], "utf8"));
  for (const problem of problems) console.error(problem);
  console.log(`Teachers: ${teachers.size}. Problems: ${problems.length}.`);
  if (problems.length > 0) process.exitCode = 3;
  if (teachers.size === 0) throw new Error("The file has no teachers, so the table was not changed.");
  if (place) fill(teachers);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function fill(teachers) {
  const missing = inTable().filter((email) => !teachers.has(email));
  const pairs = [...teachers].map(([key, value]) => ({ key, value }));
  wrangler("bulk", "put", file(pairs));
  console.log(`The teachers of this file are in the table.`);
  if (missing.length === 0) return;
  if (values["remove-missing"]) wrangler("bulk", "delete", "--force", file(missing));
  const what = values["remove-missing"] ? "removed" : "still in the table. --remove-missing removes them";
  console.log(`Addresses that are not in this file: ${missing.length}, ${what}.`);
}

/** The addresses in the table. */
function inTable() {
  const output = wrangler("key", "list");
  return JSON.parse(output.slice(output.indexOf("["))).map(({ name }) => name);
}

function file(content) {
  const path = join(folder, "keys.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function wrangler(...command) {
  // Started by its path: on Windows, npx is not a program that can be started without a shell.
  const manifest = createRequire(import.meta.url).resolve("wrangler/package.json");
  const program = join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin.wrangler);
  const args = [program, "kv", ...command, "--binding", "TEACHERS", place];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: import.meta.dirname,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status === 0) return stdout;
  throw new Error(`wrangler kv ${command.slice(0, 2).join(" ")} failed:\n${stdout}${stderr}`);
}

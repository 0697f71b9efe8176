// node scripts/matrix.mjs: the packed tarball in many real runtimes and bundlers. The last line is "N passed, N failed".
//
// `node scripts/matrix.mjs deno vite` runs these rows only; `--tarball=<file>` takes that package and builds none; `--list` names the rows.
// A run of all rows writes the table in docs/matrix.md.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Advice, main, say, seconds, textOf } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { setup } from "./setup.mjs";

/** Every step of a row has a limit of its own; this one is for what was overlooked. */
const rowMs = 8 * 60_000;
const rowFolder = join(root, "tests", "matrix", "rows");
const page = join(root, "docs", "matrix.md");

await main(async () => {
  const { names, tarball, list } = readArguments(process.argv.slice(2));
  const rows = await loadRows(names);
  if (list) return rows.forEach(({ name }) => say(name));
  const started = Date.now();
  const context = await prepare(tarball);
  const done = [];
  for (const row of rows) done.push(await runRow(row, context));
  await context.close();
  summarise(done, started);
  if (names.length === 0) writeTable(done);
  const sum = (field) => done.reduce((total, entry) => total + entry[field], 0);
  say(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  // Not by itself: a row that was given up may have left something open.
  process.exit(sum("failed") > 0 ? 1 : 0);
});

function readArguments(given) {
  const options = given.filter((argument) => argument.startsWith("--"));
  const unknown = options.find((option) => option !== "--list" && !option.startsWith("--tarball="));
  if (unknown) throw new Advice(`There is no option ${unknown}: the options are --list and --tarball=<file>.`);
  const tarball = options.find((option) => option.startsWith("--tarball="))?.slice("--tarball=".length);
  return { names: given.filter((argument) => !argument.startsWith("--")), tarball, list: options.includes("--list") };
}

/** The files in order of their names, the rows in order of their files; names may end in `*`. */
async function loadRows(names) {
  const files = readdirSync(rowFolder).filter((file) => file.endsWith(".mjs")).sort(byOrder);
  const loaded = await Promise.all(files.map((file) => import(pathToFileURL(join(rowFolder, file)))));
  const all = loaded.flatMap(({ rows }) => rows);
  const fits = (name) => (row) => (name.endsWith("*") ? row.name.startsWith(name.slice(0, -1)) : row.name === name);
  const unknown = names.find((name) => !all.some(fits(name)));
  if (unknown) throw new Advice(`There is no row "${unknown}": the rows are ${all.map(({ name }) => name).join(", ")}.`);
  return names.length === 0 ? all : all.filter((row) => names.some((name) => fits(name)(row)));
}

/** As in the table: what the package is, where it runs, what bundles it, who else uses it. */
function byOrder(a, b) {
  const order = ["package", "types", "commands", "workers", "edge", "browsers", "bundlers", "frameworks", "odd"];
  const place = (file) => order.indexOf(file.replace(".mjs", ""));
  return place(a) - place(b);
}

async function prepare(given) {
  await setup({ browser: true });
  const tarball = given ? resolve(given) : await buildAndPack();
  const { installTarball, startHelper, nodeBinaries, ensureBrowsers } = await tools();
  const installed = await installTarball(tarball);
  await ensureBrowsers().catch((error) => say(`  ${textOf(error)}`)); // their rows will fail and say so
  const helper = await startHelper();
  return { tarball, installed, nodes: await nodeBinaries(), server: helper.url, close: helper.close };
}

async function buildAndPack() {
  const { build } = await import("./build.mjs");
  const { pack } = await import("./pack.mjs");
  await build({});
  return (await pack()).tarball;
}

/** After the set-up only: they import npm packages. */
async function tools() {
  const { ensureBrowsers } = await import("./lib/matrix/browsers.mjs");
  const { installTarball } = await import("./lib/matrix/tarball.mjs");
  const { nodeBinaries } = await import("./lib/nodes.mjs");
  const { startHelper } = await import("../tests/runtimes/server.mjs");
  return { ensureBrowsers, installTarball, nodeBinaries, startHelper };
}

/** Runs one row and notes how it went; it never throws. */
async function runRow(row, context) {
  say(`\n== ${row.name} ==`);
  const started = Date.now();
  const entry = { ...row, ...(await outcome(row, context)), seconds: seconds(started) };
  entry.failures = entry.results.filter(({ ok }) => !ok);
  entry.failed = entry.failures.length;
  entry.passed = entry.results.length - entry.failed;
  for (const { name, error } of entry.failures) say(`✖ ${name}\n${indent(error)}`);
  say(`${entry.failed ? "✖" : "✔"} ${entry.passed} passed, ${entry.failed} failed${entry.version ? `, version ${entry.version}` : ""}${entry.loads ? `, loads ${entry.loads}` : ""} (${entry.seconds} s)`);
  return entry;
}

async function outcome(row, context) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished after ${rowMs / 1000} s`)), rowMs);
  });
  try {
    const found = await Promise.race([row.run(context), late]);
    // A row that runs nothing must not look well.
    if (found.results.length === 0) throw new Error("it ran no test");
    return found;
  } catch (error) {
    return { results: [{ name: `${row.name}: runs`, ok: false, error: textOf(error) }] };
  } finally {
    clearTimeout(timer);
  }
}

function indent(text) {
  return String(text).split("\n").slice(0, 12).map((line) => `    ${line}`).join("\n");
}

function summarise(done, started) {
  say(`\n${"row".padEnd(30)}seconds  passed  failed`);
  for (const { name, seconds: took, passed, failed } of done) say(`${name.padEnd(30)}${String(took).padStart(7)}${String(passed).padStart(8)}${String(failed).padStart(8)}`);
  say(`${done.length} rows in ${seconds(started)} s`);
}

/** No counts and no times: the page changes only when a version or a result does. */
function writeTable(done) {
  const lines = done.map(({ title, version = "", loads = "", what = "", failed }) => `| ${title} | ${version} | ${loads && `\`${loads}\``} | ${what} | ${failed ? "fails" : "works"} |`);
  const table = ["| where | version | loads | what ran | result |", "|---|---|---|---|---|", ...lines].join("\n");
  const text = readFileSync(page, "utf8");
  const next = text.replace(/(<!-- matrix -->\n)[\s\S]*?(<!-- \/matrix -->)/, (_, before, after) => `${before}\n${table}\n\n${after}`);
  if (next !== text) writeFileSync(page, next);
}

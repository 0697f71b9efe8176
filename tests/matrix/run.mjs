// npm run test:matrix: the packed tarball in many runtimes and bundlers. The last line is "N passed, N failed".
//
// `npm run test:matrix -- deno 'vite*'` runs only these rows, `--tarball=<file>` uses that package without a build, and
// `--list` prints the rows. A run writes its rows into the table of docs/matrix.md.

import { resolve } from "node:path";
import { Advice, main, say, seconds, textOf } from "../../scripts/lib/log.mjs";
import { setup } from "../../scripts/setup.mjs";

/** The limit for a row. Its steps have their own limits. */
const rowMs = 8 * 60_000;

await main(async () => {
  const { names, tarball, list } = readArguments(process.argv.slice(2));
  // The set-up goes first, because the rows import npm packages.
  await setup({ browser: true });
  const { loadRows, writeTable } = await tables();
  const all = await loadRows();
  const rows = chosen(all, names);
  if (list) return rows.forEach(({ name }) => say(name));
  const started = Date.now();
  const context = await prepare(tarball);
  const done = [];
  for (const row of rows) done.push(await runRow(row, context));
  await context.close();
  summarize(done, started);
  writeTable(
    all,
    done.filter(({ notRun }) => !notRun),
  );
  const sum = (field) => done.reduce((total, entry) => total + entry[field], 0);
  say(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  // Exit explicitly: a row that timed out may have left something open.
  process.exit(sum("failed") > 0 || sum("passed") === 0 ? 1 : 0);
});

function readArguments(given) {
  const options = given.filter((argument) => argument.startsWith("--"));
  const unknown = options.find((option) => option !== "--list" && !option.startsWith("--tarball="));
  if (unknown) throw new Advice(`There is no option ${unknown}: the options are --list and --tarball=<file>.`);
  const tarball = options.find((option) => option.startsWith("--tarball="))?.slice("--tarball=".length);
  return { names: given.filter((argument) => !argument.startsWith("--")), tarball, list: options.includes("--list") };
}

/** Names may end with `*`. */
function chosen(all, names) {
  const fits = (name) => (row) => (name.endsWith("*") ? row.name.startsWith(name.slice(0, -1)) : row.name === name);
  const unknown = names.find((name) => !all.some(fits(name)));
  if (unknown)
    throw new Advice(`There is no row "${unknown}": the rows are ${all.map(({ name }) => name).join(", ")}.`);
  return names.length === 0 ? all : all.filter((row) => names.some((name) => fits(name)(row)));
}

async function prepare(given) {
  const tarball = given ? resolve(given) : await buildAndPack();
  const { installTarball, startHelper, nodeBinaries, ensureBrowsers } = await tools();
  const installed = await installTarball(tarball);
  await ensureBrowsers().catch((error) => say(`  ${textOf(error)}`)); // their rows will fail and say so
  const helper = await startHelper();
  return { tarball, installed, nodes: await nodeBinaries(), server: helper.url, close: helper.close };
}

async function buildAndPack() {
  const { build } = await import("../../scripts/build.mjs");
  const { pack } = await import("../support/pack.mjs");
  await build({});
  return (await pack()).tarball;
}

async function tables() {
  return { ...(await import("./lib/rows.mjs")), ...(await import("./lib/table.mjs")) };
}

/** They import npm packages, as the rows do. */
async function tools() {
  const { ensureBrowsers } = await import("./lib/browsers.mjs");
  const { installTarball } = await import("./lib/tarball.mjs");
  const { nodeBinaries } = await import("../support/nodes.mjs");
  const { startHelper } = await import("../runtimes/server.mjs");
  return { ensureBrowsers, installTarball, nodeBinaries, startHelper };
}

/** Runs one row and records the result. It never throws. */
async function runRow(row, context) {
  say(`\n== ${row.name} ==`);
  const started = Date.now();
  const entry = { ...row, ...(await outcome(row, context)), seconds: seconds(started) };
  entry.failures = entry.results.filter(({ ok }) => !ok);
  entry.failed = entry.failures.length;
  entry.passed = entry.results.length - entry.failed;
  for (const { name, error } of entry.failures) say(`✖ ${name}\n${indent(error)}`);
  say(
    entry.notRun
      ? `– not run: ${entry.notRun}`
      : `${entry.failed ? "✖" : "✔"} ${entry.passed} passed, ${entry.failed} ` +
          `failed${entry.version ? `, version ${entry.version}` : ""}${entry.loads ? `, loads ${entry.loads}` : ""} ` +
          `(${entry.seconds} s)`,
  );
  return entry;
}

async function outcome(row, context) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished after ${rowMs / 1000} s`)), rowMs);
  });
  try {
    const found = await Promise.race([row.run(context), late]);
    // A row without results fails.
    if (found.results.length === 0) throw new Error("it ran no test");
    return found;
  } catch (error) {
    if (error.name === "NotHere" && !process.env.CI) return { results: [], notRun: error.message };
    return { results: [{ name: `${row.name}: runs`, ok: false, error: textOf(error) }] };
  } finally {
    clearTimeout(timer);
  }
}

function indent(text) {
  return String(text)
    .split("\n")
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join("\n");
}

function summarize(done, started) {
  say(`\n${"row".padEnd(30)}seconds  passed  failed`);
  for (const { name, seconds: took, passed, failed } of done)
    say(`${name.padEnd(30)}${String(took).padStart(7)}${String(passed).padStart(8)}${String(failed).padStart(8)}`);
  say(`${done.length} rows in ${seconds(started)} s`);
  for (const { name, notRun } of done.filter((entry) => entry.notRun)) say(`${name} was not run: ${notRun}`);
}

// npm test: sets up, builds, and runs everything. `npm test -- native wasm` runs only these steps; `--keep-going`
// continues after a failed step. The last line is "N passed, N failed".
// npm run check: runs the steps that need neither a build nor a browser.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { countTests } from "./lib/counts.mjs";
import { Advice, main, say, seconds, textOf } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { npm, run } from "./lib/run.mjs";
import { rustVersionWanted } from "./lib/rust.mjs";
import { setup } from "./setup.mjs";

const wasm32 = ["--target", "wasm32-unknown-unknown"];
const manifests = ["Cargo.toml", "fuzz/Cargo.toml", "tests/judges/rust/Cargo.toml"];
const denyWarnings = ["--", "-D", "warnings"];

/** The output of the current step's tools. Its tests are counted from this, even if it fails. */
let printed = [];

/** The order matters: steps that fail quickly are first. */
const steps = {
  format,
  lint,
  native: () => cargo("test", "--features", "calendar,explain"),
  minimum,
  wasm: () => node("tests/wasm.mjs"),
  types,
  size: () => node("scripts/size.mjs"),
  docs: () => node(["node_modules/typedoc/bin/typedoc", "--emit", "none", "--tsconfig", "docs/tsconfig.json"]),
  node: () => nodeTests(files("tests", ".test.mjs")),
  runtimes,
  faults: () => nodeTests(["tests/faults/faults.test.mjs"]),
  // A tenth of `npm run soak`.
  soak: () => nodeTests(files("tests/soak", ".test.mjs"), { ...process.env, SOAK: "0.1" }),
  www: () => nodeTests(files("tests/www", ".test.mjs")),
};

/** These steps need neither the built package nor a browser. */
const withoutBuild = ["format", "lint", "native", "minimum", "types"];

await main(async () => {
  const { names, keepGoing } = readArguments(process.argv.slice(2));
  const done = [];
  const needsBuild = names.some((name) => !withoutBuild.includes(name));
  await attempt(done, "set-up", () => setup({ checks: true, browser: needsBuild }));
  if (needsBuild && !failed(done)) await attempt(done, "build", buildAll);
  if (!failed(done)) {
    for (const name of names) {
      await attempt(done, name, steps[name]);
      if (failed(done) && !keepGoing) break;
    }
  }
  summarize(done, names);
});

function readArguments(given) {
  const names = given.filter((argument) => !argument.startsWith("--"));
  const unknown = given.find((argument) => argument !== "--keep-going" && !(argument in steps));
  if (unknown)
    throw new Advice(
      `There is no step "${unknown}": the steps are ${Object.keys(steps).join(", ")}; the one option is --keep-going.`,
    );
  return {
    names: Object.keys(steps).filter((name) => names.length === 0 || names.includes(name)),
    keepGoing: given.includes("--keep-going"),
  };
}

/** Runs one step and records its result. It never throws. */
async function attempt(done, name, work) {
  say(`\n== ${name} ==`);
  const started = Date.now();
  const entry = { name, passed: 0, failed: 0, ok: true };
  printed = [];
  try {
    await work();
  } catch (error) {
    entry.ok = false;
    say(`\n${textOf(error)}`);
  }
  Object.assign(entry, countTests(printed.join("\n")));
  entry.ok &&= entry.failed === 0;
  // A step that fails without a failed test (a lint, a crash, a time-out) counts as one failure.
  if (!entry.ok) entry.failed ||= 1;
  done.push({ ...entry, seconds: seconds(started) });
}

function failed(done) {
  return done.some(({ ok }) => !ok);
}

function summarize(done, names) {
  say("\nstep        seconds  passed  failed");
  for (const { name, seconds: took, passed, failed: broken } of done) {
    say(`${name.padEnd(12)}${String(took).padStart(7)}${String(passed).padStart(8)}${String(broken).padStart(8)}`);
  }
  const skipped = names.filter((name) => !done.some((entry) => entry.name === name));
  if (skipped.length > 0) say(`not run: ${skipped.join(", ")}`);
  const sum = (field) => done.reduce((total, entry) => total + entry[field], 0);
  if (failed(done)) process.exitCode = 1;
  say(`\n${sum("passed")} passed, ${sum("failed")} failed`);
}

async function buildAll() {
  const { build } = await import("./build.mjs");
  await build({});
}

async function format() {
  await biome("format");
  for (const manifest of manifests) await cargo("fmt", "--check", "--manifest-path", manifest);
}

async function lint() {
  await biome("lint", "--error-on-warnings");
  await node(["node_modules/dependency-cruiser/bin/dependency-cruise.mjs", "src/npm", "www"]);
  await node("scripts/lines.mjs");
  await node("scripts/language.mjs");
  await cargo("clippy", "--lib", ...denyWarnings);
  await cargo("clippy", "--all-targets", "--features", "calendar,explain", ...denyWarnings);
  await cargo(
    "clippy",
    ...wasm32,
    "--features",
    "wasm-client",
    "--lib",
    "--test",
    "node",
    "--test",
    "browser",
    ...denyWarnings,
  );
  for (const features of ["wasm-calendar", "wasm-explain"])
    await cargo("clippy", ...wasm32, "--features", features, "--lib", ...denyWarnings);
}

/** Checks that the crate compiles with the `rust-version` of Cargo.toml. CI also runs the native tests with it. */
async function minimum() {
  const version = rustVersionWanted();
  await tool("rustup", ["toolchain", "install", version, "--profile", "minimal"], { label: `Rust ${version}` });
  const check = ["run", version, "cargo", "check", "--locked", "--lib", "--target-dir", "target/minimum"];
  for (const features of [[], ["--features", "calendar"], ["--features", "explain"]])
    await tool("rustup", [...check, ...features], { label: "cargo check" });
}

async function types() {
  const [command, first] = npm();
  await tool(command, [...first, "run", "typecheck"], { label: "typecheck" });
}

/** The runtimes share one packed and installed copy of the package. */
async function runtimes() {
  const { pack } = await import("../tests/support/pack.mjs");
  const installed = await (await pack()).install();
  const runners = ["node", "workerd", "browser"].map((name) => `tests/runtimes/${name}.mjs`);
  const env = { ...process.env, ZOOM_LTI_PRO_INSTALLED: installed };
  // Run in sequence: on a small machine, parallel runners would exceed time limits. Run all: a failure in a single
  // runtime is a useful clue.
  const failures = [];
  for (const runner of runners) await nodeTests([runner], env).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

function nodeTests(paths, env = process.env) {
  return node(["--test", "--test-reporter=spec", ...paths], env);
}

/** With an empty list, `node --test` would search for tests everywhere. */
function files(folder, ending) {
  const path = join(root, folder);
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(ending)) : [];
  if (names.length === 0) throw new Advice(`There are no tests (*${ending}) in ${folder}.`);
  return names.sort().map((name) => `${folder}/${name}`);
}

function node(args, env) {
  const list = [args].flat();
  return tool(process.execPath, list, { env, label: list.at(-1), timeoutMs: 30 * 60_000 });
}

/** Started by path: PATH has node_modules/.bin only if npm started this script. */
function biome(...args) {
  const program = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  return tool(process.execPath, [program, ...args], { label: `biome ${args[0]}` });
}

function cargo(...args) {
  return tool("cargo", args, { label: `cargo ${args[0]}`, timeoutMs: 40 * 60_000 });
}

async function tool(command, args, options) {
  const started = Date.now();
  try {
    printed.push(await run(command, args, options));
  } catch (error) {
    printed.push(error.output ?? "");
    throw error;
  } finally {
    say(`· ${options.label}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}

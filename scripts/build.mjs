// Builds everything: Rust to wasm, TypeScript to dist/, the demo to dist-www/. Does nothing when nothing changed.

import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { patchGlue, shortNames } from "./lib/glue.mjs";
import { main, say, seconds } from "./lib/log.mjs";
import { oneFile } from "./lib/one-file.mjs";
import { withoutPanicMessages } from "./lib/panics.mjs";
import { projectCache, root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { withDocument, withSample } from "./lib/sample.mjs";
import { setup } from "./setup.mjs";

const dist = join(root, "dist");
const wwwDist = join(root, "dist-www");
const work = join(projectCache, "build");

/**
 * The wasm modules: the client, and what must not make the client larger. At "z", a feed takes a fifth more time;
 * at "s", the calendar is 0.8 KiB (brotli) larger. The debugger has std, so it has std's panics, 3.7 KiB; `compact`
 * saves another 3.3 KiB, and the search takes the same time.
 */
const modules = [
  { name: "client", features: "wasm-freestanding" },
  { name: "calendar", features: "wasm-calendar", optLevel: "s" },
  { name: "explain", features: "wasm-explain", hasStd: true, compact: true },
];

/** The scripts that affect the output of the build. */
const builders = [
  "scripts/build.mjs",
  ...["glue", "one-file", "panics", "sample"].map((name) => `scripts/lib/${name}.mjs`),
];

/** What the reference is made of, and what makes it. */
const documents = [
  ...["dist/types", "docs", "examples/README.md"],
  ...namesIn(join(root, "examples"))
    .filter((name) => !name.includes("."))
    .map((name) => `examples/${name}/README.md`),
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
];
const typedoc = ["scripts/lib/typedoc-plugin.mjs", "www/reference", "package-lock.json"];

/** Builds what is out of date; `force` builds all. */
export async function build({ force = false } = {}) {
  const started = Date.now();
  mkdirSync(work, { recursive: true });
  const wasm = await step(
    "wasm",
    ["Cargo.toml", "Cargo.lock", "src", ...builders],
    ".rs|.toml|.lock|.mjs",
    force,
    buildWasm,
  );
  const js = await step(
    "package",
    ["src", "tsconfig.json", "package.json", ...builders],
    ".ts|.json|.mjs",
    force || wasm,
    buildPackage,
  );
  await step("demo", ["www", "scripts/lib/code-sample.mjs", ...builders], "", force || js, buildDemo);
  await step("reference", [...documents, ...typedoc], ".d.ts|.md|.json|.css|.mjs", force, buildReference);
  say(`· Built (${seconds(started)} s)`);
}

/** Runs `make` if the inputs have changed since its last success. */
async function step(name, inputs, endings, force, make) {
  const stamp = join(work, `${name}.stamp`);
  const now = fingerprint(inputs, endings.split("|"));
  if (!force && read(stamp) === now) return false;
  rmSync(stamp, { force: true });
  say(`· Building ${name}`);
  await make();
  writeFileSync(stamp, now);
  return true;
}

function fingerprint(inputs, endings) {
  const hash = createHash("sha256");
  for (const path of inputs.flatMap((input) => files(join(root, input)))) {
    if (endings.some((ending) => path.endsWith(ending))) hash.update(path).update("\0").update(readFileSync(path));
  }
  return hash.digest("hex");
}

function files(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    return [path].filter((file) => statSync(file, { throwIfNoEntry: false }));
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function read(path) {
  return statSync(path, { throwIfNoEntry: false }) ? readFileSync(path, "utf8") : undefined;
}

async function buildWasm() {
  // This goes first: the flags below rename folders that it creates.
  await run("cargo", ["fetch", "--locked"], { quiet: true });
  for (const module of modules) await buildModule(module);
}

async function buildModule({ name, features, optLevel, hasStd, compact }) {
  const target = join(root, "target", "npm");
  await run(
    "cargo",
    [
      "rustc",
      "--release",
      "--lib",
      "--crate-type",
      "cdylib",
      "--target",
      "wasm32-unknown-unknown",
      "--target-dir",
      target,
      "--features",
      features,
    ],
    {
      label: `cargo (${name})`,
      quiet: true,
      env: {
        ...process.env,
        CARGO_ENCODED_RUSTFLAGS: [...rustFlags(), ...(compact ? compactFlags : [])].join("\x1f"),
        ...(optLevel && { CARGO_PROFILE_RELEASE_OPT_LEVEL: optLevel }),
      },
    },
  );
  const out = join(work, name);
  await run(
    "wasm-bindgen",
    [
      "--target",
      "web",
      "--omit-default-module-path",
      "--experimental-reset-state-function",
      "--no-typescript",
      "--out-dir",
      out,
      "--out-name",
      name,
      join(target, "wasm32-unknown-unknown", "release", "zoom_lti_pro.wasm"),
    ],
    { quiet: true },
  );
  const bound = join(out, `${name}_bg.wasm`);
  if (hasStd) writeFileSync(bound, await withoutPanicMessages(readFileSync(bound)));
  const names = await optimize(bound, join(out, `${name}.wasm`), compact ? compactPasses : []);
  writeFileSync(join(out, "glue.js"), shortNames(patchGlue(readFileSync(join(out, `${name}.js`), "utf8")), names));
}

/**
 * Optimizes a wasm file. It also shortens the names of imports and exports, a thirtieth of the download, and returns
 * them.
 */
async function optimize(input, output, more) {
  // The second round and the removal of alignment hints save 200 bytes (brotli) and cost no time.
  const passes = ["-O3", "-O3", "--dealign"];
  const flags = [
    ...wasmFeatures,
    ...passes,
    ...more,
    "--strip-producers",
    "--strip-target-features",
    "--minify-imports-and-exports-and-modules",
  ];
  return JSON.parse(
    await run(
      process.execPath,
      [join(root, "node_modules", "binaryen", "bin", "wasm-opt"), ...flags, input, "-o", output],
      { label: "wasm-opt", quiet: true },
    ),
  );
}

/**
 * Functions of more than 20 bytes stay apart: brotli finds fewer repetitions in long ones. For the same reason, an
 * expression that occurs twice is computed twice. Nothing in memory has an address below 1024, where the stack ends, so
 * wasm-opt may add constants to addresses.
 */
const compactPasses = ["--low-memory-unused", "--one-caller-inline-max-function-size=20", "--skip-pass=local-cse"];

/** LLVM would give each loop its own counters, in place of sums that brotli finds again in other loops. */
const compactFlags = ["-Cllvm-args=-disable-lsr"];

/** The wasm must not contain paths of this machine. Rust's default stack of 1 MiB would waste sixteen pages. */
function rustFlags() {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const registries = join(cargoHome, "registry", "src");
  // The registry's folder contains one folder, named after the host.
  const crates = statSync(registries, { throwIfNoEntry: false })
    ? readdirSync(registries).map((name) => [join(registries, name), "/crates"])
    : [];
  // If several match, rustc uses the last.
  const names = [[cargoHome, "/cargo"], ...crates, [root, "/zoom-lti-pro"]];
  // The debugger's rare hashes need not be fast.
  const compact = '--cfg=sha2_backend_soft="compact"';
  return [...names.map(([from, to]) => `--remap-path-prefix=${from}=${to}`), "-Clink-arg=-zstack-size=65536", compact];
}

/** Listed one by one: with all features, wasm-opt writes modules that V8 rejects. */
const wasmFeatures = [
  "bulk-memory",
  "bulk-memory-opt",
  "sign-ext",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "multivalue",
  "call-indirect-overlong",
].map((feature) => `--enable-${feature}`);

const entries = ["index", "calendar", "explain", "testing"];

/** The runtimes of the package's exports map: the client's file, and the ending of the other entries' files. */
const runtimes = { index: "", workerd: ".workerd", "edge-light": ".edge-light" };

async function buildPackage() {
  const esbuild = await import("esbuild");
  rmSync(dist, { recursive: true, force: true });
  // Whitespace stays: this keeps the annotations for tree shaking, and Node prints only a short line with an error.
  const common = {
    absWorkingDir: root,
    bundle: true,
    target: "es2022",
    platform: "neutral",
    format: "esm",
    legalComments: "none",
    logLevel: "warning",
    // The calendar uses no tape, and its glue has none. esbuild drops the functions that read it.
    logOverride: { "import-is-undefined": "silent" },
    minifySyntax: true,
    minifyIdentifiers: true,
    outdir: dist,
  };
  const inject = [source("text/utf8.ts")];
  for (const [runtime, ending] of Object.entries(runtimes)) {
    // Only the default file may run on a platform without TextEncoder.
    const options = { ...common, inject: ending === "" ? inject : [] };
    const apart = separateFiles({ "public/error.ts": "./error.js", "index.ts": `./${runtime}.js` });
    for (const name of entries) {
      const file = name === "index" ? runtime : `${name}${ending}`;
      await esbuild.build({
        ...options,
        entryPoints: { [file]: source(`${name}.ts`) },
        plugins: [generated(runtime, wasmOf(name)), apart, withoutComments()],
      });
    }
  }
  await esbuild.build({
    ...common,
    entryPoints: { error: source("public/error.ts") },
    plugins: [withoutComments()],
  });
  // With `platform: "node"`, an ES module can import the exports by name (`node --conditions=require`). CommonJS files
  // bundle everything except the client: two copies would mean two wasm instances.
  for (const name of entries)
    await esbuild.build({
      ...common,
      entryPoints: { [name]: source(`${name}.ts`) },
      plugins: [generated("index", wasmOf(name)), separateFiles({ "index.ts": "./index.cjs" }), withoutComments()],
      platform: "node",
      format: "cjs",
      outExtension: { ".js": ".cjs" },
      inject,
    });
  await buildCommand(esbuild);
  for (const { name } of modules) cpSync(join(work, name, `${name}.wasm`), join(dist, `${name}.wasm`));
  await declarations();
}

function source(name) {
  return join(root, "src", "npm", name);
}

/** The wasm module of an entry. The emulator uses the client's. */
function wasmOf(entry) {
  return entry === "explain" || entry === "calendar" ? entry : "client";
}

/** Resolves `#load` to the loader of a runtime, and what the wasm step generates: `#client-glue`, `#wasm` and so on. */
export function generated(runtime, wasm = "client") {
  return {
    name: "generated",
    setup(build) {
      build.onResolve({ filter: /^#load$/ }, () => ({ path: source(`wasm/load/${runtime}.ts`) }));
      build.onResolve({ filter: /^#wasm(\?module)?$/ }, ({ path }) => ({
        path: path.replace("#wasm", `./${wasm}.wasm`),
        external: true,
      }));
      build.onResolve({ filter: /^#(\w+-glue|wasm-base64)$/ }, ({ path }) => ({
        // What the calendar has in common with the client is in its own wasm, too.
        path: path === "#client-glue" ? `#${wasm}-glue` : path,
        namespace: "generated",
        sideEffects: false,
      }));
      build.onLoad({ filter: /-glue$/, namespace: "generated" }, ({ path }) => {
        const name = path.slice(1).replace("-glue", "");
        return { contents: readFileSync(join(work, name, "glue.js"), "utf8"), loader: "js" };
      });
      build.onLoad({ filter: /^#wasm-base64$/, namespace: "generated" }, () => {
        const base64 = readFileSync(join(work, wasm, `${wasm}.wasm`)).toString("base64");
        return { contents: `export default "${base64}"`, loader: "js" };
      });
    },
  };
}

/**
 * Modules that stay files of their own in dist/, by their source. Each client file contains the rest of the client: no
 * process loads two of them, and each extra file adds a millisecond to the start of Node.
 */
function separateFiles(places) {
  const separate = new Map(Object.entries(places).map(([name, path]) => [source(name.replace(/\.ts$/, ".js")), path]));
  return {
    name: "separate-files",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, kind, resolveDir }) => {
        const place = kind === "entry-point" ? undefined : separate.get(join(resolveDir, path));
        return place && { path: place, external: true };
      });
    },
  };
}

/** esbuild would keep the comments in classes. */
function withoutComments() {
  return {
    name: "without-comments",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, "utf8").replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n/gm, ""),
        loader: "ts",
      }));
    },
  };
}

/** The command, for Node only. It is checked against the published declarations and imports the published files. */
async function buildCommand(esbuild) {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  await esbuild.build({
    bundle: true,
    target: "node20",
    platform: "node",
    format: "esm",
    legalComments: "none",
    logLevel: "warning",
    minifySyntax: true,
    plugins: [publishedEntries()],
    define: { VERSION: JSON.stringify(version) },
    banner: { js: "#!/usr/bin/env node" },
    entryPoints: { command: join(root, "src", "npm", "command", "main.ts") },
    outdir: dist,
  });
  chmodSync(join(dist, "command.js"), 0o755);
}

function publishedEntries() {
  return {
    name: "published-entries",
    setup(build) {
      build.onResolve({ filter: /^zoom-lti-pro(\/\w+)?$/ }, ({ path }) => ({
        path: `./${path.split("/")[1] ?? "index"}.js`,
        external: true,
      }));
    },
  };
}

/** Writes the declarations twice: for `import` and, with other names, for `require`. */
async function declarations() {
  const types = join(dist, "types");
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  await run(process.execPath, [tsc, "-p", join(root, "tsconfig.json"), "--outDir", types], {
    label: "tsc",
    quiet: true,
  });
  const published = reachable(entries.map((name) => join(types, `${name}.d.ts`)));
  for (const file of files(types)) if (!published.has(file)) rmSync(file);
  for (const file of published) {
    // The mark of private fields would make the classes of two copies of this package incompatible.
    const text = readFileSync(file, "utf8").replaceAll(/^ *#private;\n/gm, "");
    writeFileSync(file, text);
    writeFileSync(file.replace(/\.d\.ts$/, ".d.cts"), text.replaceAll(/(from\s+"\.[^"]*)\.js"/g, '$1.cjs"'));
  }
}

/** Declarations, and those that they refer to. */
function reachable(entries) {
  const found = new Set(entries);
  // The loop also visits what it adds.
  for (const file of found) {
    for (const [, name] of readFileSync(file, "utf8").matchAll(/from\s+"(\.[^"]*)\.js"/g))
      found.add(join(dirname(file), `${name}.d.ts`));
  }
  return found;
}

async function buildDemo() {
  const esbuild = await import("esbuild");
  const site = join(wwwDist, "site");
  rmSync(join(wwwDist, "worker"), { recursive: true, force: true });
  // Another step writes the reference.
  for (const name of namesIn(site))
    if (name !== "reference") rmSync(join(site, name), { recursive: true, force: true });
  const common = {
    bundle: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    // The tsconfig.json of www/ refers to the sources of the package, not to the build.
    tsconfig: join(root, "tsconfig.json"),
  };
  const pages = { meetings: www("meetings.ts"), style: www("meetings.css") };
  const fonts = { loader: { ".woff2": "file" }, assetNames: "fonts/[name]" };
  const calendar = { calendar: join(dist, "calendar.js") };
  await esbuild.build({
    ...common,
    ...fonts,
    minify: true,
    entryPoints: { ...pages, ...calendar },
    outdir: site,
    plugins: [calendarApart()],
  });
  cpSync(www("fonts/LICENSE-OFL.txt"), join(site, "fonts", "LICENSE-OFL.txt"));
  await esbuild.build({
    ...common,
    conditions: ["workerd"],
    entryPoints: { worker: www("worker.ts"), "emulator-worker": www("emulator-worker.ts") },
    outdir: join(wwwDist, "worker"),
    external: ["*.wasm"],
  });
  cpSync(join(dist, "client.wasm"), join(wwwDist, "worker", "client.wasm"));
  // Imported here, because the setup installs npm packages after this file is loaded.
  const { withCodeSample } = await import("./lib/code-sample.mjs");
  const sample = readFileSync(www("sample/worker.ts"), "utf8");
  writeFileSync(join(site, "index.html"), withCodeSample(readFileSync(www("index.html"), "utf8"), sample));
  await buildDebugger(esbuild, { ...common, minify: true }, join(site, "debug"));
}

function namesIn(folder) {
  return statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [];
}

/** The reference and the documents, by the settings in docs/tsconfig.json. A warning fails only `npm test -- docs`. */
async function buildReference() {
  const program = join(root, "node_modules", "typedoc", "bin", "typedoc");
  const settings = ["--tsconfig", join(root, "docs", "tsconfig.json"), "--treatWarningsAsErrors", "false"];
  await run(process.execPath, [program, ...settings], { label: "typedoc", quiet: true });
}

function www(name) {
  return join(root, "www", name);
}

/** Builds the debugger's page, with its sample explained. Its worker is a file of its own; the one-file page has it. */
async function buildDebugger(esbuild, common, folder) {
  const text = async (entry, options) =>
    (await esbuild.build({ ...common, entryPoints: [www(entry)], write: false, ...options })).outputFiles[0].text;
  const worker = await text("debug/worker.ts", { format: "iife" });
  const page = withSample(readFileSync(www("debug/index.html"), "utf8"), await explainedSample(esbuild, common));
  const style = await text("debug/debug.css");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.html"), page);
  writeFileSync(join(folder, "debug.css"), style);
  writeFileSync(join(folder, "debug.js"), await text("debug/debug.ts", { plugins: [workerApart()] }));
  writeFileSync(join(folder, "worker-text.js"), `export default ${JSON.stringify(worker)};\n`);
  const script = await text("debug/debug.ts", { plugins: [inlineWorker(worker)] });
  writeFileSync(join(folder, "zoom-lti-pro-debugger.html"), oneFile({ page, style, script }));
}

/** What `prerender.ts` makes of the sample. */
async function explainedSample(esbuild, common) {
  const outfile = join(work, "prerender.mjs");
  const platform = { platform: "node", format: "esm", minify: false };
  await esbuild.build({ ...common, ...platform, entryPoints: [www("debug/prerender.ts")], outfile });
  const { prerender } = await import(`${pathToFileURL(outfile)}?${Date.now()}`);
  return withDocument(prerender);
}

/** The page loads the calendar only for a download. */
function calendarApart() {
  return {
    name: "calendar-apart",
    setup(build) {
      build.onResolve({ filter: /^zoom-lti-pro\/calendar$/ }, () => ({ path: "./calendar.js", external: true }));
    },
  };
}

function workerApart() {
  return {
    name: "worker-apart",
    setup(build) {
      build.onResolve({ filter: /^#worker$/ }, () => ({ path: "./worker-text.js", external: true }));
    },
  };
}

function inlineWorker(source) {
  return {
    name: "inline-worker",
    setup(build) {
      build.onResolve({ filter: /^#worker$/ }, ({ path }) => ({ path, namespace: "worker" }));
      build.onLoad({ filter: /.*/, namespace: "worker" }, () => ({ contents: source, loader: "text" }));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setup({ browser: false });
    await build({ force: process.argv.includes("--force") });
  });
}

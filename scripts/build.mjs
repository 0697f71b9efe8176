// Builds everything: Rust to wasm, TypeScript to dist/, the demo to dist-www/. Does nothing when nothing changed.

import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { patchGlue, shortNames } from "./lib/glue.mjs";
import { main, say, seconds } from "./lib/log.mjs";
import { oneFile } from "./lib/one-file.mjs";
import { projectCache, root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

const dist = join(root, "dist");
const wwwDist = join(root, "dist-www");
const work = join(projectCache, "build");

/** The two wasm modules: the client, and the debugger, which must not make the client larger. */
const modules = [
  { name: "client", features: "wasm-freestanding" },
  { name: "explain", features: "wasm-explain" },
];

/** The scripts that affect the output of the build. */
const builders = ["scripts/build.mjs", "scripts/lib/glue.mjs", "scripts/lib/one-file.mjs"];

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
  await step("demo", ["www", ...builders], "", force || js, buildDemo);
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
  // First, so that the folders that the flags rename exist.
  await run("cargo", ["fetch", "--locked"], { quiet: true });
  for (const module of modules) await buildModule(module);
}

async function buildModule({ name, features }) {
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
      env: { ...process.env, CARGO_ENCODED_RUSTFLAGS: rustFlags().join("\x1f") },
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
  const names = await optimize(join(out, `${name}_bg.wasm`), join(out, `${name}.wasm`));
  writeFileSync(join(out, "glue.js"), shortNames(patchGlue(readFileSync(join(out, `${name}.js`), "utf8")), names));
}

/**
 * Optimizes a wasm file. It also shortens the names of imports and exports, a thirtieth of the download, and returns
 * them.
 */
async function optimize(input, output) {
  // The second round and the removal of alignment hints save 200 bytes (brotli) and cost no time.
  const passes = ["-O3", "-O3", "--dealign"];
  const flags = [
    ...wasmFeatures,
    ...passes,
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

/** The wasm must not contain paths of this machine. Rust's default stack of 1 MiB would waste sixteen pages. */
function rustFlags() {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const registries = join(cargoHome, "registry", "src");
  // The folder in it has the name of the registry's host.
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

/** The endings of files by condition in the package's exports map, and the client's file for each. */
const runtimes = { "": "index", ".workerd": "workerd", ".edge-light": "edge-light" };

async function buildPackage() {
  const esbuild = await import("esbuild");
  rmSync(dist, { recursive: true, force: true });
  const npm = (name) => join(root, "src", "npm", name);
  // Whitespace stays: this keeps the annotations for tree shaking, and Node prints only a short line with an error.
  const common = {
    absWorkingDir: root,
    bundle: true,
    target: "es2022",
    platform: "neutral",
    legalComments: "none",
    logLevel: "warning",
    minifySyntax: true,
    minifyIdentifiers: true,
    outdir: dist,
  };
  const inject = [npm("text/utf8.ts")];
  for (const [ending, client] of Object.entries(runtimes)) {
    const entryPoints = {
      [client]: npm("client/client.ts"),
      [`testing${ending}`]: npm("entries/testing.ts"),
      [`explain${ending}`]: npm(`entries/explain${ending}.ts`),
    };
    // Only the default file may run on a platform without TextEncoder.
    await esbuild.build({
      ...common,
      format: "esm",
      entryPoints,
      plugins: [generated(client), sharedFiles(client)],
      inject: ending === "" ? inject : [],
    });
  }
  const sharedPoints = Object.fromEntries(Object.entries(shared).map(([name, source]) => [name, npm(source)]));
  await esbuild.build({
    ...common,
    format: "esm",
    entryPoints: sharedPoints,
    plugins: [generated(), sharedFiles()],
    inject,
  });
  // With `platform: "node"`, an ES module can import the exports by name (`node --conditions=require`).
  const required = {
    index: npm("client/client.ts"),
    testing: npm("entries/testing.ts"),
    explain: npm("entries/explain.ts"),
  };
  await esbuild.build({
    ...common,
    plugins: [generated("index"), requireSiblings()],
    platform: "node",
    format: "cjs",
    entryPoints: required,
    outExtension: { ".js": ".cjs" },
    inject,
  });
  await buildCommand(esbuild);
  for (const { name } of modules) cpSync(join(work, name, `${name}.wasm`), join(dist, `${name}.wasm`));
  await declarations();
}

/**
 * Modules that several files share, each as a separate file. Each client entry contains the client: no process loads
 * two of them, and each extra file adds a millisecond to the start of Node.
 */
const shared = {
  error: "public/error.ts",
  "explain-core": "explain/explanation.ts",
  "testing-core": "testing/emulator.ts",
};

/**
 * Resolves `#client-glue`, `#client-wasm` and similar names to the output of the wasm step, and `#load` to the loader
 * of `client`.
 */
export function generated(client) {
  return {
    name: "generated",
    setup(build) {
      build.onResolve({ filter: /^#load$/ }, () => ({
        path: join(root, "src", "npm", "wasm", "load", `${client}.ts`),
      }));
      build.onResolve({ filter: /^#(client|explain)-(glue|wasm)$/ }, ({ path }) => ({
        path,
        namespace: "generated",
        sideEffects: false,
      }));
      build.onLoad({ filter: /.*/, namespace: "generated" }, ({ path }) => {
        const [, name, what] = /^#(\w+)-(\w+)$/.exec(path);
        if (what === "glue") return { contents: readFileSync(join(work, name, "glue.js"), "utf8"), loader: "js" };
        return {
          contents: `export default "${readFileSync(join(work, name, `${name}.wasm`)).toString("base64")}"`,
          loader: "js",
        };
      });
      build.onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path }) => ({ path, external: true }));
    },
  };
}

/** Shared modules are imported as files of dist/. So is the client entry in the testing entry. */
function sharedFiles(client) {
  const source = (path) => join(root, "src", "npm", path.replace(/\.ts$/, ".js"));
  const places = new Map(
    [...Object.entries(shared), [client, "client/client.ts"]].map(([name, path]) => [source(path), `./${name}.js`]),
  );
  return {
    name: "shared-files",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, kind, resolveDir }) => {
        const place = kind === "entry-point" ? undefined : places.get(join(resolveDir, path));
        return place && { path: place, external: true };
      });
    },
  };
}

/** CommonJS files bundle everything except the client entry: two copies would mean two wasm instances. */
function requireSiblings() {
  return {
    name: "require-siblings",
    setup(build) {
      build.onResolve({ filter: /^\.\.\/client\/client\.js$/ }, ({ importer }) =>
        importer.includes(join("npm", "entries")) ? { path: "./index.cjs", external: true } : undefined,
      );
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
      build.onResolve({ filter: /\/(index|testing|explain)\.js$/ }, ({ path, resolveDir }) => {
        const inner = join(root, "src", "npm", "command");
        // The command may have a file of the same name.
        if (join(resolveDir, path).startsWith(inner)) return undefined;
        return { path: `./${basename(path)}`, external: true };
      });
    },
  };
}

/** Writes the declarations twice: for `import` and, with other names, for `require`. */
async function declarations() {
  const types = join(dist, "types");
  await run(
    process.execPath,
    [
      join(root, "node_modules", "typescript", "bin", "tsc"),
      "-p",
      join(root, "tsconfig.json"),
      "--noEmit",
      "false",
      "--declaration",
      "--emitDeclarationOnly",
      "--outDir",
      types,
    ],
    { label: "tsc", quiet: true },
  );
  for (const name of publicDeclarations) {
    if (name.endsWith(".d.ts")) cpSync(join(root, "src", "npm", name), join(types, name));
  }
  keepOnly(types, publicTypes);
  for (const file of files(types)) {
    const text = readFileSync(file, "utf8").replaceAll(/(from\s+"\.[^"]*)\.js"/g, '$1.cjs"');
    writeFileSync(file.replace(/\.d\.ts$/, ".d.cts"), text);
  }
}

/** Handwritten declarations, which tsc does not copy. */
const publicDeclarations = ["index.d.ts", "testing.d.ts", "explain.d.ts", join("client", "api.d.ts")];
/** The declarations that they refer to. */
const publicTypes = new Set([
  ...publicDeclarations,
  join("public", "types.d.ts"),
  join("public", "error.d.ts"),
  join("public", "meeting-codes.d.ts"),
  join("testing", "types.d.ts"),
  join("explain", "types.d.ts"),
  join("explain", "codes.d.ts"),
]);

function keepOnly(folder, wanted) {
  for (const file of files(folder)) {
    if (!wanted.has(file.slice(folder.length + 1))) rmSync(file);
  }
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && files(join(folder, entry.name)).length === 0)
      rmSync(join(folder, entry.name), { recursive: true });
  }
}

async function buildDemo() {
  const esbuild = await import("esbuild");
  rmSync(wwwDist, { recursive: true, force: true });
  const site = join(wwwDist, "site");
  const common = {
    bundle: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    // The tsconfig.json of www/ refers to the sources of the package, not to the build.
    tsconfig: join(root, "tsconfig.json"),
  };
  const pages = { meetings: www("meetings.ts"), style: www("style.css") };
  await esbuild.build({ ...common, minify: true, entryPoints: pages, outdir: site });
  await esbuild.build({
    ...common,
    conditions: ["workerd"],
    entryPoints: { worker: www("worker.ts"), "emulator-worker": www("emulator-worker.ts") },
    outdir: join(wwwDist, "worker"),
    external: ["*.wasm"],
  });
  cpSync(join(dist, "client.wasm"), join(wwwDist, "worker", "client.wasm"));
  for (const file of ["index.html", "debug/index.html"]) cpSync(www(file), join(site, file));
  await buildDebugger(esbuild, { ...common, minify: true }, join(site, "debug"));
}

function www(name) {
  return join(root, "www", name);
}

/** Builds the debugger's script, which contains its worker, and then the page as one file. */
async function buildDebugger(esbuild, common, folder) {
  const text = async (entry, options) =>
    (await esbuild.build({ ...common, entryPoints: [www(entry)], write: false, ...options })).outputFiles[0].text;
  const worker = await text("debug/worker.ts", { format: "iife" });
  const script = await text("debug/debug.ts", { plugins: [inlineWorker(worker)] });
  const style = await text("debug/debug.css");
  writeFileSync(join(folder, "debug.js"), script);
  writeFileSync(join(folder, "debug.css"), style);
  writeFileSync(
    join(folder, "zoom-lti-pro-debugger.html"),
    oneFile({ page: readFileSync(www("debug/index.html"), "utf8"), style, script }),
  );
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

// Prepares a run: installs the peers and the packed package, and bundles both for each kind of runtime.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Advice, adviceFor, say } from "../scripts/lib/log.mjs";
import { projectCache, root } from "../scripts/lib/paths.mjs";
import { npm, run } from "../scripts/lib/run.mjs";

export const benches = join(root, "benches");
const work = join(projectCache, "bench");

/** Installs the peers' npm packages in the versions of the lock file. */
export async function installPeers() {
  const record = join(benches, "node_modules", ".installed-for");
  const wanted = createHash("sha256")
    .update(readFileSync(join(benches, "package-lock.json")))
    .digest("hex");
  if (existsSync(record) && readFileSync(record, "utf8") === wanted) return;
  say("· Installing the peers");
  const [command, first] = npm();
  try {
    await run(command, [...first, "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: benches,
      label: "npm ci",
      quiet: true,
    });
  } catch (error) {
    throw new Advice(
      adviceFor(
        error.output,
        "Installing the peers",
        'Installing the peers failed, see the lines above: run "npm ci" in benches/ by hand and follow what it says.',
      ),
    );
  }
  writeFileSync(record, wanted);
}

/** Builds the Rust peer as wasm: the paths {glue, wasm}. */
export async function buildSerdePeer() {
  const target = join(root, "target", "serde-peer");
  const out = join(work, "serde-peer");
  const manifest = join(benches, "serde-peer", "Cargo.toml");
  await run(
    "cargo",
    [
      "build",
      "--release",
      "--locked",
      "--target",
      "wasm32-unknown-unknown",
      "--target-dir",
      target,
      "--manifest-path",
      manifest,
    ],
    { label: "cargo (serde peer)", quiet: true },
  );
  await run(
    "wasm-bindgen",
    [
      "--target",
      "web",
      "--omit-default-module-path",
      "--no-typescript",
      "--out-dir",
      out,
      "--out-name",
      "serde_peer",
      join(target, "wasm32-unknown-unknown", "release", "serde_peer.wasm"),
    ],
    { quiet: true },
  );
  const wasm = join(out, "serde_peer.wasm");
  await run(
    process.execPath,
    [
      join(root, "node_modules", "binaryen", "bin", "wasm-opt"),
      ...wasmFeatures,
      "-O3",
      join(out, "serde_peer_bg.wasm"),
      "-o",
      wasm,
    ],
    { label: "wasm-opt", quiet: true },
  );
  return { glue: join(out, "serde_peer.js"), wasm };
}

const wasmFeatures = [
  "bulk-memory",
  "bulk-memory-opt",
  "sign-ext",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "multivalue",
].map((feature) => `--enable-${feature}`);

/**
 * Bundles a file of benches/, or source text, with the `zoom-lti-pro` that is in `installed`.
 *
 * Resolves to {file, wasm}: the bundle, and the wasm files that it imports. Only workerd's bundle imports any.
 */
export async function bundle({ name, entry, contents, installed, serdePeer, runtime = "node" }) {
  const esbuild = await import("esbuild");
  const into = join(work, name);
  mkdirSync(into, { recursive: true });
  const wasm = [];
  await esbuild.build({
    ...(entry ? { entryPoints: [join(benches, entry)] } : { stdin: { contents, resolveDir: benches } }),
    outfile: join(into, "bench.mjs"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "error",
    external: ["node:*"],
    conditions: runtime === "workerd" ? ["workerd"] : [],
    plugins: [ourPackage(installed), peers(serdePeer), wasmFiles(into, wasm)],
  });
  return { file: join(into, "bench.mjs"), into, wasm };
}

/** Resolves to the installed tarball, not to this repository. */
function ourPackage(installed) {
  const setup = ({ onResolve, resolve }) => {
    onResolve({ filter: /^zoom-lti-pro(\/|$)/ }, ({ path, kind, pluginData }) =>
      pluginData === "asked" ? undefined : resolve(path, { kind, resolveDir: installed, pluginData: "asked" }),
    );
  };
  return { name: "our-package", setup };
}

/** `#serde-peer-glue`, `#serde-peer-wasm`, `#ajv-response`. */
function peers(serdePeer) {
  const setup = ({ onResolve, onLoad, initialOptions }) => {
    onResolve({ filter: /^#serde-peer-glue$/ }, () => ({ path: serdePeer.glue }));
    onResolve({ filter: /^#serde-peer-wasm$/ }, () => ({
      path: serdePeer.wasm,
      namespace: initialOptions.conditions.includes("workerd") ? "wasm-file" : "wasm-inline",
    }));
    onLoad({ filter: /.*/, namespace: "wasm-inline" }, ({ path }) => ({ contents: inlineModule(path) }));
    onLoad({ filter: /.*/, namespace: "wasm-file" }, ({ path }) => ({
      contents: `export { default } from ${JSON.stringify(path)}`,
      resolveDir: benches,
    }));
    onResolve({ filter: /^#ajv-response$/ }, ({ path }) => ({ path, namespace: "ajv" }));
    onLoad({ filter: /.*/, namespace: "ajv" }, async () => ({ contents: await compiledByAjv(), resolveDir: benches }));
  };
  return { name: "peers", setup };
}

function inlineModule(path) {
  return `export default new WebAssembly.Module(Uint8Array.from(atob("${readFileSync(path).toString("base64")}"), (c) => c.charCodeAt(0)))`;
}

async function compiledByAjv() {
  const { compileForBundle } = await import("./peers/ajv.mjs");
  return compileForBundle();
}

/** Copies each imported wasm file beside the bundle and keeps its import. */
function wasmFiles(into, wasm) {
  const setup = ({ onResolve, resolve }) => {
    onResolve({ filter: /\.wasm$/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === "asked") return undefined;
      const found = await resolve(path, {
        importer: from.importer,
        resolveDir: from.resolveDir,
        kind: from.kind,
        pluginData: "asked",
      });
      if (found.errors.length > 0) return { errors: found.errors };
      const name = `${wasm.length}-${basename(found.path)}`;
      wasm.push(name);
      copyFileSync(found.path, join(into, name));
      return { path: `./${name}`, external: true };
    });
  };
  return { name: "wasm-files", setup };
}

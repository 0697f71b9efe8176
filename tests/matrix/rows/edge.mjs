// Vercel's Edge Runtime: the package's `?module` imports become compiled modules, as in Next.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { onceEach } from "../lib/copies.mjs";
import { consumerEnv, versionIn, withFixture } from "../lib/fixtures.mjs";
import { run } from "../../../scripts/lib/run.mjs";
import { readResults } from "./commands.mjs";

export const rows = [{ name: "edge-runtime", where: "Vercel's `edge-runtime`", how: "bundled", run: onEdge }];

function onEdge({ installed, server, nodes }) {
  return withFixture("edge-runtime", installed, async (folder) => {
    const modules = await bundle(folder);
    const node = nodes.find(({ major }) => major === 22).path;
    const output = await run(node, [join(folder, "run.mjs"), server, ...modules], {
      cwd: folder,
      env: consumerEnv(),
      label: "edge-runtime",
      quiet: true,
      timeoutMs: 4 * 60_000,
    });
    const files = modules.map((path) => [basename(path), readFileSync(path)]);
    const { results } = readResults(output);
    return {
      what: "suite",
      version: versionIn(folder, "edge-runtime"),
      loads: "edge-light.js",
      results: [...results, ...onceEach(files, installed, "the bundle", "file")],
    };
  });
}

/** Resolves to the paths of the imported wasm files, which are globals with Next's names. */
async function bundle(folder) {
  // A script is sloppy by default, but modules are strict.
  const modules = [];
  const asGlobals = ({ onResolve, onLoad }) => {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\?module$/, "")),
      namespace: "wasm",
    }));
    onLoad({ filter: /.*/, namespace: "wasm" }, ({ path }) => ({
      contents: `export default wasm_${modules.push(path) - 1}`,
    }));
  };
  await build({
    entryPoints: [join(folder, "entry.mjs")],
    outfile: join(folder, "bundle.js"),
    bundle: true,
    format: "iife",
    banner: { js: '"use strict";' },
    target: "es2022",
    conditions: ["edge-light"],
    logLevel: "error",
    plugins: [{ name: "wasm-globals", setup: asGlobals }],
  });
  return modules;
}

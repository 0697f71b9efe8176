// A suite and the installed package in one file, as a user's bundler makes it.

import { copyFile, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { here } from "./consumer.mjs";

/**
 * Bundles `run()`, which resolves to the results, followed by the lines `after`.
 *
 * Resolves to the names of the wasm files that lie beside the bundle and are imported by it.
 */
export async function bundle({ entry, server, runtime, conditions, into, after, suite = here("suite.mjs") }) {
  const wasm = [];
  const source = `
    import * as suite from ${JSON.stringify(suite)};
    import { lib, testing, explain, calendar } from ${JSON.stringify(entry.import)};
    import { runSuite } from ${JSON.stringify(here("harness.mjs"))};
    const context = { lib, testing, explain, calendar, runtime: "${runtime}", server: "${server}" };
    const run = () => runSuite(suite.tests, context, { timeoutMs: suite.timeoutMs });
    ${after}`;
  await mkdir(into, { recursive: true });
  await build({
    stdin: { contents: source, resolveDir: here(".") },
    outfile: join(into, "suite.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    logLevel: "error",
    ...(conditions && { conditions }),
    plugins: [wasmBeside(into, wasm)],
  });
  return wasm;
}

/** Copies each wasm file beside the bundle, which imports it, as wrangler does. */
function wasmBeside(into, wasm) {
  const setup = ({ onResolve, resolve }) => {
    onResolve({ filter: /\.wasm$/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === wasm) return undefined; // our own question, below
      const found = await resolve(path, {
        importer: from.importer,
        resolveDir: from.resolveDir,
        kind: from.kind,
        pluginData: wasm,
      });
      if (found.errors.length > 0) return { errors: found.errors };
      const name = `${wasm.length}-${basename(found.path)}`;
      wasm.push(name);
      await copyFile(found.path, join(into, name));
      return { path: `./${name}`, external: true };
    });
  };
  return { name: "wasm-beside", setup };
}

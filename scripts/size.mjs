// npm run size: measures the package in a user's bundle, compressed as a CDN does. Fails above the limit.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { Advice, main, say } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";

/**
 * What a Worker exports, and the limit in KiB (brotli), a little above the current size. docs/performance.md has the
 * size of each part.
 */
const bundles = {
  listMeetings: { source: 'export { listMeetings } from "zoom-lti-pro";', ceiling: 35.1 },
  "all of it": { source: 'export * from "zoom-lti-pro";', ceiling: 38.7 },
  calendar: {
    source: 'export { calendarFeed, calendarResponse, nextChanges } from "zoom-lti-pro/calendar";',
    ceiling: 19.6,
  },
  explain: { source: 'export { explainSignature, searchMistakes } from "zoom-lti-pro/explain";', ceiling: 142.9 },
};

await main(async () => {
  say("in a Worker        JS     wasm      sum   ceiling   (brotli, KiB)");
  const heavy = [];
  for (const [name, { source, ceiling }] of Object.entries(bundles)) {
    const { js, wasm } = await weigh(source);
    const sum = js + wasm;
    say(`${name.padEnd(12)}${[js, wasm, sum, ceiling].map((value) => value.toFixed(1).padStart(9)).join("")}`);
    if (sum > ceiling) heavy.push(name);
  }
  if (heavy.length > 0)
    throw new Advice(`Too heavy: ${heavy.join(", ")}. Find out what came in, before thinking of the ceiling.`);
});

async function weigh(contents) {
  const { build } = await import("esbuild");
  const stdin = { contents, resolveDir: root };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    minify: true,
    format: "esm",
    conditions: ["workerd"],
    external: ["*.wasm"],
    write: false,
  });
  const { text, contents: js } = outputFiles[0];
  const modules = [...text.matchAll(/"\.\/(\w+)\.wasm"/g)].map(([, name]) =>
    compressed(readFileSync(join(root, "dist", `${name}.wasm`))),
  );
  if (modules.length !== 1) throw new Error(`the bundle loads ${modules.length} wasm modules instead of one`);
  return { js: compressed(js), wasm: modules[0] };
}

function compressed(bytes) {
  return brotliCompressSync(bytes).length / 1024;
}

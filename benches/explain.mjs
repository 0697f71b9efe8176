// `node benches/explain.mjs` measures the debugger's search in dist/, in Node and in Chromium. The rates depend on the
// machine. The ratio to the same search over WebCrypto, with its key imported once, is comparable between machines.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { projectCache, root } from "../scripts/lib/paths.mjs";
import { measured } from "./explain-search.mjs";
import { inPage } from "./runtimes.mjs";

const { build } = await import("esbuild");
const folder = join(projectCache, "bench", "explain");
mkdirSync(folder, { recursive: true });
const file = join(folder, "page.mjs");
await build({
  stdin: {
    contents: `import { measured } from "./explain-search.mjs"; globalThis.bench = measured;`,
    resolveDir: join(root, "benches"),
  },
  outfile: file,
  bundle: true,
  format: "esm",
  target: "es2022",
  logLevel: "error",
});
say("Node", await measured());
say("Chromium", await inPage(file, {}));

function say(runtime, { ms, hypotheses, deep, theirs }) {
  const rate = hypotheses / ms;
  console.log(runtime);
  console.log(
    `  one mistake:    ${hypotheses} hypotheses in ${ms.toFixed(0)} ms, ${(rate / 1000).toFixed(2)} million a second`,
  );
  console.log(`  two mistakes:   ${(deep / 1000).toFixed(2)} million a second`);
  console.log(
    `  over WebCrypto: ${(theirs / 1000).toFixed(3)} million a second; ours is ${(rate / theirs).toFixed(1)} times as fast for one mistake, ${(deep / theirs).toFixed(1)} times for two`,
  );
}

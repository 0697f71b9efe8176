// npm run generate: writes Rust's tables for TypeScript. `npm test -- native` checks the result.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

/**
 * The test that compares the tables also writes them. It needs only rustc: building the crate would take half a minute.
 */
export async function generate() {
  const program = join(root, "target", "generate", process.platform === "win32" ? "parameters.exe" : "parameters");
  mkdirSync(join(root, "target", "generate"), { recursive: true });
  await run("rustc", ["--test", "--edition", "2024", "tests/parameters.rs", "-o", program], { quiet: true });
  const env = { ...process.env, CARGO_MANIFEST_DIR: root, GENERATE: "1" };
  await run(program, ["typescript_has_the_same_table"], { env, quiet: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setup();
    await generate();
  });
}

// npm run generate: writes Rust's tables for TypeScript, and docs/openapi.json. `npm test -- native node` checks the
// result.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "./lib/log.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

/** The tests that compare the copies also write them. They need only rustc: building the crate would take longer. */
export async function generate() {
  const folder = join(root, "target", "generate");
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, CARGO_MANIFEST_DIR: root, GENERATE: "1" };
  for (const name of ["parameters", "generated"]) {
    const program = join(folder, process.platform === "win32" ? `${name}.exe` : name);
    await run("rustc", ["--test", "--edition", "2024", `tests/${name}.rs`, "-o", program], { quiet: true });
    await run(program, ["typescript_has_the_same"], { env, quiet: true });
  }
  // Imported here, because it needs an npm package.
  const { writeOpenapi } = await import("./openapi.mjs");
  await writeOpenapi();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setup();
    await generate();
  });
}

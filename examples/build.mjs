// In a clone of the repository, the examples use the clone's own package, which has to be built once. `npm start` of an
// example imports this file first. In a copy of an example elsewhere the file is missing, and nothing has to be built.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const inClone = (path) => fileURLToPath(new URL(path, import.meta.url));

if (!existsSync(inClone("../dist/index.js"))) {
  console.log("Building zoom-lti-pro in this clone, once. It takes some minutes.");
  // Also in Deno and Bun, the build runs in Node.
  const { status, error } = spawnSync("node", [inClone("../scripts/build.mjs")], { stdio: "inherit" });
  if (error) console.error(`Node cannot be started: ${error.message}`);
  if (status !== 0) process.exit(1);
}

// Installs the npm packages of package-lock.json if node_modules differs from it.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Advice, adviceFor, say } from "./log.mjs";
import { root } from "./paths.mjs";
import { npm, run } from "./run.mjs";

const record = join(root, "node_modules", ".installed-for");

export async function ensureNpmPackages() {
  const wanted = fingerprint();
  if (existsSync(record) && readFileSync(record, "utf8") === wanted) return;
  await install();
  // Written last, inside node_modules: npm ci removes that folder first, so a failed install leaves no record.
  await writeFile(record, wanted);
}

/** Includes the machine: some packages contain binaries, and a container may mount this folder. */
function fingerprint() {
  const hash = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return `${hash} ${process.platform} ${process.arch}\n`;
}

async function install() {
  say("· Installing npm packages");
  const [command, first] = npm();
  try {
    // --include=dev: with NODE_ENV=production, npm would skip everything that the build needs.
    await run(command, [...first, "ci", "--include=dev", "--no-audit", "--no-fund"], { label: "npm ci", quiet: true });
  } catch (error) {
    throw new Advice(
      adviceFor(
        error.output,
        "Installing npm packages",
        `Installing npm packages failed, see the lines above: run "npm ci" by hand and follow what it says.`,
      ),
    );
  }
}

// The npm packages of package-lock.json, installed when they are not what is in node_modules.

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
  // Last, and inside node_modules: npm ci removes it first, so that a broken install has no record.
  await writeFile(record, wanted);
}

/** Some packages bring binaries, so the machine counts as well (a project folder may be mounted in a container). */
function fingerprint() {
  const lock = join(root, "package-lock.json");
  if (!existsSync(lock))
    throw new Advice(
      `package-lock.json is missing: run "npm install" once, or restore it with "git checkout package-lock.json".`,
    );
  const hash = createHash("sha256").update(readFileSync(lock)).digest("hex");
  return `${hash} ${process.platform} ${process.arch}\n`;
}

async function install() {
  say("· Installing npm packages");
  const [command, first] = npm();
  try {
    // --include=dev: NODE_ENV=production would leave out everything the build needs.
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

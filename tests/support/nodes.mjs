// Node binaries of other major versions, to run the tests on.
//
// They are not devDependencies: npm's `node` package would put another Node first on the PATH of every npm script, run
// an npm install inside its install script, and add 600 MB to the installation.

import { existsSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Advice, adviceFor, say } from "../../scripts/lib/log.mjs";
import { caches, root, writableCache } from "../../scripts/lib/paths.mjs";
import { ask, npm, run } from "../../scripts/lib/run.mjs";

/** One exact version for each tested major version, so that a test run is repeatable. */
const versions = { 20: "20.20.2", 22: "22.23.3", 24: "24.21.0" };

/** [{major, version, path}] for the tested major versions. Downloads missing versions once for each machine. */
export async function nodeBinaries(majors = Object.keys(versions).map(Number)) {
  const found = [];
  for (const major of majors) found.push({ major, ...(await nodeBinary(major)) });
  return found;
}

async function nodeBinary(major) {
  const own = process.versions.node;
  if (Number(own.split(".")[0]) === major) return { version: own, path: process.execPath };
  const candidates = [aliased(major), ...caches().map((cache) => binaryIn(folderIn(cache, major)))];
  const path = candidates.find((candidate) => versionOf(candidate)) ?? (await fetchNode(major));
  return { version: versionOf(path), path };
}

function versionOf(path) {
  return existsSync(path) ? ask(path, ["--version"])?.replace(/^v/, "") : undefined;
}

/** The devDependency `node<major>` = npm:node@<major>, if a project has it. */
function aliased(major) {
  return join(root, "node_modules", `node${major}`, "bin", binaryName());
}

function folderIn(cache, major) {
  return join(cache, `node-${versions[major]}-${process.platform}-${process.arch}`);
}

function binaryIn(folder) {
  return join(folder, "node_modules", packageName(), "bin", binaryName());
}

/** The names under which npm's `node` package publishes each platform's binary. */
function packageName() {
  if (process.platform === "win32") return `node-win-${process.arch}`;
  const start = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${start}-${process.platform}-${process.arch}`;
}

function binaryName() {
  return process.platform === "win32" ? "node.exe" : "node";
}

/** Installs to another folder and renames it, so that the cache contains only complete versions. */
async function fetchNode(major) {
  const folder = folderIn(writableCache(), major);
  const binary = binaryIn(folder);
  say(`· Fetching Node ${versions[major]} for the tests (once per machine)`);
  const temporary = await mkdtemp(`${folder}.tmp-`);
  await writeFile(join(temporary, "package.json"), `{"private":true}\n`);
  await install(`${packageName()}@${versions[major]}`, temporary);
  // It fails if another process was faster. Its copy is used then.
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true }));
  if (!versionOf(binary))
    throw new Advice(`Node ${versions[major]} was fetched but does not run here: delete ${folder} and try again.`);
  return binary;
}

async function install(spec, folder) {
  const [command, first] = npm();
  const args = ["install", spec, "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
  try {
    await run(command, [...first, ...args], { cwd: folder, label: `fetching ${spec}`, quiet: true });
  } catch (error) {
    throw new Advice(
      adviceFor(error.output, `Fetching ${spec} from npm`, `Fetching ${spec} from npm failed, see the lines above.`),
    );
  }
}

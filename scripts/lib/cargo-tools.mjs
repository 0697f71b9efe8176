// Command-line tools of crates.io, each in exactly one version: found, or built once per machine.

import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withLock } from "./lock.mjs";
import { Advice, adviceFor, say } from "./log.mjs";
import { caches, writableCache } from "./paths.mjs";
import { ask, run, which } from "./run.mjs";

/** What cargo says where a mirror has not yet got a version that the lock file names. */
const NOT_MIRRORED = "failed to select a version";

/**
 * A tool: {name, crate, version, bins, takes}
 * - `name`: what people call it; `crate`: where it is published; `takes`: how long it takes to build, in words
 * - `bins`: its programs; the first stands for it on PATH
 */

/** The folder with a tool's programs, or undefined when it was not installed yet. */
export function findTool(tool) {
  const onPath = which(tool.bins[0]);
  const folders = [onPath && dirname(onPath), ...caches().map((cache) => join(cache, folderOf(tool), "bin"))];
  return folders.find((folder) => folder && isUsable(folder, tool));
}

/** The folder with a tool's programs; builds them when no usable ones are found. */
export async function ensureTool(tool) {
  const found = findTool(tool);
  if (found) return found;
  const cache = writableCache();
  return withLock(join(cache, `${folderOf(tool)}.lock`), tool.name, async () => {
    // Whoever held the lock before us may have just built them.
    return findTool(tool) ?? install(tool, cache);
  });
}

/** The machine is part of the name: home folders are shared between machines. */
function folderOf({ name, version }) {
  return `${name}-${version}-${process.platform}-${process.arch}`;
}

function isUsable(folder, { bins, version }) {
  return bins.every((bin) => ask(join(folder, bin), ["--version"])?.split(" ")[1] === version);
}

/** Built aside and renamed: what is in the cache is always complete. */
async function install(tool, cache) {
  const final = join(cache, folderOf(tool));
  await removeLeftovers(cache, `${folderOf(tool)}.tmp-`);
  const temporary = join(cache, `${folderOf(tool)}.tmp-${process.pid}`);
  await mkdir(temporary, { recursive: true });
  try {
    await cargoInstall(tool, temporary);
    await rm(join(temporary, "target"), { recursive: true, force: true });
    await rm(final, { recursive: true, force: true });
    await rename(temporary, final);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  const bin = join(final, "bin");
  if (!isUsable(bin, tool))
    throw new Advice(
      `${tool.name} ${tool.version} was built but does not run: delete ${final} and run the same command again.`,
    );
  return bin;
}

/** Unoptimised: the tools take a third of the time to build, and none to speak of to run on a project of this size. */
async function cargoInstall({ name, crate, version, bins, takes }, folder) {
  say(`· Building ${name} ${version} (once per machine, ${takes})`);
  // A wasm target or coverage flags meant for the project must not reach a tool of this machine.
  const { CARGO_BUILD_TARGET, RUSTFLAGS, CARGO_ENCODED_RUSTFLAGS, ...env } = process.env;
  Object.assign(env, { CARGO_TARGET_DIR: join(folder, "target"), CARGO_PROFILE_DEV_DEBUG: "0" });
  const args = [
    "install",
    crate,
    "--version",
    `=${version}`,
    "--root",
    folder,
    "--debug",
    ...bins.flatMap((bin) => ["--bin", bin]),
  ];
  // Outside the project, so that its .cargo/config.toml does not apply.
  const build = (...more) =>
    run("cargo", [...args, ...more], {
      cwd: folder,
      env,
      label: `building ${name}`,
      quiet: true,
      timeoutMs: 40 * 60_000,
    });
  try {
    await build("--locked").catch((error) => {
      if (!error.output?.includes(NOT_MIRRORED)) throw error;
      say(`· The registry lacks a version of ${crate}'s own lock file: building with the nearest that it has`);
      return build();
    });
  } catch (error) {
    const byHand =
      `Building ${name} failed, see the lines above: run "cargo install ${crate} --version ${version}" by ` +
      "hand, then the same command again.";
    throw new Advice(adviceFor(error.output, `Building ${name}`, byHand));
  }
}

/** Set-ups that were killed leave a folder; with the lock held, nobody is using one. */
async function removeLeftovers(cache, prefix) {
  for (const entry of await readdir(cache)) {
    if (entry.startsWith(prefix)) await rm(join(cache, entry), { recursive: true, force: true });
  }
}

// Command-line tools from crates.io, each in one exact version. They are built once per machine.

import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Advice, adviceFor, say } from "./log.mjs";
import { caches, writableCache } from "./paths.mjs";
import { ask, run, which } from "./run.mjs";

/** cargo's message if a mirror does not have a version from the lock file yet. */
const NOT_MIRRORED = "failed to select a version";

/**
 * A tool: {name, crate, version, features, bins, takes}
 * - `name`: its common name; `crate`: its name on crates.io; `takes`: the time to build it, in words
 * - `bins`: its programs; the first is the one to look for on PATH
 */

/** The folder with a tool's programs, or undefined if it is not installed. */
export function findTool(tool) {
  const onPath = which(tool.bins[0]);
  const folders = [onPath && dirname(onPath), ...caches().map((cache) => join(cache, folderOf(tool), "bin"))];
  return folders.find((folder) => folder && isUsable(folder, tool));
}

/** The folder with a tool's programs. Builds them if none are usable. */
export async function ensureTool(tool) {
  return findTool(tool) ?? install(tool);
}

/** The name includes the machine, because machines may share a home folder. */
function folderOf({ name, version }) {
  return `${name}-${version}-${process.platform}-${process.arch}`;
}

function isUsable(folder, { bins, version }) {
  return bins.every((bin) => ask(join(folder, bin), ["--version"])?.split(" ")[1] === version);
}

/** Two setups may run at a time: cargo builds in a separate folder and locks the target of an installation. */
async function install(tool) {
  const folder = join(writableCache(), folderOf(tool));
  await cargoInstall(tool, folder);
  const bin = join(folder, "bin");
  if (isUsable(bin, tool)) return bin;
  throw new Advice(
    `${tool.name} ${tool.version} was built but does not run: delete ${folder} and run the same command again.`,
  );
}

/** Builds without optimization: this takes a third of the time, and the tools are fast enough for this project. */
async function cargoInstall({ name, crate, version, features = [], bins, takes }, folder) {
  say(`· Building ${name} ${version} (once per machine, ${takes})`);
  // A wasm target or coverage flags for the project must not affect a tool for this machine.
  const { CARGO_BUILD_TARGET, CARGO_TARGET_DIR, RUSTFLAGS, CARGO_ENCODED_RUSTFLAGS, ...env } = process.env;
  env.CARGO_PROFILE_DEV_DEBUG = "0";
  const args = [
    "install",
    crate,
    "--version",
    `=${version}`,
    "--root",
    folder,
    "--debug",
    ...features.flatMap((feature) => ["--features", feature]),
    ...bins.flatMap((bin) => ["--bin", bin]),
  ];
  // Build outside the project, so that its .cargo/config.toml does not apply.
  const build = (...more) =>
    run("cargo", [...args, ...more], {
      cwd: tmpdir(),
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

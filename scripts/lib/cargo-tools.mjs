// Command-line tools of crates.io, each in exactly one version: found, or built once per machine.

import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Advice, adviceFor, say } from "./log.mjs";
import { caches, writableCache } from "./paths.mjs";
import { ask, run, which } from "./run.mjs";

/** What cargo says where a mirror has not yet got a version that the lock file names. */
const NOT_MIRRORED = "failed to select a version";

/**
 * A tool: {name, crate, version, features, bins, takes}
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
  return findTool(tool) ?? install(tool);
}

/** The machine is part of the name: home folders are shared between machines. */
function folderOf({ name, version }) {
  return `${name}-${version}-${process.platform}-${process.arch}`;
}

function isUsable(folder, { bins, version }) {
  return bins.every((bin) => ask(join(folder, bin), ["--version"])?.split(" ")[1] === version);
}

/** cargo builds in a folder of its own and locks the other for what it installs: two set-ups may run at a time. */
async function install(tool) {
  const folder = join(writableCache(), folderOf(tool));
  await cargoInstall(tool, folder);
  const bin = join(folder, "bin");
  if (isUsable(bin, tool)) return bin;
  throw new Advice(
    `${tool.name} ${tool.version} was built but does not run: delete ${folder} and run the same command again.`,
  );
}

/** Unoptimised: the tools take a third of the time to build, and none to speak of to run on a project of this size. */
async function cargoInstall({ name, crate, version, features = [], bins, takes }, folder) {
  say(`· Building ${name} ${version} (once per machine, ${takes})`);
  // A wasm target or coverage flags meant for the project must not reach a tool of this machine.
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
  // Outside the project, so that its .cargo/config.toml does not apply.
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

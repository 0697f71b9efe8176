// The wasm-bindgen command-line tools, in exactly the version of Cargo.lock: found, or built once per machine.

import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withLock } from "./lock.mjs";
import { Advice, adviceFor, say } from "./log.mjs";
import { caches, writableCache } from "./paths.mjs";
import { ask, run, which } from "./run.mjs";
import { wasmBindgenWanted } from "./versions.mjs";

const tools = ["wasm-bindgen", "wasm-bindgen-test-runner"];

/** The folder with the tools, or undefined when set-up has not run yet. */
export function findWasmBindgen(version = wasmBindgenWanted()) {
  const onPath = which(tools[0]);
  const folders = [onPath && dirname(onPath), ...caches().map((cache) => join(cache, name(version), "bin"))];
  return folders.find((folder) => folder && isUsable(folder, version));
}

/** The folder with the tools; builds them when no usable ones are found. */
export async function ensureWasmBindgen() {
  const version = wasmBindgenWanted();
  const found = findWasmBindgen(version);
  if (found) return found;
  const cache = writableCache();
  return withLock(join(cache, `${name(version)}.lock`), "wasm-bindgen", async () => {
    // Whoever held the lock before us may have just built them.
    return findWasmBindgen(version) ?? install(version, cache);
  });
}

/** The machine is part of the name: home folders are shared between machines. */
function name(version) {
  return `wasm-bindgen-${version}-${process.platform}-${process.arch}`;
}

function isUsable(folder, version) {
  return tools.every((tool) => ask(join(folder, tool), ["--version"])?.split(" ")[1] === version);
}

/** Built aside and renamed: what is in the cache is always complete. */
async function install(version, cache) {
  const final = join(cache, name(version));
  await removeLeftovers(cache, `${name(version)}.tmp-`);
  const temporary = join(cache, `${name(version)}.tmp-${process.pid}`);
  await mkdir(temporary, { recursive: true });
  try {
    await cargoInstall(version, temporary);
    await rm(join(temporary, "target"), { recursive: true, force: true });
    await rm(final, { recursive: true, force: true });
    await rename(temporary, final);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  const bin = join(final, "bin");
  if (!isUsable(bin, version)) throw new Advice(`wasm-bindgen ${version} was built but does not run: delete ${final} and run the same command again.`);
  return bin;
}

/** Unoptimised: the tools take a third of the time to build, and none to speak of to run on a module of this size. */
async function cargoInstall(version, folder) {
  const what = `Building wasm-bindgen ${version} (once per machine, one to three minutes)`;
  say(`· ${what}`);
  const args = ["install", "wasm-bindgen-cli", "--version", `=${version}`, "--root", folder, "--debug"];
  const bins = tools.flatMap((tool) => ["--bin", tool]);
  // A wasm target or coverage flags meant for the project must not reach a tool of this machine.
  const { CARGO_BUILD_TARGET, RUSTFLAGS, CARGO_ENCODED_RUSTFLAGS, ...env } = process.env;
  Object.assign(env, { CARGO_TARGET_DIR: join(folder, "target"), CARGO_PROFILE_DEV_DEBUG: "0" });
  try {
    // Outside the project, so that its .cargo/config.toml does not apply.
    await run("cargo", [...args, ...bins], { cwd: folder, env, label: "building wasm-bindgen", quiet: true, timeoutMs: 40 * 60_000 });
  } catch (error) {
    throw new Advice(adviceFor(error.output, "Building wasm-bindgen", `Building wasm-bindgen failed, see the lines above: run "cargo install wasm-bindgen-cli --version ${version}" by hand, then the same command again.`));
  }
}

/** Set-ups that were killed leave a folder; with the lock held, nobody is using one. */
async function removeLeftovers(cache, prefix) {
  for (const entry of await readdir(cache)) {
    if (entry.startsWith(prefix)) await rm(join(cache, entry), { recursive: true, force: true });
  }
}

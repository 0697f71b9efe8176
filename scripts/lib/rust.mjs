// Checks for a Rust that can build this project. Installs what rustup can install, and reports what it cannot.

import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Advice, adviceFor } from "./log.mjs";
import { addToPath, ask, isProgram, run, which } from "./run.mjs";
import { atLeast, parseVersion, rustVersionWanted } from "./versions.mjs";

const target = "wasm32-unknown-unknown";
const fromRustup = "install it with rustup from https://rustup.rs, then run the same command again";

export async function ensureRust() {
  findCargo();
  if (!which("cargo")) throw new Advice(`Rust is missing: ${fromRustup}.`);
  await ensureToolchain();
  ensureVersion();
  await ensureTarget();
  ensureLinker();
}

/** rustfmt and clippy are missing in a minimal rustup profile. Only the tests need them. */
export async function ensureRustComponents() {
  const missing = [
    ["rustfmt", "fmt"],
    ["clippy", "clippy"],
  ].filter(([, command]) => !ask("cargo", [command, "--version"]));
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name);
  if (!which("rustup")) throw new Advice(`${names.join(" and ")} are missing from this Rust: ${fromRustup}.`);
  await rustup(["component", "add", ...names], `Adding ${names.join(" and ")}`);
}

/** A shell that was open before rustup was installed does not have its folder on PATH. */
function findCargo() {
  if (which("cargo")) return;
  const bin = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");
  if (["cargo", "cargo.exe"].some((name) => isProgram(join(bin, name)))) addToPath(bin);
}

/** rustup may be installed without a toolchain. */
async function ensureToolchain() {
  if (ask("cargo", ["--version"], { timeoutMs: 120_000 })) return;
  if (!which("rustup")) throw new Advice(`Rust does not run ("cargo --version" fails): ${fromRustup}.`);
  await rustup(["toolchain", "install", "stable", "--profile", "minimal"], "Installing the stable Rust toolchain");
  await rustup(["default", "stable"], "Choosing the stable Rust toolchain");
}

function ensureVersion() {
  const wanted = rustVersionWanted();
  const have = ask("rustc", ["--version"]);
  if (have && atLeast(parseVersion(have), parseVersion(wanted))) return;
  const how = which("rustup") ? `run "rustup update stable" (and "rustup default stable")` : fromRustup;
  throw new Advice(`Rust ${wanted} or newer is needed and this is ${have ?? "unknown"}: ${how}.`);
}

async function ensureTarget() {
  const sysroot = ask("rustc", ["--print", "sysroot"]);
  if (sysroot && existsSync(join(sysroot, "lib", "rustlib", target, "lib"))) return;
  if (!which("rustup")) throw new Advice(`This Rust cannot build for ${target}: ${fromRustup}.`);
  await rustup(["target", "add", target], `Adding the Rust target ${target}`);
}

/** Even a wasm build links build scripts and procedural macros for this machine. */
function ensureLinker() {
  if (process.platform === "win32") return; // rustup's installer handles this
  if (ask("cc", ["--version"])) return;
  const how =
    process.platform === "darwin"
      ? `run "xcode-select --install"`
      : `install one, e.g. "apt install build-essential", "dnf install gcc" or "apk add build-base"`;
  throw new Advice(`A C linker ("cc") is missing, which Rust needs: ${how}, then run the same command again.`);
}

async function rustup(args, what) {
  try {
    await run("rustup", args, { label: what, quiet: true });
  } catch (error) {
    throw new Advice(
      adviceFor(error.output, what, `${what} failed: run "rustup ${args.join(" ")}" by hand and see what it says.`),
    );
  }
}

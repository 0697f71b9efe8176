// Checks for a Rust that can build this project. Installs what rustup can install, and reports what it cannot.

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Advice, adviceFor } from "./log.mjs";
import { root } from "./paths.mjs";
import { addToPath, ask, isProgram, run, which } from "./run.mjs";

const target = "wasm32-unknown-unknown";
const fromRustup = "install it with rustup from https://rustup.rs, then run the same command again";

/** `rust-version` of Cargo.toml. */
export function rustVersionWanted() {
  return /^rust-version\s*=\s*"([^"]+)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
}

export async function ensureRust() {
  findCargo();
  if (!which("cargo")) throw new Advice(`Rust is missing: ${fromRustup}.`);
  await ensureToolchain();
  ensureVersion();
  await ensureTarget();
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
  const have = ask("rustc", ["--version"])?.split(" ")[1];
  if (have?.localeCompare(wanted, "en", { numeric: true }) >= 0) return;
  const how = which("rustup") ? `run "rustup update stable" (and "rustup default stable")` : fromRustup;
  throw new Advice(`Rust ${wanted} or newer is needed and this is ${have ?? "unknown"}: ${how}.`);
}

async function ensureTarget() {
  const sysroot = ask("rustc", ["--print", "sysroot"]);
  if (sysroot && existsSync(join(sysroot, "lib", "rustlib", target, "lib"))) return;
  if (!which("rustup")) throw new Advice(`This Rust cannot build for ${target}: ${fromRustup}.`);
  await rustup(["target", "add", target], `Adding the Rust target ${target}`);
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

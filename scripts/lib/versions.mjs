// Version numbers, and the versions that this project requires.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

/** The first version number in a text, as numbers: "rustc 1.88.0 (…)" gives [1, 88, 0]. */
export function parseVersion(text) {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text ?? "");
  return found?.slice(1).map((part) => Number(part ?? 0));
}

/** Whether `have` is `want` or newer; both are arrays as parseVersion gives them. */
export function atLeast(have, want) {
  const at = want.findIndex((part, i) => (have[i] ?? 0) !== part);
  return at < 0 || (have[at] ?? 0) > want[at];
}

/** `rust-version` of Cargo.toml. */
export function rustVersionWanted() {
  return /^rust-version\s*=\s*"([^"]+)"/m.exec(read("Cargo.toml"))[1];
}

/** The wasm-bindgen in Cargo.lock: its command-line tool must have exactly this version. */
export function wasmBindgenWanted() {
  return /name = "wasm-bindgen"\r?\nversion = "([^"]+)"/.exec(read("Cargo.lock"))[1];
}

function read(name) {
  return readFileSync(join(root, name), "utf8");
}

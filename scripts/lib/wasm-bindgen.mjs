// The wasm-bindgen command-line tools, in the exact version from Cargo.lock.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureTool, findTool } from "./cargo-tools.mjs";
import { root } from "./paths.mjs";

const tool = () => ({
  name: "wasm-bindgen",
  crate: "wasm-bindgen-cli",
  version: /name = "wasm-bindgen"\r?\nversion = "([^"]+)"/.exec(readFileSync(join(root, "Cargo.lock"), "utf8"))[1],
  bins: ["wasm-bindgen", "wasm-bindgen-test-runner"],
  takes: "one to three minutes",
});

/** The folder with the tools, or undefined before the setup. */
export const findWasmBindgen = () => findTool(tool());

/** The folder with the tools. Builds them if none are usable. */
export const ensureWasmBindgen = () => ensureTool(tool());

// The wasm-bindgen command-line tools, in exactly the version of Cargo.lock.

import { ensureTool, findTool } from "./cargo-tools.mjs";
import { wasmBindgenWanted } from "./versions.mjs";

const tool = () => ({
  name: "wasm-bindgen",
  crate: "wasm-bindgen-cli",
  version: wasmBindgenWanted(),
  bins: ["wasm-bindgen", "wasm-bindgen-test-runner"],
  takes: "one to three minutes",
});

/** The folder with the tools, or undefined when set-up has not run yet. */
export const findWasmBindgen = () => findTool(tool());

/** The folder with the tools; builds them when no usable ones are found. */
export const ensureWasmBindgen = () => ensureTool(tool());

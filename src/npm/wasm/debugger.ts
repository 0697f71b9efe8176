/** The instance of the debugger's wasm. */
import * as wasm from "#explain-glue";
import { start } from "./start.js";

/** Why wasm did not start. An import must not throw, so the error is kept for the first call. */
const startFailure = /* @__PURE__ */ start(wasm.initSync);
let isSound = true;

/** What is wrong with a request, as `src/js/explain.rs` describes it. */
export function explain(input: object): any {
  return run(() => wasm.explain_signature(input));
}

/** What a part of the search for two mistakes finds. */
export function searchSlice(input: object, start: number, count: number): any {
  return run(() => wasm.search_mistakes(input, start, count));
}

/**
 * Runs a call, then clears the stack that it used: it may hold the secret. After a trap, the whole memory is cleared
 * and the next call uses a new instance.
 */
function run<T>(call: () => T): T {
  if (startFailure) throw startFailure;
  if (!isSound) wasm.__wbg_reset_state();
  isSound = false;
  const memory = wasm.linear_memory();
  try {
    const result = call();
    wasm.scrub_stack();
    isSound = true;
    return result;
  } finally {
    if (!isSound) new Uint8Array(memory.buffer).fill(0);
  }
}

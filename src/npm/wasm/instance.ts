/**
 * The instance of the client's wasm: its start, and its replacement after a trap. Each entry file has its own copy of
 * the glue and so one instance. That is why the state lives in this module.
 */
import * as wasm from "#client-glue";
import { LtiProError } from "../public/error.js";
import { forget, wipe } from "./memory.js";
import { start } from "./start.js";

/** Counts the instances. One that trapped is replaced. */
let generation = 0;
/** Whether the instance trapped, or runs a call now. */
let poisoned = false;
/**
 * Why wasm did not start. It starts at import, so that the first call is fast. An import must not throw, so the error
 * is kept for the first call. Every call reads this variable: a bundler that keeps a call keeps the start, and one that
 * keeps only names and codes drops both.
 */
const startFailure = /* @__PURE__ */ start(wasm.initSync);

/** The number of the instance that the next call enters. Slots of earlier instances are not valid any more. */
export function currentGeneration(): number {
  if (poisoned) reset();
  return generation;
}

/** Runs a call in an instance that has not trapped. Any error that is not an `LtiProError` is a trap. */
export function run<T>(call: () => T): T {
  if (startFailure) throw startFailure;
  if (poisoned) reset();
  // Set this before the call: after a stack overflow, the `catch` below may not run.
  poisoned = true;
  try {
    const result = call();
    poisoned = false;
    return result;
  } catch (error) {
    if (error instanceof LtiProError) {
      poisoned = false;
      throw error;
    }
    wipe();
    throw new LtiProError("internal", "the wasm instance trapped; it is replaced before the next call", {
      cause: error,
    });
  }
}

/** Replaces an instance that trapped: its locks may be held, and its values half written. */
function reset(): void {
  // Wipe again: after a stack overflow, the first attempt may have failed.
  wipe();
  wasm.__wbg_reset_state();
  forget();
  generation++;
  poisoned = false;
}

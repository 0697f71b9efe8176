/** Makes the exports of `zoom-lti-pro/explain`. Each entry file loads the wasm module in the way its runtime allows. */
import * as wasm from "#explain-glue";
import { unavailable } from "../public/error.js";
import type * as api from "../explain.js";
import { type CheckedInput, readInput, readOptions } from "./input.js";
import { type Slice, search } from "./search.js";
import type { Explanation } from "./types.js";
import { describe, describeShape, describeVerdict } from "./wording.js";

export function create(load: () => unknown): typeof api {
  const call = instance(load);
  const explain = (input: CheckedInput) => call(() => worded(wasm.explain_signature(input)));
  const slice = (input: CheckedInput, start: number, count: number) =>
    call(() => sliced(wasm.search_mistakes(input, start, count)));
  return {
    explainSignature: (input) => explain(readInput(input)),
    async searchMistakes(given, options = {}) {
      const input = readInput(given);
      return search(explain(input), (start, count) => slice(input, start, count), readOptions(options));
    },
  };
}

/**
 * Calls into the wasm instance, then clears the stack that the call used: it may hold the secret. After a trap, the
 * whole memory is cleared and the next call uses a new instance.
 */
function instance(load: () => unknown): <T>(work: () => T) => T {
  const failure = start(load);
  let isSound = true;
  return (work) => {
    if (failure) throw failure;
    if (!isSound) wasm.__wbg_reset_state();
    isSound = false;
    const memory = wasm.linear_memory();
    try {
      const result = work();
      wasm.scrub_stack();
      isSound = true;
      return result;
    } finally {
      if (!isSound) new Uint8Array(memory.buffer).fill(0);
    }
  };
}

/** An import must not throw: a failure is kept for the first call. */
function start(load: () => unknown): Error | undefined {
  try {
    wasm.initSync({ module: load() });
  } catch (error) {
    return unavailable(error);
  }
  return undefined;
}

function sliced(found: any): Slice {
  const { total, searched, explanation } = found;
  return { total, searched, explanation: explanation ? worded(explanation) : undefined };
}

/** Adds the messages to what Rust found. Null means absent. */
function worded(found: any): Explanation {
  const explanation = withoutNulls(found) as any;
  for (const finding of explanation.findings) {
    Object.assign(finding, describe(finding));
    for (const alternative of finding.alternatives ?? []) {
      const { title, message } = describe(alternative);
      Object.assign(alternative, { title, message });
    }
  }
  const { searched } = explanation;
  const isProved = explanation.findings.some(({ grade }: { grade: string }) => grade === "proved");
  if (searched.depth > 0 && !searched.complete && !isProved) searched.stopped = "limit";
  const code = explanation.verdict;
  explanation.verdict = { code, ...describeVerdict(code, explanation.findings) };
  if (explanation.header) explanation.header.verdict = describeShape(explanation.header.shape);
  return explanation;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNulls(inner)]));
}

/** Makes the exports of `zoom-lti-pro/explain`, over the wasm module that an entry file loads its runtime's way. */
import * as wasm from "#explain-glue";
import { invalidArgument, unavailable } from "../error.js";
import type * as api from "../explain.js";
import type { ExplainInput, Explanation } from "./types.js";
import { describeProblem, describeShape } from "./wording.js";

export function create(load: () => unknown): typeof api {
  const failure = start(load);
  return {
    explainSignature(input) {
      if (failure) throw failure;
      return describe(wasm.explain_signature(read(input)));
    },
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

function read({ request, signature, secret }: ExplainInput): ExplainInput {
  if (typeof request !== "string") throw invalidArgument("request", "request is not a string");
  for (const [name, value] of Object.entries({ signature, secret })) {
    if (value !== undefined && typeof value !== "string") throw invalidArgument(name, `${name} is not a string`);
  }
  return { request, signature, secret };
}

/** Rust says what was found; the words are put to it here. Null stands for what is not there. */
function describe(found: any): Explanation {
  const explanation = withoutNulls(found) as Explanation;
  for (const problem of explanation.problems) problem.message = describeProblem(problem.code, problem.name);
  if (explanation.header) explanation.header.verdict = describeShape(explanation.header.shape);
  return explanation;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNulls(inner)]));
}

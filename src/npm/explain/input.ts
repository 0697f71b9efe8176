/** Checks what callers give, and brings it into the one form the core reads. */
import { invalidArgument } from "../error.js";
import type { ExplainInput, LabelledSecret, SearchOptions } from "./types.js";

export interface CheckedInput {
  request: string;
  signature: string | undefined;
  secrets: LabelledSecret[];
  answer: string | undefined;
  now: number;
  /** Whether the request was sent at `now`. */
  isSent: boolean;
}

export function readInput(input: ExplainInput): CheckedInput {
  const { request, signature, secrets, answer, now } = input ?? {};
  if (typeof request !== "string") throw invalidArgument("request", "request is not a string");
  for (const [name, value] of Object.entries({ signature, answer })) {
    if (value !== undefined && typeof value !== "string") throw invalidArgument(name, `${name} is not a string`);
  }
  if (now !== undefined && !Number.isFinite(now)) throw invalidArgument("now", "now is not a number of milliseconds");
  return {
    request,
    signature,
    secrets: readSecrets(secrets),
    answer,
    now: now ?? Date.now(),
    isSent: now !== undefined,
  };
}

function readSecrets(secrets: ExplainInput["secrets"]): LabelledSecret[] {
  if (secrets === undefined) return [];
  const list = Array.isArray(secrets) ? secrets : [secrets];
  return list.map((given, place) => {
    const { label, secret } =
      typeof given === "string"
        ? { label: list.length === 1 ? "secret" : `secret ${place + 1}`, secret: given }
        : (given ?? {});
    if (typeof secret !== "string" || typeof label !== "string")
      throw invalidArgument("secrets", "secrets holds something other than strings and { label, secret }");
    return { label, secret };
  });
}

export function readOptions(options: SearchOptions): SearchOptions {
  const { signal, onProgress, maxHypotheses } = options;
  if (signal !== undefined && typeof signal?.aborted !== "boolean")
    throw invalidArgument("signal", "signal is not an AbortSignal");
  if (onProgress !== undefined && typeof onProgress !== "function")
    throw invalidArgument("onProgress", "onProgress is not a function");
  if (maxHypotheses !== undefined && !(maxHypotheses >= 0))
    throw invalidArgument("maxHypotheses", "maxHypotheses is not a number from 0");
  return options;
}

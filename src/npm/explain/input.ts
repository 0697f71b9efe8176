/** Validates the input and converts it to the form that the wasm module reads. */
import { invalidArgument, LtiProError } from "../public/error.js";
import type { ExplainInput, LabeledSecret, SearchOptions } from "./types.js";

/** The maximum lengths of texts, in UTF-16 units. A HAR file fits. */
const MAX_PASTE = 1_048_576;
const MAX_SIGNATURE = 16_384;
const MAX_LABEL = 200;
/** With more or longer secrets, `src/explain.rs` does not search. */
const MAX_SECRETS = 16;
const MAX_SECRET = 1024;

export interface CheckedInput {
  request: string;
  signature: string | undefined;
  secrets: LabeledSecret[];
  response: string | undefined;
  baseUrl: string | undefined;
  now: number;
  /** Whether the request was sent at `now`. */
  isSent: boolean;
}

export function readInput(input: ExplainInput): CheckedInput {
  const { request, signature, secrets, response, baseUrl, now } = input ?? {};
  if (typeof request !== "string") throw invalidArgument("request", "request is not a string");
  atMost("request", request, MAX_PASTE);
  for (const [name, value, maximum] of [
    ["signature", signature, MAX_SIGNATURE],
    ["response", response, MAX_PASTE],
    ["baseUrl", baseUrl, MAX_SIGNATURE],
  ] as const) {
    if (value === undefined) continue;
    if (typeof value !== "string") throw invalidArgument(name, `${name} is not a string`);
    atMost(name, value, maximum);
  }
  if (now !== undefined && !Number.isFinite(now)) throw invalidArgument("now", "now is not a number of milliseconds");
  return {
    request,
    signature,
    secrets: readSecrets(secrets),
    response,
    baseUrl,
    now: now ?? Date.now(),
    isSent: now !== undefined,
  };
}

function atMost(field: string, text: string, maximum: number): void {
  if (text.length <= maximum) return;
  throw new LtiProError("invalid_argument", `${field} is longer than ${maximum} characters`, {
    field,
    hint: "Give the one request that was refused, and what belongs to it.",
  });
}

function readSecrets(secrets: ExplainInput["secrets"]): LabeledSecret[] {
  if (secrets === undefined) return [];
  const list = Array.isArray(secrets) ? secrets : [secrets];
  if (list.length > MAX_SECRETS) throw invalidArgument("secrets", `secrets holds more than ${MAX_SECRETS}`);
  return list.map((given, place) => {
    const { label, secret } =
      typeof given === "string"
        ? { label: list.length === 1 ? "secret" : `secret ${place + 1}`, secret: given }
        : (given ?? {});
    if (typeof secret !== "string" || typeof label !== "string")
      throw invalidArgument("secrets", "secrets holds something other than strings and { label, secret }");
    atMost("secrets", label, MAX_LABEL);
    atMost("secrets", secret, MAX_SECRET);
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

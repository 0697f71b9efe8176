/** Reads what callers hand in: parameters, a received request, a clock. */
import { invalidArgument, LtiProError } from "./error.js";
import type { Parameters, ParameterValue, ReceivedRequest } from "./types.js";

/** Names and values in turn, as wasm takes them. */
export function writeParameters(parameters: Parameters): string[] {
  if (typeof parameters !== "object" || parameters === null)
    throw invalidArgument("params", "the parameters are not an object");
  const pairs = Symbol.iterator in parameters ? parameters : Object.entries(parameters);
  const written: string[] = [];
  for (const pair of pairs as Iterable<readonly [string, ParameterValue]>) {
    if (!Array.isArray(pair) || typeof pair[0] !== "string")
      throw invalidArgument("params", "a parameter is not a pair of name and value");
    const [name, value] = pair as [string, ParameterValue];
    written.push(wellFormed(name, name), writeValue(name, value));
  }
  return written;
}

function writeValue(name: string, value: unknown): string {
  if (typeof value === "string") return wellFormed(name, value);
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  const found = value === null ? "null" : typeof value === "number" ? String(value) : typeof value;
  throw invalidArgument(name, `${name} must be a string, a finite number or a boolean, not ${found}`);
}

/** A lone surrogate has no UTF-8: encoding would replace it, and two different values would sign alike. */
export function wellFormed(field: string, value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw invalidArgument(field, `${field} holds half of a surrogate pair`);
  return value;
}

/** Whether a value is a `Uint8Array`, of whichever realm, that still has its memory. */
export function isBytes(value: unknown): value is Uint8Array {
  try {
    // Nearly always, and at once.
    if (value instanceof Uint8Array && value.length > 0) return true;
    if (Object.prototype.toString.call(value) !== "[object Uint8Array]" || !ArrayBuffer.isView(value)) return false;
    (value as Uint8Array).at(0);
    return true;
  } catch {
    return false;
  }
}

/** What `MAX_PARAMETER_BYTES` in `src/query.rs` can become when it is encoded. Wasm refuses what is longer. */
const MAX_QUERY = 49_352;
const SIGNATURE_LENGTH = 27;

/** The query and the signature header of a received request; empty where missing, which then does not verify. */
export function received(request: ReceivedRequest): { query: string; signature: string } {
  const { url, headers } = request ?? {};
  if (typeof url !== "string") throw invalidArgument("request", "the request has no url");
  const sent = url.split("#", 1)[0]!;
  const start = sent.indexOf("?");
  // Cut where they are too long already: wasm's memory, which never shrinks, need not hold the rest.
  return {
    query: start < 0 ? "" : sent.slice(start + 1, start + 2 + MAX_QUERY),
    signature: signatureHeader(headers).slice(0, SIGNATURE_LENGTH + 1),
  };
}

function signatureHeader(headers: ReceivedRequest["headers"] | undefined): string {
  if (typeof headers?.["get"] === "function") return textOr(headers.get("x-lti-signature"));
  const values = Object.entries(headers ?? {})
    .filter(([name]) => name.toLowerCase() === "x-lti-signature")
    .flatMap(([, value]) => value ?? []);
  // Given twice, none is the signature.
  return values.length === 1 ? textOr(values[0]) : "";
}

/** What is not text is no signature. */
function textOr(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The clock's whole milliseconds. */
export function clock(now: (() => number) | undefined): number {
  let time: unknown;
  try {
    time = (now ?? Date.now)();
  } catch (error) {
    throw new LtiProError("invalid_argument", "options.now threw, or is not a function", {
      field: "now",
      cause: error,
    });
  }
  if (typeof time === "number" && Number.isFinite(time)) return Math.floor(time);
  throw invalidArgument("now", "options.now did not return a finite number");
}

/** Reads arguments: parameters, a received request, a clock. */
import { Limit } from "../generated/layout.js";
import { invalidArgument, LtiProError } from "../public/error.js";
import type { Parameters, ParameterValue, ReceivedRequest, StartTimeIn } from "../public/types.js";

/** Each name followed by its value, as wasm reads them. */
export function writeParameters(parameters: Parameters): string[] {
  if (typeof parameters !== "object" || parameters === null)
    throw invalidArgument("params", "params must be an object or a list of pairs");
  const pairs = Symbol.iterator in parameters ? parameters : Object.entries(parameters);
  const written: string[] = [];
  for (const pair of pairs as Iterable<readonly [string, ParameterValue]>) {
    if (!Array.isArray(pair) || typeof pair[0] !== "string")
      throw invalidArgument("params", "each parameter must be a pair of name and value");
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

/** UTF-8 cannot hold a lone surrogate. Encoding would replace it, so two values would have the same signature. */
export function wellFormed(field: string, value: string): string {
  if (/\p{Surrogate}/u.test(value))
    throw invalidArgument(field, `${field} contains a lone surrogate, which is half of a character`);
  return value;
}

/** Whether a value is a `Uint8Array` from any realm, with a buffer that is not detached. */
export function isBytes(value: unknown): value is Uint8Array {
  try {
    // The fast path.
    if (value instanceof Uint8Array && value.length > 0) return true;
    if (Object.prototype.toString.call(value) !== "[object Uint8Array]" || !ArrayBuffer.isView(value)) return false;
    (value as Uint8Array).at(0);
    return true;
  } catch {
    return false;
  }
}

/** The query and the signature of a received request. What is missing is empty, and does not verify. */
export function received(request: ReceivedRequest): { query: string; signature: string } {
  const { url, headers } = request ?? {};
  if (typeof url !== "string") throw invalidArgument("request", "request.url must be a string");
  const sent = url.split("#", 1)[0]!;
  const start = sent.indexOf("?");
  // Cut just above the maximum: the memory of wasm never shrinks, so nothing longer should enter it.
  return {
    query: start < 0 ? "" : sent.slice(start + 1, start + 2 + Limit.EncodedQuery),
    signature: signatureHeader(headers).slice(0, Limit.SignatureLength + 1),
  };
}

function signatureHeader(headers: ReceivedRequest["headers"] | undefined): string {
  if (typeof headers?.["get"] === "function") return textOr(headers.get("x-lti-signature"));
  const values = Object.entries(headers ?? {})
    .filter(([name]) => name.toLowerCase() === "x-lti-signature")
    .flatMap(([, value]) => value ?? []);
  // If the header occurs twice, there is no signature.
  return values.length === 1 ? textOr(values[0]) : "";
}

/** Text, or an empty text, which is not a signature. */
function textOr(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The current time in whole milliseconds, by the caller's clock. */
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

/** Checks text or bytes. */
export function bytesOrText(field: string, value: unknown): string | Uint8Array {
  if (typeof value === "string" || isBytes(value)) return value;
  throw invalidArgument(field, `${field} must be a string or a Uint8Array that is not detached`);
}

/** Checks an HTTP status. */
export function httpStatus(value: number): number {
  if (Number.isInteger(value) && value >= 100 && value <= 599) return value;
  throw invalidArgument("status", "status must be an HTTP status from 100 to 599");
}

/** Checks `startTimeIn`. */
export function readStartTimeIn(startTimeIn: StartTimeIn = "utc"): StartTimeIn {
  if (startTimeIn === "utc" || startTimeIn === "timezone") return startTimeIn;
  throw invalidArgument("startTimeIn", 'startTimeIn must be "utc" or "timezone"');
}

/** What `fetch` is called with, and what its response means. */
import * as wasm from "#client-glue";
import type { LtiProError } from "../public/error.js";
import { Part } from "../generated/layout.js";
import type { MeetingPage } from "../public/types.js";
import { type Body, resultOf } from "./body.js";
import { checked, FAILED, number, readError, readFields, writeFrame } from "./frames.js";
import { run } from "./instance.js";
import { memory, noteFreedInput, parts, serverClock, words, write } from "./memory.js";
import { readPage } from "./tape.js";

/** A response without a fault. `serverMs`: the server's clock in milliseconds since 1970, NaN if unknown. */
export interface Success<Result> {
  result: Result;
  error?: undefined;
  status: number;
  serverMs: number;
}

/** Why there is no result. `status`: the HTTP status, if there was a response. */
export interface Failure {
  error: LtiProError;
  status?: number | undefined;
  serverMs: number;
}

/** How an attempt ended. */
export type Outcome<Result> = Success<Result> | Failure;

export function decode(status: number, body: string | Uint8Array): MeetingPage {
  return run(() => {
    const code = wasm.decode(status, write(body, 0));
    noteFreedInput();
    return takePage(code);
  });
}

/** The second argument of `fetch`. */
export function requestInit(method: string, headers: unknown, signal: unknown, body: unknown): object {
  const init = { method };
  run(() => wasm.request_init(init, headers, signal, body));
  return init;
}

/** What of a response's head matters here. Status 0: there was no response. */
export interface Head {
  status: number;
  isRedirect: boolean;
  /** The timestamp of the request. */
  signedMs: number;
  /** `date`, `location` and `retry-after`, as `src/js/fetch.rs` reads them. Empty if missing. */
  headers: readonly string[];
}

/** Decodes the response to a meeting list. */
export function receiveMeetings(head: Head, body: Body): Outcome<MeetingPage> {
  return received(head, body, false, takePage);
}

/** Decodes the response of an endpoint whose result is not documented. */
export function receiveAny(head: Head, body: Body): Outcome<{ result: unknown }> {
  return received(head, body, true, (code) => {
    const [start, end] = readFields(code).map(number);
    return { result: resultOf(body, start, end) };
  });
}

function received<Result>(head: Head, body: Body, isAny: boolean, take: (code: number) => Result): Outcome<Result> {
  const { status, isRedirect, signedMs, headers } = head;
  return run(() => {
    const headLength = writeFrame(headers, body.length);
    let length = 0;
    for (const piece of body.pieces) length += write(piece, headLength + length);
    const code = wasm.receive(status, isRedirect, signedMs, headLength, length, isAny);
    noteFreedInput();
    if (code >= FAILED) return failed(code, body);
    return { result: take(code), status, serverMs: serverClock() };
  });
}

function failed(code: number, body?: Body): Outcome<never> {
  const error = readError(code, body);
  return { error, status: error.status, serverMs: serverClock() };
}

/** The error of a response that is missing or not complete. */
export function noResponse(
  kind: "network" | "truncated" | "too_large",
  bytesRead: number,
  { status, signedMs, headers }: Head,
): Outcome<never> {
  return run(() => failed(wasm.no_response(status, signedMs, bytesRead, writeFrame([...headers, kind]))));
}

/** The page on the tape. Throws if wasm returned an error. */
function takePage(result: number): MeetingPage {
  checked(result);
  const at = parts();
  const page = readPage(memory(), words, at);
  if (words[at + Part.Large]) wasm.tape_free();
  return page;
}

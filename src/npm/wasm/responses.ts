/** What `fetch` is called with, and what its response means. */
import * as wasm from "#client-glue";
import type { LtiProError } from "../public/error.js";
import { Part } from "../generated/layout.js";
import type { MeetingPage } from "../public/types.js";
import { type Body, resultOf } from "./body.js";
import { checked, FAILED, type Field, number, readError, readFields, writeFields } from "./frames.js";
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

/** Decodes the response to a meeting list. `head`: the fields that `src/js/fetch.rs` reads. */
export function receiveMeetings(head: Field[], body: Body): Outcome<MeetingPage> {
  return received(head, body, false, takePage);
}

/** Decodes the response of an endpoint whose result is not documented. */
export function receiveAny(head: Field[], body: Body): Outcome<{ result: unknown }> {
  return received(head, body, true, (code) => {
    const [start, end] = readFields(code).map(number);
    return { result: resultOf(body, start, end) };
  });
}

function received<Result>(head: Field[], body: Body, isAny: boolean, take: (code: number) => Result): Outcome<Result> {
  return run(() => {
    const headLength = writeFields(head, body.length);
    let length = 0;
    for (const piece of body.pieces) length += write(piece, headLength + length);
    const code = wasm.receive(headLength, length, isAny);
    noteFreedInput();
    if (code >= FAILED) return failed(code, body);
    return { result: take(code), status: head[0] as number, serverMs: serverClock() };
  });
}

function failed(code: number, body?: Body): Outcome<never> {
  const error = readError(code, body);
  return { error, status: error.status, serverMs: serverClock() };
}

/** The error of a response that is missing or not complete. `head` is empty if there was no response. */
export function noResponse(
  kind: "network" | "truncated" | "too_large",
  bytesRead: number,
  head: Field[],
): Outcome<never> {
  return run(() => {
    const fields = head.length > 0 ? head : [0, 0, 0, "", "", ""];
    return failed(wasm.no_response(writeFields([...fields, kind, bytesRead])));
  });
}

/** The page on the tape. Throws if wasm returned an error. */
function takePage(result: number): MeetingPage {
  checked(result);
  const at = parts();
  const page = readPage(memory(), words, at);
  if (words[at + Part.Large]) wasm.tape_free();
  return page;
}

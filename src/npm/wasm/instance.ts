/**
 * The wasm instance: its start, the values that cross into and out of it, and its replacement after a trap. Each entry
 * file has its own copy of the glue and so one instance. That is why the state lives in this module.
 *
 * Values cross in frames (`src/js/frame.rs`). A field is a length of 4 bytes, little-endian, and that many bytes:
 * UTF-8, or a number as a double.
 */
import * as wasm from "#client-glue";
import { load, readsByob } from "#load";
import type { Outcome } from "../client/attempt.js";
import { type ErrorCode, type ErrorReason, LtiProError, unavailable } from "../public/error.js";
import { readPage } from "./tape.js";
import type { Body } from "../client/response.js";
import type { MeetingPage, SignedRequest } from "../public/types.js";

export { readsByob };

/** Set in a length that wasm returns if the output is the frame of an error. */
const FAILED = 0x8000_0000;

/**
 * The maximum length of text that a loop writes faster than the engine's encoder. For a base string of 118 characters
 * the loop takes 210 to 250 ns. The encoder takes 40 in Node and Bun, 100 in Deno, 130 in workerd, and 360 in Chromium.
 */
const SHORT = "document" in globalThis ? 160 : 32;

export const SIGNATURE_LENGTH = 27;

const NOTHING = /* @__PURE__ */ new Uint8Array(0);

const encoder = /* @__PURE__ */ new TextEncoder();
// A text may start with U+FEFF, which is not a byte order mark here.
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

export type Field = string | Uint8Array | number;

/** What follows a failure: the result of {@link nextStep}. */
export type Step = "give_up" | "wait" | "correct_clock" | "own_clock" | "next_secret" | "doubt_clock" | "do_not_repeat";

/** Whether paging goes on: the result of {@link afterPage}. */
export type Paging = "more" | "end" | "repeated_page" | "page_size";

/** What a reading shows: the result of {@link afterReading}. */
export type Completeness = "complete" | "again" | "list_changed" | "total_mismatch";

/** Counts the instances. One that trapped is replaced. */
let generation = 0;
/** Whether the instance trapped, or runs a call now. */
let poisoned = false;
/** The memory of the current instance; undefined before its first use. */
let linear: { readonly buffer: ArrayBuffer } | undefined;
/** Views of the linear memory. When it grows they are detached, and then empty. */
let bytes = NOTHING;
let words = /* @__PURE__ */ new Int32Array(0);
/** The address of the input buffer, and its size. Size 0: not known, ask wasm. */
let input = 0;
let inputRoom = 0;
/** A view of the input buffer for the encoder. Creating a view takes longer than encoding a base string. */
let inputBytes: Uint8Array = NOTHING;
/** The address of `PARTS` in `src/js/tape.rs`. 0: not known, ask wasm. */
let tape = 0;
const owners =
  typeof FinalizationRegistry === "function"
    ? /* @__PURE__ */ new FinalizationRegistry<{ slot: number; since: number }>(({ slot, since }) =>
        closeSlot(slot, since),
      )
    : undefined;
/**
 * Why wasm did not start. It starts at import, so that the first call is fast. An import must not throw, so the error
 * is kept for the first call. Every call reads this variable: a bundler that keeps a call keeps the start, and one that
 * keeps only names and codes drops both.
 */
const startFailure = /* @__PURE__ */ start();

function start(): LtiProError | undefined {
  try {
    wasm.initSync({ module: load() });
  } catch (error) {
    return unavailable(error);
  }
  return undefined;
}

/** The number of the instance that the next call enters. Slots of earlier instances are not valid any more. */
export function currentGeneration(): number {
  if (poisoned) reset();
  return generation;
}

/** Prepares credentials. Returns their slot, which is valid in this generation. */
export function open(key: string, secret: Uint8Array): number {
  return run(() => {
    const [slot] = readFields(wasm.open(writeFrame([key, secret])));
    return number(slot);
  });
}

/** Closes the slot when its owner is collected, because not everybody disposes of a client. */
export function closeWithout(owner: object, slot: number): void {
  owners?.unregister(owner);
  owners?.register(owner, { slot, since: generation }, owner);
}

/** Closes a slot, unless its instance is gone. */
export function close(owner: object | undefined, slot: number, since: number): void {
  if (owner) owners?.unregister(owner);
  closeSlot(slot, since);
}

function closeSlot(slot: number, since: number): void {
  if (slot >= 0 && since === currentGeneration()) run(() => wasm.close(slot));
}

export function sign(slot: number, message: string | Uint8Array): string {
  return run(() => readSignature(wasm.sign(slot, write(message, 0))));
}

export function signOnce(secret: string | Uint8Array, message: string | Uint8Array): string {
  return run(() => {
    // Room for both, because a buffer that grows loses what was written.
    reserve(room(secret) + room(message));
    const secretLength = write(secret, 0);
    const length = write(message, secretLength);
    return readSignature(wasm.sign_once(secretLength, length));
  });
}

export function baseString(pairs: string[]): string {
  return run(() => text(wasm.base_string(writeFrame(pairs))));
}

export function signList(slot: number, fields: string[]): SignedRequest {
  return run(() => signedRequest(wasm.sign_list(slot, writeFrame(fields))));
}

export function signPath(slot: number, fields: string[]): SignedRequest {
  return run(() => signedRequest(wasm.sign_path(slot, writeFrame(fields))));
}

export function verify(slot: number, fields: string[]): string[] {
  return run(() => readFields(wasm.verify(slot, writeFrame(fields))).map(asText));
}

export function decode(status: number, body: string | Uint8Array): MeetingPage {
  return run(() => {
    const code = wasm.decode(status, write(body, 0));
    if (isInputFreed()) inputRoom = 0;
    return takePage(code);
  });
}

/** The second argument of `fetch`. `method`: its index in `METHODS` in `src/js/fetch.rs`. */
export function requestInit(method: number, headers: unknown, signal: unknown, body: unknown): unknown {
  return run(() => wasm.request_init(method, headers, signal, body));
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
    if (isInputFreed()) inputRoom = 0;
    if (code >= FAILED) return failed(code, body);
    return { result: take(code), status: head[0] as number, serverMs: serverClock() };
  });
}

/** The result in a body that wasm has checked; undefined if it has no result. */
function resultOf({ pieces, length }: Body, start?: number, end?: number): unknown {
  if (!end) return undefined;
  let whole = pieces[0]!;
  if (pieces.length > 1) {
    whole = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
  }
  return JSON.parse(decoder.decode(whole.subarray(start, end)));
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

/** The server's clock by the last head that wasm read: milliseconds since 1970, NaN if unknown. */
function serverClock(): number {
  return (words[parts() + 7]! >>> 0) * 1000 || NaN;
}

/** Whether wasm has freed an input buffer that a large body left behind. */
function isInputFreed(): boolean {
  return words[parts() + 8] !== 0;
}

/** The index in `words` of `PARTS` in `src/js/tape.rs`. */
function parts(): number {
  memory();
  return (tape ||= wasm.tape()) >>> 2;
}

/**
 * A start time in milliseconds as if the clock showed UTC, NaN if the text is not a time; and the offset from UTC that
 * is written in it, NaN if there is no offset.
 */
export function startTime(text: string): { wallMs: number; offsetMs: number } {
  return run(() => {
    const [wall, offset] = readFields(wasm.start_time(writeFrame([text])));
    return { wallMs: number(wall), offsetMs: number(offset) };
  });
}

/** The instant of a time in a zone. `offsetMs` must not throw: the error would pass through wasm like a trap. */
export function inZone(wallMs: number, zone: { offsetMs(instant: number): number }): { instant: number; flag: string } {
  return run(() => {
    const [instant, flag] = readFields(wasm.in_zone(writeFields([wallMs]), zone));
    return { instant: number(instant), flag: asText(flag!) };
  });
}

/** What follows a failed request (`policy::next`). The fields in the order of `src/js/policy.rs`, NaN if unknown. */
export function nextStep(fields: readonly number[]): { step: Step; waitMs: number } {
  return run(() => {
    const [step, waitMs] = readFields(wasm.next_step(writeFields(fields)));
    return { step: asText(step!) as Step, waitMs: number(waitMs) };
  });
}

/** Whether paging goes on (`policy::after_page`). The fields in the order of `src/js/policy.rs`. */
export function afterPage(seen: readonly number[]): Paging {
  return run(() => text(wasm.after_page(writeFields(seen))) as Paging);
}

/** Whether a reading holds the whole list (`policy::after_reading`). The fields in the order of `src/js/policy.rs`. */
export function afterReading(seen: readonly number[]): Completeness {
  return run(() => text(wasm.after_reading(writeFields(seen))) as Completeness);
}

/** The page on the tape. Throws if wasm returned an error. */
function takePage(result: number): MeetingPage {
  checked(result);
  const at = parts();
  const page = readPage(bytes, words, at);
  if (words[at + 6]) wasm.tape_free();
  return page;
}

/** The error in the output, whose fields `fail` in `src/js/frame.rs` writes. */
function readError(result: number, body?: Body): LtiProError {
  const fields = readFrame(result);
  const [code, message, hint, errorCode, reason, field] = fields.slice(0, 6).map(asText);
  const [detail, status, retryable, retryAfter, offset, row, start, end] = fields.slice(6).map(known);
  return new LtiProError(code as ErrorCode, message!, {
    hint: hint || undefined,
    errorCode: errorCode || undefined,
    detail,
    status,
    retryable: retryable === 1,
    retryAfter,
    reason: (reason || undefined) as ErrorReason | undefined,
    offset,
    row,
    field: field || undefined,
    result: body && resultOf(body, start, end),
  });
}

/** Runs a call in an instance that has not trapped. Any error that is not an `LtiProError` is a trap. */
function run<T>(call: () => T): T {
  if (startFailure) throw startFailure;
  if (poisoned) reset();
  // Before the call, because after a stack overflow not even the `catch` below is sure to run.
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

/** Overwrites an instance that trapped: it holds the secrets of all clients, and maybe no later call replaces it. */
function wipe(): void {
  if (linear) new Uint8Array(linear.buffer).fill(0);
}

/** Replaces an instance that trapped: its locks may be held, and its values half written. */
function reset(): void {
  // Again, because after a stack overflow the first attempt may have failed.
  wipe();
  linear = undefined;
  wasm.__wbg_reset_state();
  bytes = inputBytes = NOTHING;
  tape = inputRoom = 0;
  generation++;
  poisoned = false;
}

function checked(result: number): number {
  if (result >= FAILED) throw readError(result);
  return result;
}

/** The signature, which wasm wrote over the start of the input. */
function readSignature(result: number): string {
  checked(result);
  return signatureAt(memory(), input);
}

/** One call of `fromCharCode` is faster than a loop or the decoder. */
function signatureAt(b: Uint8Array, i: number): string {
  return String.fromCharCode(
    b[i]!,
    b[i + 1]!,
    b[i + 2]!,
    b[i + 3]!,
    b[i + 4]!,
    b[i + 5]!,
    b[i + 6]!,
    b[i + 7]!,
    b[i + 8]!,
    b[i + 9]!,
    b[i + 10]!,
    b[i + 11]!,
    b[i + 12]!,
    b[i + 13]!,
    b[i + 14]!,
    b[i + 15]!,
    b[i + 16]!,
    b[i + 17]!,
    b[i + 18]!,
    b[i + 19]!,
    b[i + 20]!,
    b[i + 21]!,
    b[i + 22]!,
    b[i + 23]!,
    b[i + 24]!,
    b[i + 25]!,
    b[i + 26]!,
  );
}

function signedRequest(result: number): SignedRequest {
  const [urlBytes, baseBytes, signatureBytes, timestampBytes] = readFields(result);
  const url = asText(urlBytes!);
  // Empty if it equals the URL's query, as it mostly does. Cutting that out is faster than decoding it.
  const baseString = baseBytes!.length > 0 ? asText(baseBytes!) : url.slice(url.indexOf("?") + 1);
  const signature = signatureAt(signatureBytes!, 0);
  return { url, headers: { "X-Lti-Signature": signature }, baseString, signature, timestamp: number(timestampBytes) };
}

/** The only field of a frame, as text. */
function text(result: number): string {
  return asText(readFields(result)[0]!);
}

function readFields(result: number): Uint8Array[] {
  return readFrame(checked(result));
}

/** The fields of the output, as bytes. */
function readFrame(result: number): Uint8Array[] {
  const start = wasm.output();
  const all = memory();
  const fields: Uint8Array[] = [];
  for (let at = start, end = start + (result & ~FAILED); at < end; ) {
    const length = readLength(all, at);
    fields.push(all.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

function asText(field: Uint8Array): string {
  return decoder.decode(field);
}

function number(field: Uint8Array | undefined): number {
  if (field?.length !== 8) return NaN;
  doubleBytes.set(field);
  return double[0]!;
}

/** A number, unless it is NaN. */
function known(field: Uint8Array): number | undefined {
  const value = number(field);
  return Number.isNaN(value) ? undefined : value;
}

/** Converts between a number and its bytes. */
const double = /* @__PURE__ */ new Float64Array(1);
const doubleBytes = /* @__PURE__ */ new Uint8Array(double.buffer);

function writeLength(at: number, length: number): void {
  bytes[at] = length;
  bytes[at + 1] = length >>> 8;
  bytes[at + 2] = length >>> 16;
  bytes[at + 3] = length >>> 24;
}

function readLength(all: Uint8Array, at: number): number {
  return all[at]! | (all[at + 1]! << 8) | (all[at + 2]! << 16) | (all[at + 3]! << 24);
}

/** Writes fields into the input, with room for `after` bytes behind them. Returns the length of the frame. */
function writeFrame(fields: readonly (string | Uint8Array)[], after = 0): number {
  let size = after;
  for (let i = 0; i < fields.length; i++) size += 4 + room(fields[i]!);
  const base = reserve(size);
  let at = 0;
  for (let i = 0; i < fields.length; i++) {
    const length = write(fields[i]!, at + 4);
    writeLength(base + at, length);
    at += 4 + length;
  }
  return at;
}

/** The same with numbers. Not in one function: Node 20 crashes when it has compiled a loop that writes both. */
function writeFields(fields: readonly Field[], after?: number): number {
  return writeFrame(fields.map(withoutNumber), after);
}

function withoutNumber(field: Field): string | Uint8Array {
  if (typeof field !== "number") return field;
  double[0] = field;
  return doubleBytes.slice();
}

/** Writes bytes at an offset of the input, without their length. Returns how many. */
function write(field: string | Uint8Array, offset: number): number {
  const start = reserve(offset + room(field)) + offset;
  const all = memory();
  if (typeof field !== "string") {
    all.set(field, start);
    return field.length;
  }
  if (field.length <= SHORT && writeAscii(field, all, start)) return field.length;
  if (inputBytes.length === 0) inputBytes = all.subarray(input, input + inputRoom);
  // Not a view of the rest of the memory: Node 20 writes nothing if it is larger than 2 GiB.
  const { read, written } = encoder.encodeInto(field, offset ? inputBytes.subarray(offset) : inputBytes);
  if (read < field.length) throw new RangeError("the text was not written completely");
  return written;
}

/** The address of the input, with room for `length` bytes and for a signature. */
function reserve(length: number): number {
  if (length + SIGNATURE_LENGTH > inputRoom) {
    input = wasm.input((inputRoom = length + SIGNATURE_LENGTH));
    inputBytes = NOTHING;
  }
  return input;
}

function memory(): Uint8Array {
  if (bytes.length === 0) {
    const { buffer } = (linear ??= wasm.linear_memory());
    bytes = new Uint8Array(buffer);
    words = new Int32Array(buffer);
  }
  return bytes;
}

/** Writes ASCII text. Returns false for any other text. */
function writeAscii(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return false;
    bytes[start + i] = code;
  }
  return true;
}

/** The maximum size of a field: UTF-8 needs at most three bytes for a UTF-16 unit. */
function room(field: string | Uint8Array): number {
  return typeof field === "string" ? field.length * 3 : field.length;
}

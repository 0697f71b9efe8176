/**
 * The wasm instance: its start, what crosses into and out of it, and its replacement after a trap. There is one for each
 * entry file, as there is one copy of the glue, so all of this is the module's own state.
 *
 * Values cross in frames (`src/js/frame.rs`): each field a length of 4 bytes, little-endian, and that many bytes: UTF-8,
 * or a number as a double.
 */
import * as wasm from "#client-glue";
import { load, readsByob } from "#load";
import { LtiProError, unavailable, type ErrorCode, type ErrorReason } from "./error.js";
import type { Outcome } from "./attempt.js";
import { readPage } from "./meetings.js";
import type { Body } from "./response.js";
import type { MeetingPage, SignedRequest } from "./types.js";

export { readsByob };

/** Set in a length that wasm returns: the output is an error's frame. */
const FAILED = 0x8000_0000;

/**
 * Up to so many characters a loop writes text faster than the engine's encoder. For a base string of 118 the loop takes 210 to 250 ns, the
 * encoder 40 in Node and Bun, 100 in Deno, 130 in workerd, but 360 in a page of Chromium.
 */
const SHORT = "document" in globalThis ? 160 : 32;

const SIGNATURE_LENGTH = 27;

const NOTHING = /* @__PURE__ */ new Uint8Array(0);

const encoder = /* @__PURE__ */ new TextEncoder();
// A text may begin with U+FEFF; it is no byte order mark here.
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

export type Field = string | Uint8Array | number;

/** What follows a failure, as {@link nextStep} decides it. */
export type Step = "give_up" | "wait" | "correct_clock" | "own_clock" | "next_secret" | "doubt_clock";

/** Whether paging goes on, as {@link afterPage} decides it. */
const PAGING = ["more", "end", "repeated_page", "page_size"] as const;

/** What a reading shows, as {@link afterReading} decides it. */
const COMPLETENESS = ["complete", "again", "list_changed", "total_mismatch"] as const;

/** Counts the instances: each that trapped was replaced. */
let generation = 0;
/** Whether the instance trapped, or is in a call. */
let poisoned = false;
/** The memory of the present instance, once it was asked for. */
let linear: { readonly buffer: ArrayBuffer } | undefined;
/** Views of the linear memory. They die when it grows: then they are empty. */
let bytes = NOTHING;
let words = /* @__PURE__ */ new Int32Array(0);
/** The input buffer: its address and its size. 0: ask. */
let input = 0;
let inputRoom = 0;
/** The same as a view, for the encoder: making one takes longer than encoding a base string. */
let inputBytes: Uint8Array = NOTHING;
/** Where wasm tells where the page is. 0: ask. */
let tape = 0;
const owners =
  typeof FinalizationRegistry === "function"
    ? /* @__PURE__ */ new FinalizationRegistry<{ slot: number; since: number }>(({ slot, since }) =>
        closeSlot(slot, since),
      )
    : undefined;
/**
 * Why wasm did not start. It is started at once, so that the first call need not wait; an import must not throw, so a failure is kept for that
 * call. Every call reads this: a bundler that keeps one keeps the start, and one that is left with error codes and names drops both.
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

/** Which instance the next call will enter: what an earlier one handed out (slots) is void. */
export function currentGeneration(): number {
  if (poisoned) reset();
  return generation;
}

/** Prepares credentials; their slot is good for this generation. */
export function open(key: string, secret: Uint8Array): number {
  return run(() => {
    const slot = wasm.open(writeFrame([key, secret]));
    return checked(slot);
  });
}

/** Closes the slot once its owner is collected: not everybody disposes of a client. */
export function closeWithout(owner: object, slot: number): void {
  owners?.unregister(owner);
  owners?.register(owner, { slot, since: generation }, owner);
}

/** Closes a slot of this generation; those of earlier ones are gone with their instance. */
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
    // Room for both first: growing the buffer between them would lose the first.
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
  return run(() => takePage(wasm.decode(status, write(body, 0))));
}

/** What `fetch` is called with besides the URL. `method`: its place in `METHODS` in `src/js/fetch.rs`. */
export function requestInit(method: number, headers: unknown, signal: unknown, body: unknown): unknown {
  return run(() => wasm.request_init(method, headers, signal, body));
}

/** Judges the response to a meeting list; its head as `src/js/fetch.rs` reads it. */
export function receiveMeetings(head: Field[], body: Body): Outcome<MeetingPage> {
  return received(head, body, false, takePage);
}

/** Judges the response of an endpoint whose result is not documented. */
export function receiveAny(head: Field[], body: Body): Outcome<{ result: unknown }> {
  return received(head, body, true, (code) => {
    inputRoom = 0;
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
    const serverMs = serverClock();
    if (code < FAILED) return { result: take(code), status: head[0] as number, serverMs };
    inputRoom = 0;
    return failed(code, serverMs, body);
  });
}

/** The result in a body that wasm has checked; undefined where there is none. */
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

function failed(code: number, serverMs: number, body?: Body): Outcome<never> {
  const error = readError(code, body);
  return { error, status: error.status, serverMs };
}

/** Why no whole response came. `head` is that of the response, empty where none came. */
export function noResponse(
  kind: "network" | "truncated" | "too_large",
  bytesRead: number,
  head: Field[],
): Outcome<never> {
  return run(() => {
    const fields = head.length > 0 ? head : [0, 0, 0, "", "", ""];
    const result = wasm.no_response(writeFields([...fields, kind, bytesRead]));
    const serverMs = serverClock();
    return failed(result, serverMs);
  });
}

/** By the head that wasm read last. */
function serverClock(): number {
  memory();
  return (words[((tape ||= wasm.tape()) >>> 2) + 7]! >>> 0) * 1000 || NaN;
}

/**
 * A start time in milliseconds as if the clock showed UTC, NaN where it is none; and its own offset from UTC, NaN where
 * none is written.
 */
export function startTime(text: string): { wallMs: number; offsetMs: number } {
  return run(() => {
    const [wall, offset] = readFields(wasm.start_time(writeFrame([text])));
    return { wallMs: number(wall), offsetMs: number(offset) };
  });
}

/** The instant of a time in a zone. `offsetMs` must not throw: what it threw would pass through wasm, as a trap does. */
export function inZone(wallMs: number, zone: { offsetMs(instant: number): number }): { instant: number; flag: string } {
  return run(() => {
    const [instant, flag] = readFields(wasm.in_zone(writeFields([wallMs]), zone));
    return { instant: number(instant), flag: asText(flag!) };
  });
}

/** What follows a failed request (`policy::next`): its fields in the order of `src/js/policy.rs`, NaN if not known. */
export function nextStep(fields: readonly number[]): { step: Step; waitMs: number } {
  return run(() => {
    const [step, waitMs] = readFields(wasm.next_step(writeFields(fields)));
    return { step: asText(step!) as Step, waitMs: number(waitMs) };
  });
}

/** Whether paging goes on (`policy::after_page`, whose arguments these are). */
export function afterPage(...seen: Parameters<typeof wasm.after_page>): (typeof PAGING)[number] {
  return PAGING[run(() => wasm.after_page(...seen))]!;
}

/** Whether a reading holds the whole list (`policy::after_reading`, whose arguments these are). */
export function afterReading(...seen: Parameters<typeof wasm.after_reading>): (typeof COMPLETENESS)[number] {
  return COMPLETENESS[run(() => wasm.after_reading(...seen))]!;
}

/** The page on the tape, unless there is an error. */
function takePage(result: number): MeetingPage {
  // wasm may have given up a large buffer.
  if (result) inputRoom = 0;
  checked(result);
  const all = memory();
  const at = (tape ||= wasm.tape()) >>> 2;
  const page = readPage(all, words, at);
  if (words[at + 6]) wasm.tape_free();
  return page;
}

/** The error that wasm left in the output, its fields in the order of `fail` in `src/js/frame.rs`. */
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

/** Runs a call in a sound instance. Whatever it throws that is not ours is a trap. */
function run<T>(call: () => T): T {
  if (startFailure) throw startFailure;
  if (poisoned) reset();
  // Until it has come back: at the end of the stack not even the lines below can be relied on.
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

/** An instance that trapped still holds the secrets of all clients. There may be no next call to replace it. */
function wipe(): void {
  if (linear) new Uint8Array(linear.buffer).fill(0);
}

/** A trap leaves locks held and values half written: nothing may enter this instance again. */
function reset(): void {
  // Again, as at the end of the stack the first time may have failed.
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

/** The signature, which wasm wrote over the start of the input. Letters to wasm, numbers to us: one call makes them a string. */
function readSignature(result: number): string {
  checked(result);
  return signatureAt(memory(), input);
}

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
  // Most often it is the URL's query: cutting it out takes less time than decoding it.
  const baseString = baseBytes!.length > 0 ? asText(baseBytes!) : url.slice(url.indexOf("?") + 1);
  const signature = signatureAt(signatureBytes!, 0);
  return { url, headers: { "X-Lti-Signature": signature }, baseString, signature, timestamp: number(timestampBytes) };
}

/** The one text of a frame. */
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

/** A number on its way. */
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

/** Writes fields into the input, and makes room for so many bytes after them; returns the frame's length. */
function writeFrame(fields: readonly (string | Uint8Array)[], after = 0): number {
  let most = after;
  for (let i = 0; i < fields.length; i++) most += 4 + room(fields[i]!);
  const base = reserve(most);
  let at = 0;
  for (let i = 0; i < fields.length; i++) {
    const length = write(fields[i]!, at + 4);
    writeLength(base + at, length);
    at += 4 + length;
  }
  return at;
}

/** The same with numbers. Apart, as Node 20 crashes once it has compiled a loop that writes numbers as well. */
function writeFields(fields: readonly Field[], after?: number): number {
  return writeFrame(fields.map(withoutNumber), after);
}

function withoutNumber(field: Field): string | Uint8Array {
  if (typeof field !== "number") return field;
  double[0] = field;
  return doubleBytes.slice();
}

/** Writes bare bytes at an offset of the input; returns how many. */
function write(field: string | Uint8Array, offset: number): number {
  const start = reserve(offset + room(field)) + offset;
  const all = memory();
  if (typeof field !== "string") {
    all.set(field, start);
    return field.length;
  }
  if (field.length <= SHORT && writeAscii(field, all, start)) return field.length;
  if (inputBytes.length === 0) inputBytes = all.subarray(input, input + inputRoom);
  // Not the rest of the memory: Node 20 writes nothing where that exceeds 2 GiB.
  const { read, written } = encoder.encodeInto(field, offset ? inputBytes.subarray(offset) : inputBytes);
  if (read < field.length) throw new RangeError("the text was not written whole");
  return written;
}

/** The address of the input, with room for so many bytes, and for a signature. */
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

/** Writes text of ASCII; false where it holds anything else. */
function writeAscii(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return false;
    bytes[start + i] = code;
  }
  return true;
}

/** The most bytes a field can take: UTF-8 needs at most three for each UTF-16 unit. */
function room(field: string | Uint8Array): number {
  return typeof field === "string" ? field.length * 3 : field.length;
}

/**
 * The wasm instance: its start, what crosses into and out of it, and its replacement after a trap. There is one for each entry file, as there
 * is one copy of the glue, so all of this is the module's own state.
 *
 * Text crosses in frames (`src/js/frame.rs`): each field a length of 4 bytes, little-endian, and its UTF-8 bytes.
 */
import * as wasm from "#client-glue";
import { load } from "#load";
import { LtiProError, unavailable, type ErrorCode, type ErrorReason } from "./error.js";
import { readPage } from "./meetings.js";
import type { MeetingPage } from "./types.js";

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

type Field = string | Uint8Array;

/** What {@link nextStep} answers besides the milliseconds to wait. */
export const GIVE_UP = -1;
export const CORRECT_CLOCK = -2;
export const NEXT_SECRET = -3;

/** What {@link afterPage} answers. */
export const enum Paging {
  More,
  End,
  Repeats,
  Grew,
}

/** What a reset ends: a call whose wasm half is gone. Once it has failed it takes itself off the table ({@link settled}). */
export interface Pending {
  fail(error: LtiProError): void;
}

/** Counts the instances: each that trapped was replaced. */
let generation = 0;
/** Whether the instance trapped, or is in a call. */
let poisoned = false;
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
/** Calls under way, with the generation they are in. */
const underWay = new Map<Pending, number>();

/**
 * Why wasm did not start. It is started at once, so that the first call need not wait; an import must not throw, so a failure is kept for that
 * call. Every call reads this: a bundler that keeps one keeps the start, and one that is left with error codes and names drops both.
 */
const startFailure = /* @__PURE__ */ start();

function start(): LtiProError | undefined {
  wasm.trap.caught = retire;
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
export function close(owner: object, slot: number, since: number): void {
  owners?.unregister(owner);
  closeSlot(slot, since);
}

function closeSlot(slot: number, since: number): void {
  if (slot >= 0 && since === currentGeneration()) run(() => wasm.close(slot));
}

export function sign(slot: number, message: Field): string {
  return run(() => readSignature(wasm.sign(slot, write(message, 0))));
}

export function signOnce(secret: Field, message: Field): string {
  return run(() => {
    // Room for both first: growing the buffer between them would lose the first.
    reserve(room(secret) + room(message));
    const secretLength = write(secret, 0);
    const length = write(message, secretLength);
    return readSignature(wasm.sign_once(secretLength, length));
  });
}

export function baseString(pairs: string[]): string {
  return run(() => readText(wasm.base_string(writeFrame(pairs))));
}

export function signList(slot: number, fields: string[]): string[] {
  return run(() => readFields(wasm.sign_list(slot, writeFrame(fields))));
}

export function signPath(slot: number, fields: string[]): string[] {
  return run(() => readFields(wasm.sign_path(slot, writeFrame(fields))));
}

export function verify(slot: number, fields: string[]): string[] {
  return run(() => readFields(wasm.verify(slot, writeFrame(fields))));
}

export function decode(status: number, body: Field): MeetingPage {
  return run(() => {
    const result = wasm.decode(status, write(body, 0));
    // wasm may have given up a large buffer.
    if (result) inputRoom = 0;
    checked(result);
    return page();
  });
}

export function wallClock(startTime: string): number {
  return run(() => wasm.wall_clock(write(startTime, 0)));
}

/** `offsetMs` must not throw: what it threw would pass through wasm, as a trap does. */
export function inZone(wallMs: number, zone: { offsetMs(instant: number): number }): number {
  return run(() => wasm.in_zone(wallMs, zone));
}

/** What follows a failed request (`policy::next`). What is not known is NaN. */
export function nextStep(
  failure: { retryable: boolean; rejected: boolean; retryAfterMs: number; clockOffsetMs: number },
  budget: { retried: number; retries: number; clockCorrected: boolean; moreSecrets: boolean; remainingMs: number },
  random: number,
): number {
  const { retryable, rejected, retryAfterMs, clockOffsetMs } = failure;
  const { retried, retries, clockCorrected, moreSecrets, remainingMs } = budget;
  return run(() =>
    wasm.next_step(
      retryable,
      rejected,
      retryAfterMs,
      clockOffsetMs,
      retried,
      retries,
      clockCorrected,
      moreSecrets,
      remainingMs,
      random,
    ),
  );
}

/** Whether paging goes on (`policy::after_page`). */
export function afterPage(
  page: { rows: number; newRows: number; pageSize: number; total: number },
  before: { rows: number; pageSize: number; stale: number },
): Paging {
  return run(() =>
    wasm.after_page(page.rows, page.newRows, page.pageSize, page.total, before.rows, before.pageSize, before.stale),
  );
}

/** Makes one attempt. `pending` is failed should the instance be replaced meanwhile. */
export function send(attempt: object, pending: Pending): void {
  run(() => {
    underWay.set(pending, generation);
    wasm.send(attempt);
  });
}

export function settled(pending: Pending): void {
  underWay.delete(pending);
}

/** Takes the page that wasm left on the tape. */
export function page(): MeetingPage {
  const all = memory();
  const at = (tape ||= wasm.tape()) >>> 2;
  const read = readPage(all, words, at);
  if (words[at + 6]) wasm.tape_free();
  return read;
}

/** Reads the error that wasm left in the output. */
export function error(length: number, cause?: unknown): LtiProError {
  const [code, message, hint, errorCode, detail, status, retryable, retryAfter, reason, offset, row, field] =
    readFrame(length);
  const details = {
    hint: hint || undefined,
    errorCode: errorCode || undefined,
    detail: number(detail),
    status: number(status),
    retryable: retryable === "1",
    retryAfter: number(retryAfter),
    reason: (reason || undefined) as ErrorReason | undefined,
    offset: number(offset),
    row: number(row),
    field: field || undefined,
  };
  return new LtiProError(code as ErrorCode, message!, cause === undefined ? details : { ...details, cause });
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
    retire();
    throw new LtiProError("internal", "the wasm instance trapped; it is replaced before the next call", {
      cause: error,
    });
  }
}

/** A trap leaves locks held and values half written: nothing may enter this instance again, nor wait for it. */
function retire(): void {
  poisoned = true;
  const retired = generation;
  // With a stack of its own: what trapped may have been the end of this one.
  queueMicrotask(() => failPending(retired));
  wasm.trap.retire();
}

function failPending(retired: number): void {
  for (const [call, since] of underWay) {
    if (since > retired) continue;
    call.fail(
      new LtiProError("instance_reset", "the wasm instance trapped while the call was under way", { retryable: true }),
    );
  }
}

function reset(): void {
  retire();
  wasm.__wbg_reset_state();
  bytes = inputBytes = NOTHING;
  tape = inputRoom = 0;
  generation++;
  poisoned = false;
}

function checked(result: number): number {
  if (result >= FAILED) throw error(result);
  return result;
}

function readText(result: number): string {
  const length = checked(result);
  const start = wasm.output();
  return decoder.decode(memory().subarray(start, start + length));
}

/** The signature, which wasm wrote over the start of the input. Letters to wasm, numbers to us: one call makes them a string. */
function readSignature(result: number): string {
  checked(result);
  const b = memory();
  const i = input;
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

function readFields(result: number): string[] {
  return readFrame(checked(result));
}

function readFrame(length: number): string[] {
  const start = wasm.output();
  const frame = memory().subarray(start, start + (length & ~FAILED));
  const lengths = new DataView(frame.buffer, frame.byteOffset);
  const fields: string[] = [];
  for (let at = 0; at < frame.length; ) {
    const end = at + 4 + lengths.getUint32(at, true);
    fields.push(decoder.decode(frame.subarray(at + 4, end)));
    at = end;
  }
  return fields;
}

/** Writes fields into the input; returns the frame's length. */
export function writeFrame(fields: Field[]): number {
  let most = 0;
  for (const field of fields) most += 4 + room(field);
  const base = reserve(most);
  let at = 0;
  for (const field of fields) {
    const end = write(field, at + 4) + at + 4;
    new DataView(bytes.buffer).setUint32(base + at, end - at - 4, true);
    at = end;
  }
  return at;
}

/** Writes bare bytes at an offset of the input; returns how many. */
function write(field: Field, offset: number): number {
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
    const { buffer } = wasm.linear_memory();
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
function room(field: Field): number {
  return typeof field === "string" ? field.length * 3 : field.length;
}

function number(field: string | undefined): number | undefined {
  return field ? Number(field) : undefined;
}

/**
 * The wasm instance: its start, what crosses into and out of it, and its replacement after a trap.
 *
 * Text crosses in frames (`src/js/frame.rs`): each field a length of 4 bytes, little-endian, and its UTF-8 bytes.
 */
import * as wasm from "#client-glue";
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

const NOTHING = new Uint8Array(0);

const encoder = new TextEncoder();
// A text may begin with U+FEFF; it is no byte order mark here.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

type Field = string | Uint8Array;

/** What {@link Instance.nextStep} answers besides the milliseconds to wait. */
export const GIVE_UP = -1;
export const CORRECT_CLOCK = -2;
export const NEXT_SECRET = -3;

/** What {@link Instance.afterPage} answers. */
export const enum Paging {
  More,
  End,
  Repeats,
  Grew,
}

/** What a reset ends: a call whose wasm half is gone. Once it has failed it takes itself off the table ({@link Instance.settled}). */
export interface Pending {
  fail(error: LtiProError): void;
}

/** The one instance of an entry file. */
export class Instance {
  #generation = 0;
  #unavailable: LtiProError | undefined;
  #poisoned = false;
  /** Views of the linear memory. They die when it grows: then they are empty. */
  #bytes = NOTHING;
  #words = new Int32Array(0);
  /** The input buffer: its address and its size. 0: ask. */
  #input = 0;
  #inputRoom = 0;
  /** The same as a view, for the encoder: making one takes longer than encoding a base string. */
  #inputBytes: Uint8Array = NOTHING;
  /** Where wasm tells where the page is. 0: ask. */
  #tape = 0;
  /** Calls under way, with the generation they are in. */
  readonly #owners =
    typeof FinalizationRegistry === "function"
      ? new FinalizationRegistry<{ slot: number; generation: number }>(({ slot, generation }) => this.close(undefined, slot, generation))
      : undefined;
  readonly #pending = new Map<Pending, number>();

  /** Starts wasm at once, so that the first call need not wait. An import must not throw: a failure is kept for that call. */
  constructor(load: () => unknown) {
    wasm.trap.caught = () => this.#retire();
    try {
      wasm.initSync({ module: load() });
    } catch (error) {
      this.#unavailable = unavailable(error);
    }
  }

  /** Counts the instances, after replacing one that trapped: what an earlier one handed out (slots) is void. */
  get generation(): number {
    if (this.#poisoned) this.#reset();
    return this.#generation;
  }

  /** Prepares credentials; their slot is good for this generation. */
  open(key: string, secret: Uint8Array): number {
    return this.#run(() => {
      const slot = wasm.open(this.#writeFrame([key, secret]));
      return this.#checked(slot);
    });
  }

  /** Closes the slot once its owner is collected: not everybody disposes of a client. */
  closeWithout(owner: object, slot: number): void {
    this.#owners?.unregister(owner);
    this.#owners?.register(owner, { slot, generation: this.#generation }, owner);
  }

  /** Closes a slot of this generation; those of earlier ones are gone with their instance. */
  close(owner: object | undefined, slot: number, generation: number): void {
    if (owner) this.#owners?.unregister(owner);
    if (slot >= 0 && generation === this.generation) this.#run(() => wasm.close(slot));
  }

  sign(slot: number, message: Field): string {
    return this.#run(() => this.#signature(wasm.sign(slot, this.#write(message, 0))));
  }

  signOnce(secret: Field, message: Field): string {
    return this.#run(() => {
      // Room for both first: growing the buffer between them would lose the first.
      this.#reserve(room(secret) + room(message));
      const secretLength = this.#write(secret, 0);
      const length = this.#write(message, secretLength);
      return this.#signature(wasm.sign_once(secretLength, length));
    });
  }

  baseString(pairs: string[]): string {
    return this.#run(() => this.#text(wasm.base_string(this.#writeFrame(pairs))));
  }

  signList(slot: number, fields: string[]): string[] {
    return this.#run(() => this.#fields(wasm.sign_list(slot, this.#writeFrame(fields))));
  }

  signPath(slot: number, fields: string[]): string[] {
    return this.#run(() => this.#fields(wasm.sign_path(slot, this.#writeFrame(fields))));
  }

  verify(slot: number, fields: string[]): string[] {
    return this.#run(() => this.#fields(wasm.verify(slot, this.#writeFrame(fields))));
  }

  decode(status: number, body: Field): MeetingPage {
    return this.#run(() => {
      const result = wasm.decode(status, this.#write(body, 0));
      // wasm may have given up a large buffer.
      if (result) this.#inputRoom = 0;
      this.#checked(result);
      return this.page();
    });
  }

  wallClock(text: string): number {
    return this.#run(() => wasm.wall_clock(this.#write(text, 0)));
  }

  inZone(wallMs: number, offsetMs: (instant: number) => number): number {
    return this.#run(() => wasm.in_zone(wallMs, offsetMs));
  }

  /** What follows a failed request (`policy::next`). What is not known is NaN. */
  nextStep(
    failure: { retryable: boolean; rejected: boolean; retryAfterMs: number; clockOffsetMs: number },
    budget: { retried: number; retries: number; clockCorrected: boolean; moreSecrets: boolean; remainingMs: number },
    random: number,
  ): number {
    const { retryable, rejected, retryAfterMs, clockOffsetMs } = failure;
    const { retried, retries, clockCorrected, moreSecrets, remainingMs } = budget;
    return this.#run(() =>
      wasm.next_step(retryable, rejected, retryAfterMs, clockOffsetMs, retried, retries, clockCorrected, moreSecrets, remainingMs, random),
    );
  }

  /** Whether paging goes on (`policy::after_page`). */
  afterPage(
    page: { rows: number; newRows: number; pageSize: number; total: number },
    before: { rows: number; pageSize: number; stale: number },
  ): Paging {
    return this.#run(() => wasm.after_page(page.rows, page.newRows, page.pageSize, page.total, before.rows, before.pageSize, before.stale));
  }

  /** Makes one attempt. `pending` is failed should the instance be replaced meanwhile. */
  send(attempt: object, pending: Pending): void {
    this.#run(() => {
      this.#pending.set(pending, this.#generation);
      wasm.send(attempt);
    });
  }

  settled(pending: Pending): void {
    this.#pending.delete(pending);
  }

  /** Takes the page that wasm left on the tape. */
  page(): MeetingPage {
    const bytes = this.#memory();
    const at = (this.#tape ||= wasm.tape()) >>> 2;
    const page = readPage(bytes, this.#words, at);
    if (this.#words[at + 6]) wasm.tape_free();
    return page;
  }

  /** Reads the error that wasm left in the output. */
  error(length: number, cause?: unknown): LtiProError {
    const [code, message, hint, errorCode, detail, status, retryable, retryAfter, reason, offset, row, field] =
      this.#readFrame(length);
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
  #run<T>(call: () => T): T {
    if (this.#unavailable) throw this.#unavailable;
    if (this.#poisoned) this.#reset();
    // Until it has come back: at the end of the stack not even the lines below can be relied on.
    this.#poisoned = true;
    try {
      const result = call();
      this.#poisoned = false;
      return result;
    } catch (error) {
      if (error instanceof LtiProError) {
        this.#poisoned = false;
        throw error;
      }
      this.#retire();
      throw new LtiProError("internal", "the wasm instance trapped; it is replaced before the next call", { cause: error });
    }
  }

  /** A trap leaves locks held and values half written: nothing may enter this instance again, nor wait for it. */
  #retire(): void {
    this.#poisoned = true;
    const generation = this.#generation;
    // With a stack of its own: what trapped may have been the end of this one.
    queueMicrotask(() => this.#failPending(generation));
    wasm.trap.retire();
  }

  #failPending(generation: number): void {
    for (const [call, since] of this.#pending) {
      if (since > generation) continue;
      call.fail(new LtiProError("instance_reset", "the wasm instance trapped while the call was under way", { retryable: true }));
    }
  }

  #reset(): void {
    this.#retire();
    wasm.__wbg_reset_state();
    this.#bytes = this.#inputBytes = NOTHING;
    this.#tape = this.#inputRoom = 0;
    this.#generation++;
    this.#poisoned = false;
  }

  #checked(result: number): number {
    if (result >= FAILED) throw this.error(result);
    return result;
  }

  #text(result: number): string {
    const length = this.#checked(result);
    const start = wasm.output();
    return decoder.decode(this.#memory().subarray(start, start + length));
  }

  /** The signature, which wasm wrote over the start of the input. Letters to wasm, numbers to us: one call makes them a string. */
  #signature(result: number): string {
    this.#checked(result);
    const b = this.#memory();
    const i = this.#input;
    return String.fromCharCode(
      b[i]!, b[i + 1]!, b[i + 2]!, b[i + 3]!, b[i + 4]!, b[i + 5]!, b[i + 6]!, b[i + 7]!, b[i + 8]!,
      b[i + 9]!, b[i + 10]!, b[i + 11]!, b[i + 12]!, b[i + 13]!, b[i + 14]!, b[i + 15]!, b[i + 16]!, b[i + 17]!,
      b[i + 18]!, b[i + 19]!, b[i + 20]!, b[i + 21]!, b[i + 22]!, b[i + 23]!, b[i + 24]!, b[i + 25]!, b[i + 26]!,
    );
  }

  #fields(result: number): string[] {
    return this.#readFrame(this.#checked(result));
  }

  #readFrame(length: number): string[] {
    const start = wasm.output();
    const frame = this.#memory().subarray(start, start + (length & ~FAILED));
    const lengths = new DataView(frame.buffer, frame.byteOffset);
    const fields: string[] = [];
    for (let at = 0; at < frame.length; ) {
      const end = at + 4 + lengths.getUint32(at, true);
      fields.push(decoder.decode(frame.subarray(at + 4, end)));
      at = end;
    }
    return fields;
  }

  #writeFrame(fields: Field[]): number {
    let most = 0;
    for (const field of fields) most += 4 + room(field);
    const base = this.#reserve(most);
    let at = 0;
    for (const field of fields) {
      const end = this.#write(field, at + 4) + at + 4;
      new DataView(this.#bytes.buffer).setUint32(base + at, end - at - 4, true);
      at = end;
    }
    return at;
  }

  /** Writes bare bytes at an offset of the input; returns how many. */
  #write(field: Field, offset: number): number {
    const start = this.#reserve(offset + room(field)) + offset;
    const bytes = this.#memory();
    if (typeof field !== "string") {
      bytes.set(field, start);
      return field.length;
    }
    if (field.length <= SHORT && writeAscii(field, bytes, start)) return field.length;
    if (this.#inputBytes.length === 0) this.#inputBytes = bytes.subarray(this.#input, this.#input + this.#inputRoom);
    // Not the rest of the memory: Node 20 writes nothing where that exceeds 2 GiB.
    const { read, written } = encoder.encodeInto(field, offset ? this.#inputBytes.subarray(offset) : this.#inputBytes);
    if (read < field.length) throw new RangeError("the text was not written whole");
    return written;
  }

  /** The address of the input, with room for so many bytes, and for a signature. */
  #reserve(length: number): number {
    if (length + SIGNATURE_LENGTH > this.#inputRoom) {
      this.#input = wasm.input((this.#inputRoom = length + SIGNATURE_LENGTH));
      this.#inputBytes = NOTHING;
    }
    return this.#input;
  }

  #memory(): Uint8Array {
    if (this.#bytes.length === 0) {
      const { buffer } = wasm.linear_memory();
      this.#bytes = new Uint8Array(buffer);
      this.#words = new Int32Array(buffer);
    }
    return this.#bytes;
  }
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

/**
 * The linear memory of the client's wasm, as views: the input buffer, which text and bytes are written into, and the
 * parts of the tape.
 */
import * as wasm from "#client-glue";
import { Limit, Part } from "../generated/layout.js";

/**
 * The maximum length of text that a loop writes faster than the engine's encoder. For a base string of 118 characters
 * the loop takes 210 to 250 ns. The encoder takes 40 in Node and Bun, 100 in Deno, 130 in workerd, and 360 in Chromium.
 */
const SHORT = "document" in globalThis ? 160 : 32;

const NOTHING = /* @__PURE__ */ new Uint8Array(0);

const encoder = /* @__PURE__ */ new TextEncoder();
// A text may start with U+FEFF, which is not a byte order mark here.
export const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

/** The memory of the current instance; undefined before its first use. */
let linear: { readonly buffer: ArrayBuffer } | undefined;
/** Views of the linear memory. When it grows they are detached, and then empty. */
let bytes = NOTHING;
export let words = /* @__PURE__ */ new Int32Array(0);
/** The address of the input buffer, and its size. Size 0: not known, ask wasm. */
export let input = 0;
let inputRoom = 0;
/** A view of the input buffer for the encoder. Creating a view takes longer than encoding a base string. */
let inputBytes: Uint8Array = NOTHING;
/** The address of `PARTS` in `src/js/tape.rs`. 0: not known, ask wasm. */
let tape = 0;

export function memory(): Uint8Array {
  if (bytes.length === 0) {
    const { buffer } = (linear ??= wasm.linear_memory());
    bytes = new Uint8Array(buffer);
    words = new Int32Array(buffer);
  }
  return bytes;
}

/** Overwrites an instance that trapped: it holds the secrets of all clients, and maybe no later call replaces it. */
export function wipe(): void {
  if (linear) new Uint8Array(linear.buffer).fill(0);
}

/** Forgets the memory of an instance that is replaced. */
export function forget(): void {
  linear = undefined;
  bytes = inputBytes = NOTHING;
  tape = inputRoom = 0;
}

/** The address of the input, with room for `length` bytes and for a signature. */
export function reserve(length: number): number {
  if (length + Limit.SignatureLength > inputRoom) {
    input = wasm.input((inputRoom = length + Limit.SignatureLength));
    inputBytes = NOTHING;
  }
  return input;
}

/** The maximum size of a field: UTF-8 needs at most three bytes for a UTF-16 unit. */
export function room(field: string | Uint8Array): number {
  return typeof field === "string" ? field.length * 3 : field.length;
}

/** Writes bytes at an offset of the input, without their length. Returns how many. */
export function write(field: string | Uint8Array, offset: number): number {
  const start = reserve(offset + room(field)) + offset;
  const all = memory();
  if (typeof field !== "string") {
    all.set(field, start);
    return field.length;
  }
  if (field.length <= SHORT && writeAscii(field, all, start)) return field.length;
  if (inputBytes.length === 0) inputBytes = all.subarray(input, input + inputRoom);
  // Do not pass a view of all memory that is left: Node 20 writes nothing if a view is larger than 2 GiB.
  const { read, written } = encoder.encodeInto(field, offset ? inputBytes.subarray(offset) : inputBytes);
  if (read < field.length) throw new RangeError("the text was not written completely");
  return written;
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

/** The index in `words` of `PARTS` in `src/js/tape.rs`. */
export function parts(): number {
  memory();
  return (tape ||= wasm.tape()) >>> 2;
}

/** The server's clock by the last head that wasm read: milliseconds since 1970, NaN if unknown. */
export function serverClock(): number {
  return (words[parts() + Part.Clock]! >>> 0) * 1000 || NaN;
}

/** A large body leaves a large input buffer behind, which wasm frees. */
export function noteFreedInput(): void {
  if (words[parts() + Part.InputFreed] !== 0) inputRoom = 0;
}

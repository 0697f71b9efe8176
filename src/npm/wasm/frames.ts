/**
 * The values that cross into and out of wasm, in frames (`src/js/frame.rs`). A field is a length of 4 bytes,
 * little-endian, and that many bytes: UTF-8, or a number as a double.
 */
import * as wasm from "#client-glue";
import { ErrorField } from "../generated/layout.js";
import { type ErrorCode, type ErrorReason, LtiProError } from "../public/error.js";
import { type Body, resultOf } from "./body.js";
import { decoder, memory, reserve, room, write } from "./memory.js";

/** Set in a length that wasm returns if the output is the frame of an error. */
export const FAILED = 0x8000_0000;

export type Field = string | Uint8Array | number;

export function checked(result: number): number {
  if (result >= FAILED) throw readError(result);
  return result;
}

/** The error in the output, whose fields `fail` in `src/js/frame.rs` writes. */
export function readError(result: number, body?: Body): LtiProError {
  const fields = readFrame(result);
  const text = (field: ErrorField) => asText(fields[field]!);
  const value = (field: ErrorField) => known(fields[field]!);
  return new LtiProError(text(ErrorField.Code) as ErrorCode, text(ErrorField.Message), {
    hint: text(ErrorField.Hint) || undefined,
    errorCode: text(ErrorField.ErrorCode) || undefined,
    detail: value(ErrorField.Detail),
    status: value(ErrorField.Status),
    retryable: value(ErrorField.Retryable) === 1,
    retryAfter: value(ErrorField.RetryAfter),
    reason: (text(ErrorField.Reason) || undefined) as ErrorReason | undefined,
    offset: value(ErrorField.Offset),
    row: value(ErrorField.Row),
    field: text(ErrorField.Field) || undefined,
    result: body && resultOf(body, value(ErrorField.Start), value(ErrorField.End)),
  });
}

/** The only field of a frame, as text. */
export function text(result: number): string {
  return asText(readFields(result)[0]!);
}

export function readFields(result: number): Uint8Array[] {
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

export function asText(field: Uint8Array): string {
  return decoder.decode(field);
}

export function number(field: Uint8Array | undefined): number {
  if (field?.length !== 8) return NaN;
  doubleBytes.set(field);
  return double[0]!;
}

/** A number, unless it is NaN. */
export function known(field: Uint8Array): number | undefined {
  const value = number(field);
  return Number.isNaN(value) ? undefined : value;
}

/** Converts between a number and its bytes. */
const double = /* @__PURE__ */ new Float64Array(1);
const doubleBytes = /* @__PURE__ */ new Uint8Array(double.buffer);

function writeLength(bytes: Uint8Array, at: number, length: number): void {
  bytes[at] = length;
  bytes[at + 1] = length >>> 8;
  bytes[at + 2] = length >>> 16;
  bytes[at + 3] = length >>> 24;
}

function readLength(all: Uint8Array, at: number): number {
  return all[at]! | (all[at + 1]! << 8) | (all[at + 2]! << 16) | (all[at + 3]! << 24);
}

/** Writes fields into the input, with room for `after` bytes behind them. Returns the length of the frame. */
export function writeFrame(fields: readonly (string | Uint8Array)[], after = 0): number {
  let size = after;
  for (let i = 0; i < fields.length; i++) size += 4 + room(fields[i]!);
  const base = reserve(size);
  let at = 0;
  for (let i = 0; i < fields.length; i++) {
    const length = write(fields[i]!, at + 4);
    writeLength(memory(), base + at, length);
    at += 4 + length;
  }
  return at;
}

/** The same with numbers. Not in one function: Node 20 crashes when it has compiled a loop that writes both. */
export function writeFields(fields: readonly Field[], after?: number): number {
  return writeFrame(fields.map(withoutNumber), after);
}

function withoutNumber(field: Field): string | Uint8Array {
  if (typeof field !== "number") return field;
  double[0] = field;
  return doubleBytes.slice();
}

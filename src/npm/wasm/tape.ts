/** Makes plain objects, all of one shape, of the tape that wasm wrote (src/decode/tape.rs). */

import type { Meeting, MeetingPage } from "../public/types.js";
import { decoder } from "./memory.js";

/** In Node, Deno, Bun, and workerd with a flag. Reads ASCII in at most half of TextDecoder's time. */
interface Latin1 {
  latin1Slice(from: number, to: number): string;
}

const { Buffer } = globalThis as { Buffer?: { prototype?: Partial<Latin1>; from(memory: ArrayBufferLike): Latin1 } };
// Polyfills of Buffer do not have this method, and are slow.
const hasLatin1 = typeof Buffer?.prototype?.latin1Slice === "function";

/** The linear memory. */
let bytes: Uint8Array | undefined;
let latin1: Latin1 | undefined;
// Signed, because V8 turns signed words into small integers without a check. No word exceeds 2^31.
let words: { readonly [at: number]: number };

/** The current piece of each kind of text, and its offset in that text. */
let ascii: string;
let wide: string;
let asciiFrom: number;
let wideFrom: number;

/** Values of the previous meeting. */
let hostId: string | null;
let timezone: string | null;

/** The current piece of JSON and the index of its next value; the next slot of unknown fields. */
let extras: any;
let nextExtra: number;
let unknown: number;
/** The last unknown fields that came with keys. Later ones may have only values. */
let model: Record<string, unknown> | undefined;
let keys: string[] | undefined;

/**
 * Builds a page. `parts`: the index of `PARTS` in src/js/tape.rs.
 *
 * The numbers below are indexes of words: see `HEADER`, `STRIDE`, `Tape` and `Tag` in src/decode/tape.rs.
 */
export function readPage(memory: Uint8Array, memoryWords: Int32Array, parts: number): MeetingPage {
  if (bytes !== memory) {
    bytes = memory;
    latin1 = hasLatin1 ? Buffer!.from(memory.buffer) : undefined;
  }
  words = memoryWords as unknown as typeof words;
  const asciiAt = words[parts + 2]! >>> 0;
  const wideAt = words[parts + 3]! >>> 0;
  const extraAt = words[parts + 4]! >>> 0;
  unknown = words[parts + 5]! >>> 2;
  let at = words[parts]! >>> 2;
  let mark = words[parts + 1]! >>> 2;
  const rows = words[at + 14]!;
  const list = new Array<Meeting>(rows);
  const page = {
    pageNum: counter(at + 8, asciiAt)!,
    pageSize: counter(at + 10, asciiAt)!,
    total: counter(at + 12, asciiAt)!,
    list,
  };
  at += 16;
  for (let i = 0; i < rows; mark += 5) {
    asciiFrom = words[mark + 1]!;
    wideFrom = words[mark + 3]!;
    ascii = asciiPiece(asciiAt + asciiFrom, asciiAt + words[mark + 6]!);
    wide = piece(wideAt + words[mark + 2]!, wideAt + words[mark + 7]!);
    const extra = piece(extraAt + words[mark + 4]!, extraAt + words[mark + 9]!);
    extras = extra && JSON.parse(`[${extra}0]`);
    nextExtra = 0;
    for (const end = words[mark + 5]!; i < end; at += 22) {
      const meeting = row(at);
      if (words[at + 21] != 7) meeting.extra = unknownFields(at);
      list[i++] = meeting;
    }
  }
  // A string that is cut out of a piece keeps all of the piece in memory.
  ascii = wide = hostId = timezone = "";
  extras = model = keys = undefined;
  return page;
}

/** A function of its own, so that engines compile it early and keep the compiled code. */
function row(at: number): Meeting {
  if (words[at + 5] != 4) hostId = text(at + 4);
  if (words[at + 13] != 4) timezone = text(at + 12);
  return {
    meetingId: text(at)!,
    meetingNumber: text(at + 2)!,
    hostId,
    topic: text(at + 6),
    startTime: text(at + 8),
    duration: number(at + 10),
    timezone,
    pmi: text(at + 14),
    type: number(at + 16),
    status: number(at + 18),
  };
}

function unknownFields(at: number): Record<string, unknown> {
  if ((words[at + 21]! & 7) != 4) {
    keys = undefined;
    return (model = extras[nextExtra++] as Record<string, unknown>);
  }
  const fields: Record<string, unknown> = { ...model };
  for (const key of (keys ??= Object.keys(model!))) {
    fields[key] = (words[unknown + 1]! & 7) == 4 ? extras[nextExtra++] : value(unknown);
    unknown += 2;
  }
  return fields;
}

function piece(from: number, to: number): string {
  return from < to ? decoder.decode(bytes!.subarray(from, to)) : "";
}

function asciiPiece(from: number, to: number): string {
  return latin1?.latin1Slice(from, to) ?? piece(from, to);
}

function text(at: number): string | null {
  const spec = words[at + 1]!;
  if (spec & 7) {
    return rare(at);
  }
  const from = words[at]! - asciiFrom;
  return ascii.slice(from, from + (spec >> 3));
}

function number(at: number): number | null {
  return words[at + 1] == 5 ? words[at]! : rareNumber(at);
}

function rareNumber(at: number): number | null {
  const value = rare(at);
  return value === null ? null : +value;
}

/** The value of an undocumented field, if it is a number or a text. */
function value(at: number): unknown {
  return words[at + 1] == 5 ? words[at] : text(at);
}

/** A number outside the list. If it is large it is text, and not in the current piece. */
function counter(at: number, asciiAt: number): number | null {
  if (words[at + 1] != 5) {
    asciiFrom = words[at]!;
    ascii = asciiPiece(asciiAt + asciiFrom, asciiAt + asciiFrom + (words[at + 1]! >> 3));
  }
  return number(at);
}

/** The rare cases: null, missing, text that is not ASCII, and JSON (large numbers, strings with lone surrogates). */
function rare(at: number): any {
  const spec = words[at + 1]!;
  if (spec & 4) {
    return null;
  }
  const from = words[at]! - (spec & 1 ? wideFrom : asciiFrom);
  const text = (spec & 1 ? wide : ascii).slice(from, from + (spec >> 3));
  return spec & 2 ? JSON.parse(text) : text;
}

/** Makes plain objects, all of one shape, of the tape that wasm wrote (src/decode/tape.rs). */

import { Header, Part, Piece, Row, Tag } from "../generated/layout.js";
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
// Signed words: V8 turns them into small integers without a check. No word exceeds 2^31.
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
 * A slot has two words: a position, or the number itself, then the length of the text and the tag.
 */
export function readPage(memory: Uint8Array, memoryWords: Int32Array, parts: number): MeetingPage {
  if (bytes !== memory) {
    bytes = memory;
    latin1 = hasLatin1 ? Buffer!.from(memory.buffer) : undefined;
  }
  words = memoryWords as unknown as typeof words;
  const asciiAt = words[parts + Part.Ascii]! >>> 0;
  const wideAt = words[parts + Part.Wide]! >>> 0;
  const extraAt = words[parts + Part.Extra]! >>> 0;
  unknown = words[parts + Part.Unknown]! >>> 2;
  let at = words[parts + Part.Slots]! >>> 2;
  let mark = words[parts + Part.Pieces]! >>> 2;
  const rows = words[at + Header.List]!;
  const list = new Array<Meeting>(rows);
  const page = {
    pageNum: counter(at + Header.PageNum, asciiAt)!,
    pageSize: counter(at + Header.PageSize, asciiAt)!,
    total: counter(at + Header.Total, asciiAt)!,
    list,
  };
  at += Header.Size;
  for (let i = 0; i < rows; mark += Piece.Size) {
    asciiFrom = words[mark + Piece.Ascii]!;
    wideFrom = words[mark + Piece.WideUnit]!;
    ascii = asciiPiece(asciiAt + asciiFrom, asciiAt + words[mark + (Piece.Size + Piece.Ascii)]!);
    wide = piece(wideAt + words[mark + Piece.Wide]!, wideAt + words[mark + (Piece.Size + Piece.Wide)]!);
    const extra = piece(extraAt + words[mark + Piece.Extra]!, extraAt + words[mark + (Piece.Size + Piece.Extra)]!);
    extras = extra && JSON.parse(`[${extra}0]`);
    nextExtra = 0;
    for (const end = words[mark + (Piece.Size + Piece.Meeting)]!; i < end; at += Row.Size) {
      const meeting = row(at);
      if (words[at + (Row.Extra + 1)] != Tag.Fault) meeting.extra = unknownFields(at);
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
  if (words[at + (Row.HostId + 1)] != Tag.Same) hostId = text(at + Row.HostId);
  if (words[at + (Row.Timezone + 1)] != Tag.Same) timezone = text(at + Row.Timezone);
  return {
    meetingId: text(at + Row.MeetingId)!,
    meetingNumber: text(at + Row.MeetingNumber)!,
    hostId,
    topic: text(at + Row.Topic),
    startTime: text(at + Row.StartTime),
    duration: number(at + Row.Duration),
    timezone,
    pmi: text(at + Row.Pmi),
    type: number(at + Row.Type),
    status: number(at + Row.Status),
  };
}

function unknownFields(at: number): Record<string, unknown> {
  if ((words[at + (Row.Extra + 1)]! & 7) != Tag.Same) {
    keys = undefined;
    return (model = extras[nextExtra++] as Record<string, unknown>);
  }
  const fields: Record<string, unknown> = { ...model };
  for (const key of (keys ??= Object.keys(model!))) {
    fields[key] = (words[unknown + 1]! & 7) == Tag.Same ? extras[nextExtra++] : value(unknown);
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
  return words[at + 1] == Tag.Number ? words[at]! : rareNumber(at);
}

function rareNumber(at: number): number | null {
  const value = rare(at);
  return value === null ? null : +value;
}

/** The value of an undocumented field, if it is a number or a text. */
function value(at: number): unknown {
  return words[at + 1] == Tag.Number ? words[at] : text(at);
}

/** A number outside the list. If it is large it is text, and not in the current piece. */
function counter(at: number, asciiAt: number): number | null {
  if (words[at + 1] != Tag.Number) {
    asciiFrom = words[at]!;
    ascii = asciiPiece(asciiAt + asciiFrom, asciiAt + asciiFrom + (words[at + 1]! >> 3));
  }
  return number(at);
}

/**
 * The rare cases, by the bits of the tag: null, missing, text that is not ASCII, and JSON (large numbers, strings with
 * lone surrogates).
 */
function rare(at: number): any {
  const spec = words[at + 1]!;
  if (spec & Tag.Same) {
    return null;
  }
  const from = words[at]! - (spec & Tag.Wide ? wideFrom : asciiFrom);
  const text = (spec & Tag.Wide ? wide : ascii).slice(from, from + (spec >> 3));
  return spec & Tag.AsciiJson ? JSON.parse(text) : text;
}

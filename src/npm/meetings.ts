/** From the tape that the wasm wrote (src/decode/tape.rs) to plain objects, all of one shape. */

import type { Meeting, MeetingPage } from "./types.js";

/** The exports of the wasm that lay the tape open. */
export interface TapeExports {
  memory: { readonly buffer: ArrayBuffer };
  /** The addresses of the words (0), the ASCII text (1) and the other text (2). */
  tape(part: number): number;
  tape_free(): void;
}

declare class TextDecoder {
  constructor(label: string, options: { ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

/** Words of the envelope and the result, of a meeting, and of the place of its unknown fields. */
const HEADER = 16;
const STRIDE = 22;
const EXTRA = 20;

/** Builds the page and frees the tape. */
export function readPage(core: TapeExports): MeetingPage {
  try {
    return build(core.memory.buffer, core.tape(0), core.tape(1), core.tape(2));
  } finally {
    core.tape_free();
  }
}

function build(buffer: ArrayBuffer, start: number, asciiStart: number, wideStart: number): MeetingPage {
  const words = new Uint32Array(buffer, start);
  const bytes = new Uint8Array(buffer);
  /** The current piece of each pool, and where it begins. */
  let ascii: string;
  let wide: string;
  let asciiFrom: number;
  let wideFrom: number;

  const word = (at: number): number => words[at]!;
  const piece = (from: number, to: number): string => (from < to ? decoder.decode(bytes.subarray(from, to)) : "");

  const text = (at: number): string | null => {
    const tag = word(at + 1) & 7;
    const length = word(at + 1) >>> 3;
    let from = word(at);
    if (tag == 0) {
      return ascii.slice((from -= asciiFrom), from + length);
    }
    if (tag > 3) {
      return null;
    }
    const found = tag & 1 ? wide.slice((from -= wideFrom), from + length) : ascii.slice((from -= asciiFrom), from + length);
    return tag > 1 ? JSON.parse(found) : found;
  };
  const number = (at: number): number => ((word(at + 1) & 7) == 5 ? word(at) : Number(text(at)));
  /** A number of the result: what is not small stands in no particular piece. */
  const counter = (at: number): number => {
    ascii = piece(asciiStart + word(at), asciiStart + word(at) + (word(at + 1) >>> 3));
    asciiFrom = word(at);
    return number(at);
  };

  const pageNum = counter(8);
  const pageSize = counter(10);
  const total = counter(12);
  const rows = word(14);
  const list: Meeting[] = [];
  let hostId: string;
  let timezone: string;
  let at = HEADER;
  for (let mark = HEADER + rows * STRIDE; list.length < rows; mark += 4) {
    asciiFrom = word(mark + 1);
    wideFrom = word(mark + 3);
    ascii = piece(asciiStart + asciiFrom, asciiStart + word(mark + 5));
    wide = piece(wideStart + word(mark + 2), wideStart + word(mark + 6));
    for (const end = word(mark + 4); list.length < end; at += STRIDE) {
      hostId = text(at + 4) ?? hostId!;
      timezone = text(at + 12) ?? timezone!;
      const meeting: Meeting = {
        meetingId: text(at)!,
        meetingNumber: text(at + 2)!,
        hostId,
        topic: text(at + 6)!,
        startTime: text(at + 8),
        duration: number(at + 10),
        timezone,
        pmi: text(at + 14),
        type: number(at + 16),
        status: number(at + 18),
      };
      const extra: any = text(at + EXTRA);
      if (extra) {
        meeting.extra = extra;
      }
      list.push(meeting);
    }
  }
  return { pageNum, pageSize, total, list };
}

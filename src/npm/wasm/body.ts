/** The body of a response. */
import { decoder } from "./memory.js";

/** A body in pieces. If `length` exceeds the maximum, the rest was not read. */
export interface Body {
  pieces: Uint8Array[];
  length: number;
}

/** The result in a body that wasm has checked; undefined if it has no result. */
export function resultOf({ pieces, length }: Body, start?: number, end?: number): unknown {
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

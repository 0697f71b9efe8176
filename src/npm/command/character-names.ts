/** Names for characters that a terminal does not show, or shows as something else. */
import { codePoint, INVISIBLE } from "../text/invisible.js";

const NAMES: Readonly<Record<number, string>> = {
  0x09: "TAB",
  0x0a: "LF",
  0x0d: "CR",
  0x20: "SPACE",
  0x7f: "DEL",
  0xa0: "NBSP",
  0xad: "SOFT HYPHEN",
  0x200b: "ZERO WIDTH SPACE",
  0x200c: "ZERO WIDTH NON-JOINER",
  0x200d: "ZERO WIDTH JOINER",
  0x200e: "LEFT-TO-RIGHT MARK",
  0x200f: "RIGHT-TO-LEFT MARK",
  0x202f: "NARROW NBSP",
  0x2060: "WORD JOINER",
  0xfeff: "BOM",
  0xfffd: "REPLACEMENT CHARACTER",
};

/** Combining marks, and the replacement character for invalid bytes. */
const UNCLEAR = /[\p{M}\ufffd]/u;

/** A visible character as itself, any other by its name. */
export function drawn(character: string): string {
  if (!INVISIBLE.test(character) && !UNCLEAR.test(character)) return character;
  const name = NAMES[character.codePointAt(0)!];
  const point = codePoint(character);
  return `⟨${name === undefined ? point : `${name} ${point}`}⟩`;
}

export function drawnText(text: string): string {
  return [...text].map(drawn).join("");
}

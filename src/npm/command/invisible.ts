/** Characters that a terminal shows as nothing, or as something else: each by its name. */
import { codePoint, INVISIBLE } from "../invisible.js";

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

/** Marks that would join the letter before them, and what stands for bytes that are not text. */
const UNCLEAR = /[\p{M}\ufffd]/u;

/** How a character is drawn: as itself where it shows, else by its name. */
export function drawn(character: string): string {
  if (!INVISIBLE.test(character) && !UNCLEAR.test(character)) return character;
  const name = NAMES[character.codePointAt(0)!];
  const point = codePoint(character);
  return `⟨${name === undefined ? point : `${name} ${point}`}⟩`;
}

export function drawnText(text: string): string {
  return [...text].map(drawn).join("");
}

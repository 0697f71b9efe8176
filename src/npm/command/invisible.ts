/** Characters that a terminal shows as nothing, or as something else: each by its name. */

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

/** Separators, controls, formats, surrogates, unassigned, and marks that would join the letter before them. */
const INVISIBLE = /[\p{Z}\p{C}\p{M}\ufffd]/u;

/** How a character is drawn: as itself where it shows, else by its name. */
export function drawn(character: string): string {
  if (!INVISIBLE.test(character)) return character;
  const code = character.codePointAt(0)!;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return `⟨${NAMES[code] === undefined ? point : `${NAMES[code]} ${point}`}⟩`;
}

export function drawnText(text: string): string {
  return [...text].map(drawn).join("");
}

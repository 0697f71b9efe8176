/** Characters that nobody sees: one rule for the command, the debugger and its page. */

/** Separators, controls, formats, surrogates, unassigned ones, and those that Unicode says to show as nothing. */
export const INVISIBLE = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u;

/** Names of characters: the abbreviation, and the full name if it differs. */
const NAMES: Readonly<Record<number, readonly [short: string, long?: string]>> = {
  0x09: ["TAB"],
  0x0a: ["LF"],
  0x0d: ["CR"],
  0x20: ["SP", "SPACE"],
  0x7f: ["DEL"],
  0xa0: ["NBSP"],
  0xad: ["SHY", "SOFT HYPHEN"],
  0x200b: ["ZWSP", "ZERO WIDTH SPACE"],
  0x200c: ["ZWNJ", "ZERO WIDTH NON-JOINER"],
  0x200d: ["ZWJ", "ZERO WIDTH JOINER"],
  0x200e: ["LRM", "LEFT-TO-RIGHT MARK"],
  0x200f: ["RLM", "RIGHT-TO-LEFT MARK"],
  0x202f: ["NNBSP", "NARROW NBSP"],
  0x2060: ["WJ", "WORD JOINER"],
  0xfeff: ["BOM"],
  0xfffd: ["REPLACEMENT CHARACTER"],
};

/** Such as `ZWSP`. */
export function shortName(character: string): string | undefined {
  return NAMES[character.codePointAt(0)!]?.[0];
}

/** Such as `ZERO WIDTH SPACE`. */
export function longName(character: string): string | undefined {
  const [short, long = short] = NAMES[character.codePointAt(0)!] ?? [];
  return long;
}

/** Such as `U+200B`. */
export function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Such as `\u200b`, as JSON escapes it. */
export function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** Text on a terminal: what would not show or would do something is made visible, and lines fit. */

import { codePoint, INVISIBLE } from "../invisible.js";

/** Spaces, and what chooses the color of an emoji. */
const HARMLESS = /\p{Zs}|\ufe0e|\ufe0f/u;

/**
 * Pictures for control characters, and code points for others that do not show: other people's text must not move the
 * cursor, set colors, turn the line around or hide something.
 */
export function visibleControls(text: string): string {
  return Array.from(text, (character) => {
    if (!INVISIBLE.test(character) || HARMLESS.test(character)) return character;
    const code = character.codePointAt(0)!;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? "␡" : `⟨${codePoint(character)}⟩`;
  }).join("");
}

/** Ends of lines, colors, and the clearing of a line. */
const OURS = /(\n|\r?\x1b\[\d*[mK])/;

/** What is printed: of what a terminal obeys, only what this command writes. */
export function printable(text: string): string {
  return text
    .split(OURS)
    .map((piece, at) => (at % 2 === 1 ? piece : visibleControls(piece)))
    .join("");
}

/** JSON that shows all it holds: it is the same value. */
export function visibleJson(json: string): string {
  return Array.from(json, (character) =>
    character === "\n" || HARMLESS.test(character) || !INVISIBLE.test(character) ? character : escaped(character),
  ).join("");
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** Twice as wide as a Latin letter. */
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303e\uff01-\uff60]/u;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Cut to so many columns, with `…` in place of the rest. */
export function fitted(text: string, columns: number): string {
  let [fits, width] = ["", 0];
  for (const { segment } of segmenter.segment(text)) {
    const next = width + widthOf(segment);
    // One column is for the ellipsis, unless this was the last.
    if (next > columns - 1 && (next > columns || fits.length + segment.length < text.length)) return `${fits}…`;
    [fits, width] = [fits + segment, next];
  }
  return fits;
}

export function widthOf(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Without colours. */
export function plain(text: string): string {
  return text.replaceAll(/\x1b\[\d+m/g, "");
}

/** Broken between words, each line indented; a word that is too long stays whole, so that it can be copied. */
export function wrapped(text: string, columns: number, indent = 0): string {
  const margin = " ".repeat(indent);
  return text
    .split("\n")
    .flatMap((line) => wrappedLine(line, columns - indent))
    .map((line) => (line === "" ? "" : margin + line))
    .join("\n");
}

function wrappedLine(text: string, columns: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1)!;
    if (last === "") lines[lines.length - 1] = word;
    else if (plain(last).length + 1 + plain(word).length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** `1 meeting`, `2 meetings`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Text for a terminal: control and invisible characters are made visible, and lines fit. */

import { codePoint, escaped, INVISIBLE } from "../text/invisible.js";

/** Spaces, and the variation selectors of emoji. */
const HARMLESS = /\p{Zs}|\ufe0e|\ufe0f/u;

/**
 * Shows control characters as symbols, and other invisible characters as code points. Untrusted text must not move the
 * cursor, set colors, reverse a line or hide something.
 */
export function visibleControls(text: string): string {
  return Array.from(text, (character) => {
    if (!INVISIBLE.test(character) || HARMLESS.test(character)) return character;
    const code = character.codePointAt(0)!;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? "␡" : `⟨${codePoint(character)}⟩`;
  }).join("");
}

/** The control sequences that we use: line ends, colors, clearing a line. */
const OURS = /(\n|\r?\x1b\[\d*[mK])/;

/** Keeps only the control sequences that this command itself writes. */
export function printable(text: string): string {
  return text
    .split(OURS)
    .map((piece, at) => (at % 2 === 1 ? piece : visibleControls(piece)))
    .join("");
}

/** JSON with invisible characters escaped. The value stays the same. */
export function visibleJson(json: string): string {
  return Array.from(json, (character) =>
    character === "\n" || HARMLESS.test(character) || !INVISIBLE.test(character) ? character : escaped(character),
  ).join("");
}

/** Characters twice as wide as a Latin letter. */
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303e\uff01-\uff60]/u;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Shortens text to a number of columns. `…` replaces the rest. */
export function fitted(text: string, columns: number): string {
  let [fits, width] = ["", 0];
  for (const { segment } of segmenter.segment(text)) {
    const next = width + widthOf(segment);
    // One column is for the ellipsis, unless this is the last character.
    if (next > columns - 1 && (next > columns || fits.length + segment.length < text.length)) return `${fits}…`;
    [fits, width] = [fits + segment, next];
  }
  return fits;
}

export function widthOf(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Removes colors. */
export function plain(text: string): string {
  return text.replaceAll(/\x1b\[\d+m/g, "");
}

/** Breaks text between words and indents each line. A long word stays whole, so that it can be copied. */
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

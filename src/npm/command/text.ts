/** Text on a terminal: what would not show or would do something is made visible, and lines fit. */

/**
 * Pictures for control characters; other people's text must not move the cursor, set colours or turn the line around.
 */
export function visibleControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.codePointAt(0)!;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? "␡" : "�";
  });
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

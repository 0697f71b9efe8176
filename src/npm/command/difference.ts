/** Shows two texts, one below the other, and marks only what differs. */
import { commonParts } from "../text/common-parts.js";
import { drawn } from "./character-names.js";
import type { Style } from "./color.js";
import type { Printer } from "./io.js";
import { widthOf } from "./terminal-text.js";

/** A character as displayed, and whether it differs. */
interface Cell {
  readonly text: string;
  readonly differs: boolean;
}

/** Texts that have little in common get no marks: marks would not help. */
export function compared(
  yours: string,
  corrected: string,
  pieces: "parameters" | "characters",
): { yours: Cell[]; corrected: Cell[] } {
  const [ours, theirs] = [split(yours, pieces), split(corrected, pieces)];
  const common = commonParts(ours, theirs);
  const size = (all: readonly string[]): number => all.filter((piece) => piece !== "&").length;
  const shared = size(common.map(([at]) => ours[at]!));
  if (shared * 2 < Math.min(size(ours), size(theirs)))
    return { yours: cells(yours, 0, 0), corrected: cells(corrected, 0, 0) };
  const own = rest(ours, new Set(common.map(([at]) => at)));
  const other = rest(theirs, new Set(common.map(([, at]) => at)));
  return { yours: marked(ours, own, other), corrected: marked(theirs, other, own) };
}

/** An ampersand is a separate piece, so that a parameter is equal at any position. */
function split(text: string, pieces: "parameters" | "characters"): string[] {
  return pieces === "characters" ? [...text] : text.split(/(?=[&?])|(?<=[&?])/);
}

/** The pieces without an equal counterpart, by index. */
function rest(pieces: readonly string[], common: ReadonlySet<number>): Map<number, string> {
  return new Map(pieces.flatMap((piece, at) => (common.has(at) ? [] : [[at, piece]])));
}

/** `own` and `other`: the pieces that differ, here and in the other text. */
function marked(pieces: readonly string[], own: Map<number, string>, other: Map<number, string>): Cell[] {
  return pieces.flatMap((piece, at) => {
    if (!own.has(at)) return cells(piece, 0, 0);
    const match = counterpart(piece, own, other);
    // An equal piece at another position was moved.
    return match === undefined || match === piece ? cells(piece, 0, Infinity) : changed(piece, match);
  });
}

/** The piece to compare by characters: the only one that differs, or the one with the same name. */
function counterpart(piece: string, own: Map<number, string>, other: Map<number, string>): string | undefined {
  const candidates = [...other.values()];
  if (own.size === 1 && candidates.length === 1) return candidates[0];
  const name = /^[^=]+=/.exec(piece)?.[0];
  return name === undefined ? undefined : candidates.find((candidate) => candidate.startsWith(name));
}

/** A piece next to its counterpart. Where one character or escape replaces another, each is compared by itself. */
function changed(piece: string, other: string): Cell[] {
  const [from, to] = middle(piece, other);
  const ours = units([...piece].slice(from, to));
  const theirs = units([...other].slice(...middle(other, piece)));
  if (ours.length !== theirs.length) return cells(piece, from, to);
  const inside = ours.flatMap((unit, at) => cells(unit, 0, unit === theirs[at] ? 0 : Infinity));
  const all = cells(piece, 0, 0);
  return [...all.slice(0, from), ...inside, ...all.slice(to)];
}

/** Characters and percent escapes. */
function units(characters: readonly string[]): string[] {
  return characters.join("").match(/%[0-9a-f]{2}|./gisu) ?? [];
}

/** The start and end of the difference between two pieces. */
function middle(piece: string, other: string): [from: number, to: number] {
  const [ours, theirs] = [[...piece], [...other]];
  const shorter = Math.min(ours.length, theirs.length);
  let start = 0;
  while (start < shorter && ours[start] === theirs[start]) start += 1;
  let end = 0;
  while (end < shorter - start && ours[ours.length - 1 - end] === theirs[theirs.length - 1 - end]) end += 1;
  return [start, ours.length - end];
}

function cells(text: string, from: number, to: number): Cell[] {
  return [...text].map((character, at) => ({ text: drawn(character), differs: at >= from && at < to }));
}

/** Lines that fit the terminal, after a label. Without colors, `^` below the text marks the differences. */
export function rows(label: string, row: readonly Cell[], style: Style, out: Printer): string[] {
  const indent = label.length;
  return broken(row, Math.max(out.measure - indent, 20)).flatMap((line, at) => {
    const head = at === 0 ? out.paint(label, "dim") : " ".repeat(indent);
    const text = line.map((cell) => (cell.differs ? out.paint(cell.text, "inverse", style) : cell.text)).join("");
    const below = line.map(({ text: shown, differs }) => (differs ? "^" : " ").repeat(widthOfText(shown))).join("");
    const carets =
      out.paint("x", "dim") === "x" && below.includes("^") ? [`${" ".repeat(indent)}${below.trimEnd()}`] : [];
    return [head + text, ...carets];
  });
}

/** Breaks before a parameter that does not fit, and inside one only if it is longer than a line. */
function broken(row: readonly Cell[], columns: number): Cell[][] {
  const lines: Cell[][] = [[]];
  let width = 0;
  const fit = (next: number): void => {
    if (width === 0 || width + next <= columns) return;
    lines.push([]);
    width = 0;
  };
  for (const parameter of parameters(row)) {
    fit(widthOfCells(parameter));
    for (const cell of parameter) {
      fit(widthOfCells([cell]));
      lines.at(-1)!.push(cell);
      width += widthOfCells([cell]);
    }
  }
  return lines;
}

/** Each with the separator after it. */
function parameters(row: readonly Cell[]): Cell[][] {
  const all: Cell[][] = [[]];
  for (const cell of row) {
    all.at(-1)!.push(cell);
    if (cell.text === "&" || cell.text === "?") all.push([]);
  }
  return all;
}

function widthOfCells(row: readonly Cell[]): number {
  return row.reduce((sum, { text }) => sum + widthOfText(text), 0);
}

function widthOfText(text: string): number {
  return [...text].reduce((sum, character) => sum + widthOf(character), 0);
}

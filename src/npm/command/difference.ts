/** Shows two texts, one below the other, and marks the differences in each. */
import { drawn } from "./character-names.js";
import type { Printer } from "./io.js";
import { widthOf } from "./terminal-text.js";

/** A character as displayed, and whether it differs. */
interface Cell {
  readonly text: string;
  readonly differs: boolean;
}

/**
 * `pieces` splits the texts into units to compare. Texts that have little in common get no marks: marks would not help.
 */
export function compared(right: string, sent: string, pieces: RegExp): { right: Cell[]; sent: Cell[] } {
  const [ours, theirs] = [right.split(pieces), sent.split(pieces)];
  const common = longestCommon(ours, theirs);
  if (common.length * 2 < Math.min(ours.length, theirs.length))
    return { right: cells(right, 0, 0), sent: cells(sent, 0, 0) };
  const [inOurs, inTheirs] = [common.map(([at]) => at), common.map(([, at]) => at)];
  return { right: marked(ours, inOurs, lone(theirs, inTheirs)), sent: marked(theirs, inTheirs, lone(ours, inOurs)) };
}

type Pairs = readonly (readonly [number, number])[];

/** A common subsequence of the pieces, of maximum length, as pairs of indexes. */
function longestCommon(one: readonly string[], other: readonly string[]): Pairs {
  if (one.length * other.length > LARGEST) return [];
  const lengths = one
    .map(() => new Array<number>(other.length + 1).fill(0))
    .concat([new Array<number>(other.length + 1).fill(0)]);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        one[i] === other[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}

const LARGEST = 1_000_000;

/** The only piece without a counterpart. If both texts have just one, the two are compared by characters. */
function lone(pieces: readonly string[], common: readonly number[]): string | undefined {
  const rest = pieces.filter((_, at) => !common.includes(at));
  return rest.length === 1 ? rest[0] : undefined;
}

function marked(pieces: readonly string[], common: readonly number[], counterpart: string | undefined): Cell[] {
  const single = pieces.length - common.length === 1 ? counterpart : undefined;
  return pieces.flatMap((piece, at) => {
    if (common.includes(at)) return cells(piece, 0, 0);
    return single === undefined ? cells(piece, 0, Infinity) : cells(piece, ...middle(piece, single));
  });
}

/** The start and end of the difference between two pieces. */
function middle(piece: string, other: string): [from: number, to: number] {
  const [ours, theirs] = [[...piece], [...other]];
  const most = Math.min(ours.length, theirs.length);
  let start = 0;
  while (start < most && ours[start] === theirs[start]) start += 1;
  let end = 0;
  while (end < most - start && ours[ours.length - 1 - end] === theirs[theirs.length - 1 - end]) end += 1;
  return [start, ours.length - end];
}

function cells(text: string, from: number, to: number): Cell[] {
  return [...text].map((character, at) => ({ text: drawn(character), differs: at >= from && at < to }));
}

/** Lines that fit the terminal, after a label. Without colors, `^` below the text marks the differences. */
export function rows(label: string, row: readonly Cell[], out: Printer): string[] {
  const indent = label.length;
  return broken(row, Math.max(out.measure - indent, 20)).flatMap((line, at) => {
    const head = at === 0 ? out.paint(label, "dim") : " ".repeat(indent);
    const text = line.map((cell) => (cell.differs ? out.paint(cell.text, "inverse") : cell.text)).join("");
    const below = line.map(({ text: shown, differs }) => (differs ? "^" : " ").repeat(widthOfText(shown))).join("");
    const carets =
      out.paint("x", "dim") === "x" && below.includes("^") ? [`${" ".repeat(indent)}${below.trimEnd()}`] : [];
    return [head + text, ...carets];
  });
}

function broken(row: readonly Cell[], columns: number): Cell[][] {
  const lines: Cell[][] = [[]];
  let width = 0;
  for (const cell of row) {
    const own = widthOfText(cell.text);
    if (width + own > columns && width > 0) {
      lines.push([]);
      width = 0;
    }
    lines.at(-1)!.push(cell);
    width += own;
  }
  return lines;
}

function widthOfText(text: string): number {
  return [...text].reduce((sum, character) => sum + widthOf(character), 0);
}

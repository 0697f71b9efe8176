/** Compares two base strings: what they share, and what only one of them contains. */

import { commonParts } from "../../src/npm/text/common-parts.js";

/** A run of text, and whether the other side does not have it. */
export interface Run {
  text: string;
  differs: boolean;
  /** Whether text was left out here. */
  isCut?: boolean;
}

export interface Aligned {
  signed: Run[];
  right: Run[];
}

/** Compares parameters first, so that a moved parameter is one difference. Compares the rest by characters. */
export function align(signed: string, right: string): Aligned {
  const [ours, theirs] = [pieces(signed), pieces(right)];
  const out: Aligned = { signed: [], right: [] };
  let [at, of] = [0, 0];
  for (const [i, j] of [...commonParts(ours.map(bare), theirs.map(bare)), [ours.length, theirs.length] as const]) {
    refine(ours.slice(at, i).join(""), theirs.slice(of, j).join(""), out);
    // They may differ in the joiner.
    refine(ours[i] ?? "", theirs[j] ?? "", out);
    [at, of] = [i + 1, j + 1];
  }
  return out;
}

/** Each piece starts with its joiner, which the comparison ignores: a parameter is equal at any position. */
function pieces(text: string): string[] {
  return text.split(/(?=[&?\n])/u);
}

function bare(piece: string): string {
  return piece.replace(/^[&?\n]/u, "");
}

/** Excludes the common start and end from the marks, and also the equal characters between them if most are equal. */
function refine(signed: string, right: string, out: Aligned): void {
  const [a, b] = [[...signed], [...right]];
  const start = alike(a, b);
  const end = alike(a.slice(start).reverse(), b.slice(start).reverse());
  const [middleA, middleB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const places = commonParts(middleA, middleB);
  const isSlip = places.length >= Math.max(middleA.length, middleB.length) * 0.7;
  mark(out.signed, a, start, end, isSlip ? places.map(([i]) => i) : []);
  mark(out.right, b, start, end, isSlip ? places.map(([, j]) => j) : []);
}

/** `same`: the positions between start and end that do not differ. */
function mark(runs: Run[], characters: readonly string[], start: number, end: number, same: readonly number[]): void {
  const kept = new Set(same);
  characters.forEach((character, at) =>
    push(runs, character, at >= start && at < characters.length - end && !kept.has(at - start)),
  );
}

function alike(a: readonly string[], b: readonly string[]): number {
  const first = a.findIndex((character, at) => character !== b[at]);
  return first === -1 ? Math.min(a.length, b.length) : first;
}

function push(runs: Run[], text: string, differs: boolean): void {
  const last = runs.at(-1);
  if (text === "") return;
  if (last?.differs === differs) last.text += text;
  else runs.push({ text, differs });
}

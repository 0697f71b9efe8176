/** Lays two base strings beside each other: what they share, and what stands in one of them alone. */

/** A run of text, and whether the other side lacks it. */
export interface Run {
  text: string;
  differs: boolean;
}

export interface Aligned {
  signed: Run[];
  right: Run[];
}

/** By parameters and joiners first, so that a parameter that moved is one difference; then by characters within what remains. */
export function align(signed: string, right: string): Aligned {
  const [ours, theirs] = [pieces(signed), pieces(right)];
  const out: Aligned = { signed: [], right: [] };
  let [at, of] = [0, 0];
  for (const [i, j] of [...common(ours, theirs), [ours.length, theirs.length] as const]) {
    refine(ours.slice(at, i).join(""), theirs.slice(of, j).join(""), out);
    push(out.signed, ours[i] ?? "", false);
    push(out.right, theirs[j] ?? "", false);
    [at, of] = [i + 1, j + 1];
  }
  return out;
}

/** Joiners go with what follows, so that they do not count as something in common. */
function pieces(text: string): string[] {
  return text.split(/(?=[&?\n])/u);
}

/** More than anyone reads; the time taken grows with the square. */
const MOST_PIECES = 400;

/** The places of a longest common subsequence. */
function common(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  if (a.length > MOST_PIECES || b.length > MOST_PIECES) return [];
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const length = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i] ?? [];
    for (let j = b.length - 1; j >= 0; j--) row[j] = a[i] === b[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  }
  const places: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) places.push([i++, j++]);
    else if (length(i + 1, j) >= length(i, j + 1)) i++;
    else j++;
  }
  return places;
}

/** Beginning and end in common stand back. */
function refine(signed: string, right: string, out: Aligned): void {
  const [a, b] = [[...signed], [...right]];
  const start = alike(a, b);
  const end = alike(a.slice(start).reverse(), b.slice(start).reverse());
  for (const [runs, characters] of [[out.signed, a], [out.right, b]] as const) {
    push(runs, characters.slice(0, start).join(""), false);
    push(runs, characters.slice(start, characters.length - end).join(""), true);
    push(runs, characters.slice(characters.length - end).join(""), false);
  }
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

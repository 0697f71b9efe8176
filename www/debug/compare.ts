/** Compares the header that was sent with the one that should have been, character by character. */
import { spoken } from "./visible.js";

export interface Difference {
  same: boolean;
  /** For each position of the longer one: whether they differ there. */
  differs: readonly boolean[];
  /** The same in a sentence, for users who cannot see the marks. */
  sentence: string;
  /** Whether the two have so little in common that marks would not help. */
  unrelated: boolean;
}

export function compare(expected: string, sent: string): Difference {
  const [right, got] = [[...expected], [...sent]];
  const differs = Array.from({ length: Math.max(right.length, got.length) }, (_, at) => right[at] !== got[at]);
  // Marks under every character would not help.
  if (areUnrelated(right, got, differs)) return { same: false, differs: [], sentence: UNRELATED, unrelated: true };
  return { same: expected === sent, differs, sentence: sentence(right, got, differs), unrelated: false };
}

function sentence(right: readonly string[], got: readonly string[], differs: readonly boolean[]): string {
  const first = differs.indexOf(true);
  if (first === -1) return `All ${right.length} characters are the same.`;
  if (first === right.length)
    return `The first ${right.length} characters are the same. Yours has ${extra(got.slice(first))} more at the end.`;
  if (first === got.length)
    return `The first ${count(got.length)} are the same. Yours lacks the last ${count(right.length - first)}.`;
  const [wrong, wanted] = [spoken(got[first] ?? ""), spoken(right[first] ?? "")];
  return `At character ${first + 1}, yours has ${wrong} instead of ${wanted}. ${tally(right, got, differs)}`;
}

const UNRELATED = "Character by character, the two have nothing in common.";

/** Unrelated texts share few characters by chance. After a small mistake, most characters are equal. */
function areUnrelated(right: readonly string[], got: readonly string[], differs: readonly boolean[]): boolean {
  const shorter = Math.min(right.length, got.length);
  return differs.slice(0, shorter).filter(Boolean).length > shorter * 0.75;
}

function tally(right: readonly string[], got: readonly string[], differs: readonly boolean[]): string {
  const wrong = differs.filter(Boolean).length;
  const lengths = right.length === got.length ? "" : ` Yours has ${got.length}, the corrected one ${right.length}.`;
  return `${wrong} of ${differs.length} characters differ.${lengths}`;
}

function extra(characters: readonly string[]): string {
  const named = characters.length <= 3 ? ` (${characters.map(spoken).join(" ")})` : "";
  return `${count(characters.length)}${named}`;
}

function count(characters: number): string {
  return characters === 1 ? "1 character" : `${characters} characters`;
}

/** Compares the header that was sent with the one that should have been, character by character. */
import { spoken } from "./visible.js";

export interface Difference {
  same: boolean;
  /** For each position of the longer one: whether they differ there. */
  differs: readonly boolean[];
  /** The same in a sentence, for users who cannot see the marks. */
  sentence: string;
}

export function compare(expected: string, sent: string): Difference {
  const [right, got] = [[...expected], [...sent]];
  const differs = Array.from({ length: Math.max(right.length, got.length) }, (_, at) => right[at] !== got[at]);
  return { same: expected === sent, differs, sentence: sentence(right, got, differs) };
}

function sentence(right: readonly string[], got: readonly string[], differs: readonly boolean[]): string {
  const first = differs.indexOf(true);
  if (first === -1) return `All ${right.length} characters are the same.`;
  if (first === right.length)
    return `The first ${right.length} characters are the same; ${extra(got.slice(first))} too many at the end.`;
  if (first === got.length)
    return `The first ${count(got.length)} are the same; the last ${count(right.length - first)} missing.`;
  if (unrelated(right, got, differs)) return UNRELATED;
  const [wrong, wanted] = [spoken(got[first] ?? ""), spoken(right[first] ?? "")];
  const where = `At character ${first + 1}, ${wrong} was sent in place of ${wanted}`;
  return `${where}. ${tally(right, got, differs)}`;
}

const UNRELATED =
  "The two have nothing in common: another digest, not another spelling of this one. What was signed, or the " +
  "secret, was not the same.";

/** Unrelated digests share 1 of 64 characters by chance; after a small mistake, most characters are equal. */
function unrelated(right: readonly string[], got: readonly string[], differs: readonly boolean[]): boolean {
  return right.length === got.length && differs.filter(Boolean).length > right.length * 0.75;
}

function tally(right: readonly string[], got: readonly string[], differs: readonly boolean[]): string {
  const wrong = differs.filter(Boolean).length;
  const lengths = right.length === got.length ? "" : ` ${got.length} were sent, ${right.length} expected.`;
  return `In all, ${wrong} of ${differs.length} characters differ.${lengths}`;
}

function extra(characters: readonly string[]): string {
  const named = characters.length <= 3 ? `, ${characters.map(spoken).join(" ")},` : "";
  return `then ${count(characters.length)}${named}`;
}

function count(characters: number): string {
  return characters === 1 ? "1 character" : `${characters} characters`;
}

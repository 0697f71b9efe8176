/** The search for two mistakes made together. It runs in slices, so that the event loop can run in between. */
import type { Explanation, SearchOptions, Searched } from "./types.js";

/** What a slice of the search has tried and found. */
export interface Slice {
  total: number;
  searched: Searched;
  explanation: Explanation | undefined;
}

/** How long a slice should take. */
const SLICE_MS = 30;
const FIRST_SLICE = 4_000;

/** `first` is the explanation by a single mistake. If it settles the matter, the search is skipped. */
export async function search(
  first: Explanation,
  slice: (start: number, count: number) => Slice,
  options: SearchOptions,
): Promise<Explanation> {
  const { signal, onProgress, maxHypotheses = Number.POSITIVE_INFINITY } = options;
  if (first.settled) return first;
  // `stopped` is present if the search for a single mistake reached its limit.
  const { stopped, ...before } = first.searched;
  const searched: Searched = { ...before, depth: 2, complete: false };
  const started = Date.now();
  let total = Number.POSITIVE_INFINITY;
  let count = FIRST_SLICE;
  for (let start = 0; start < total; ) {
    if (signal?.aborted) return { ...first, searched: { ...searched, stopped: "aborted" } };
    if (start >= maxHypotheses) return { ...first, searched: { ...searched, stopped: "limit" } };
    const asked = Math.min(count, maxHypotheses - start);
    const begun = Date.now();
    const found = slice(start, asked);
    const took = Date.now() - begun;
    total = found.total;
    start = Math.min(start + asked, total);
    add(searched, found.searched);
    onProgress?.({ tried: start, total, ...rate(start, Date.now() - started) });
    if (found.explanation) return { ...found.explanation, ...sentUrl(first), searched };
    count = next(count, took);
    await turn();
  }
  return { ...first, searched: { ...searched, complete: before.complete, ...(stopped && { stopped }) } };
}

function add(sum: Searched, part: Searched): void {
  sum.hypotheses += part.hypotheses;
  sum.baseStrings += part.baseStrings;
  sum.timestamps += part.timestamps;
}

function sentUrl({ sentUrl }: Explanation): { sentUrl?: string } {
  return sentUrl === undefined ? {} : { sentUrl };
}

function rate(tried: number, ms: number): { ratePerSecond?: number } {
  return ms > 0 ? { ratePerSecond: Math.round((tried / ms) * 1000) } : {};
}

/** A Worker's clock does not advance while it computes: the size stays the same there. */
function next(count: number, took: number): number {
  if (took <= 0) return count;
  return Math.round(Math.min(Math.max((count * SLICE_MS) / took, count / 2, 500), count * 2, 200_000));
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

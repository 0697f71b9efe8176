/** The deep search. It shows progress on standard error, and Ctrl-C ends it. */
import type { ExplainInput, Explanation, SearchProgress } from "zoom-lti-pro/explain";
import type { Io } from "./io.js";

export async function search(input: ExplainInput, io: Io): Promise<Explanation> {
  const { searchMistakes } = await import("zoom-lti-pro/explain");
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  // `once`, so that a second Ctrl-C ends the program.
  process.once("SIGINT", stop);
  try {
    return await searchMistakes(input, { signal: stopping.signal, onProgress: (progress) => show(progress, io) });
  } finally {
    process.off("SIGINT", stop);
    if (io.err.terminal) io.err.write(CLEAR);
  }
}

/** Moves to the start of the line and clears it. */
const CLEAR = "\r\x1b[K";

const PAUSE_MS = 100;
let shownAt = -Infinity;

/** Only a terminal can rewrite a line. */
function show({ tried, total, ratePerSecond }: SearchProgress, io: Io): void {
  if (!io.err.terminal || performance.now() - shownAt < PAUSE_MS) return;
  shownAt = performance.now();
  const part = total > 0 ? `, ${Math.floor((tried / total) * 100)} %` : "";
  const left = ratePerSecond ? `, ${Math.ceil((total - tried) / ratePerSecond)} s left` : "";
  const line = `Ctrl-C ends it. Searching for two mistakes${part}${left}`;
  io.err.write(CLEAR + io.err.paint(line.slice(0, io.err.columns - 1), "dim"));
}

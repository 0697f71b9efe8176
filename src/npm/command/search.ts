/** The deep search, with its progress on standard error and Ctrl-C as its end. */
import type { ExplainInput, Explanation, SearchProgress } from "../explain.js";
import type { Io } from "./io.js";

export async function search(input: ExplainInput, io: Io): Promise<Explanation> {
  const { searchMistakes } = await import("../explain.js");
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  // Once: a second Ctrl-C ends the program, should the first one not be heard.
  process.once("SIGINT", stop);
  try {
    return await searchMistakes(input, { signal: stopping.signal, onProgress: (progress) => show(progress, io) });
  } finally {
    process.off("SIGINT", stop);
    if (io.err.terminal) io.err.write(CLEAR);
  }
}

/** To the start of the line, which is emptied. */
const CLEAR = "\r\x1b[K";

/** Only a terminal has a line that can be written again. */
function show({ tried, total, ratePerSecond }: SearchProgress, io: Io): void {
  if (!io.err.terminal) return;
  const part = total > 0 ? ` (${Math.floor((tried / total) * 100)} %)` : "";
  const left = ratePerSecond ? `, ${Math.ceil((total - tried) / ratePerSecond)} s left` : "";
  const line =
    `Two mistakes at once: ${tried.toLocaleString("en")} of ${total.toLocaleString("en")}${part}${left}. ` +
    "Ctrl-C ends it.";
  io.err.write(CLEAR + io.err.paint(line.slice(0, io.err.columns - 1), "dim"));
}

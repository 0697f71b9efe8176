/** What was searched, in numbers, and the search for two mistakes made together. */
import type { Explanation, Finding, Searched, SearchProgress } from "zoom-lti-pro/explain";
import { counted } from "../../src/npm/text/counted.js";
import { button, h } from "../page/dom.js";
import { actionButton } from "./actions.js";
import { fold } from "./fold.js";

const DEPTHS = ["", "one mistake each", "two mistakes together"] as const;

/** `deeper`: whether to offer the search for two mistakes here. */
export function checked(explanation: Explanation, ms: number | undefined, deeper: boolean): HTMLElement {
  const { searched } = explanation;
  const hint = searched.depth === 0 ? "rules only" : counted(searched.hypotheses, "signature");
  return fold(
    "checked",
    "What was checked",
    hint,
    h("p", { id: "searched" }, sentence(explanation, ms)),
    deeper ? deepenPart() : null,
  );
}

/** The next step if one mistake alone explains nothing. */
export function deepenPart(): HTMLElement {
  return h(
    "p",
    { id: "deepen" },
    actionButton("Search for two mistakes together", "deepen"),
    " ",
    h("span", { class: "note" }, "It takes seconds to minutes. You can stop it."),
  );
}

/** True if there is something to find and a single mistake did not explain it. */
export function canDeepen({ settled, searched }: Explanation): boolean {
  return !settled && (searched.depth === 1 || searched.stopped !== undefined);
}

const RULES = "The rules that need no secret: parameters, timestamp, URL and form of the header.";

function sentence({ searched, findings }: Explanation, ms: number | undefined): string {
  const { hypotheses, baseStrings, keys, timestamps, depth } = searched;
  if (depth === 0) return `${RULES} With a secret and a header that holds a digest, it also compares signatures.`;
  const clocks = timestamps === 0 ? "" : `, ${counted(timestamps, "timestamp")}`;
  const of = `${counted(baseStrings, "base string")} and ${counted(keys, "key")}${clocks}, ${DEPTHS[depth]}`;
  return (
    `${RULES} Then it compared ${counted(hypotheses, "signature")} with the header${took(ms)}: ${of}. ` +
    ending(searched, findings)
  );
}

function ending({ stopped, complete }: Searched, findings: readonly Finding[]): string {
  if (findings.some(({ grade }) => grade === "proved")) return "The proof ended the search.";
  if (stopped === "aborted") return "The search was stopped.";
  return complete ? "The search is complete." : "The search reached its limit.";
}

function took(ms: number | undefined): string {
  return ms === undefined ? "" : ` in ${duration(ms)}`;
}

function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(1, Math.round(ms))} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.ceil(ms / 60_000)} min`;
}

/** A running search: its progress, and a button to stop it. */
export function progressView(stop: () => void): {
  element: HTMLElement;
  show: (progress: SearchProgress) => void;
  stopButton: HTMLButtonElement;
} {
  const bar = h("progress", { max: "1", "aria-label": "Search for two mistakes together" });
  const text = h("p", { class: "note", id: "progress-text" }, "Starting");
  const stopButton = button("Stop", stop);
  stopButton.id = "stop";
  const element = h("div", { class: "searching", id: "searching" }, bar, stopButton, text);
  return { element, stopButton, show: (progress) => showProgress(bar, text, progress) };
}

function showProgress(
  bar: HTMLProgressElement,
  text: HTMLElement,
  { tried, total, ratePerSecond }: SearchProgress,
): void {
  bar.value = total === 0 ? 1 : tried / total;
  const left =
    ratePerSecond === undefined || ratePerSecond === 0
      ? ""
      : `, at most ${duration(((total - tried) / ratePerSecond) * 1000)} more`;
  text.textContent = `${tried.toLocaleString("en")} of ${total.toLocaleString("en")} tried${left}`;
}

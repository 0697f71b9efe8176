/** Shows an explanation: the verdict, the findings, the proof, the fix, what was checked, then the stages. */
import type { Explanation, Verdict, VerdictCode } from "zoom-lti-pro/explain";
import { readAs } from "../../src/npm/text/read-as.js";
import { isBesides, otherSecret } from "../../src/npm/text/still-wrong.js";
import { h } from "../page/dom.js";
import { canDeepen, checked } from "./checked.js";
import { copyButton } from "./copy.js";
import { findingList } from "./findings.js";
import { fixed } from "./fix.js";
import { proof } from "./proof.js";
import { report, type Hidden } from "./report.js";
import { STAGE_NAMES, stageList } from "./stages.js";

/** The actions for a result. A missing action is not available. */
export interface Actions {
  deepen?: (() => void) | undefined;
  renew?: (() => void) | undefined;
  /** The field for another secret. */
  trial?: HTMLElement | undefined;
}

export interface View {
  learning: boolean;
  hidden: Hidden;
  actions: Actions;
}

export function results(explanation: Explanation, ms: number, { learning, hidden, actions }: View): Node[] {
  const pipeline = h(
    "section",
    { "aria-labelledby": "stages-title" },
    h("h3", { id: "stages-title" }, "Stage by stage"),
    stageList(explanation, learning),
  );
  const search = learning ? null : checked(explanation, ms, canDeepen(explanation) ? actions.deepen : undefined);
  const fix = fixed(explanation, actions.renew);
  // If nothing was found, the next step is to search on.
  const isOpen = explanation.verdict.code === "not_found";
  const help = advice(explanation.verdict, actions.trial);
  // Without a request there is nothing to show stage by stage.
  if (explanation.verdict.code === "no_request" && help !== null) return [help];
  const parts = [
    learning ? null : reading(explanation),
    help,
    whose(explanation, hidden),
    findingList(explanation.findings, explanation.verdict.title),
    unexplained(explanation, actions.trial),
    proof(explanation),
    learning ? pipeline : null,
    ...(isOpen ? [search, fix] : [fix, search]),
    learning ? null : reportView(report(explanation, hidden)),
    learning ? null : pipeline,
  ];
  return parts.filter((part) => part !== null);
}

/** Shown before there is an input: the names of the stages. */
export function outline(): Node[] {
  const stages = STAGE_NAMES.map((name) => h("li", { class: "stage idle" }, h("h3", {}, name)));
  return [h("p", { class: "muted" }, "Enter a request, or try an example."), h("ol", { class: "stages" }, ...stages)];
}

export function failure(message: string): Node[] {
  return [
    h("div", { class: "state error" }, h("h3", {}, "This could not be explained"), h("p", { class: "said" }, message)),
  ];
}

const TONES: Readonly<Record<VerdictCode, string>> = {
  correct: "good",
  other_secret: "bad",
  proved: "bad",
  certain: "bad",
  possible: "warn",
  not_found: "warn",
  no_secret: "calm",
  no_signature: "calm",
  no_request: "calm",
};

export function tone(explanation: Explanation): string {
  return isBesides(explanation) ? "warn" : TONES[explanation.verdict.code];
}

const BY_FINDINGS = new Set<VerdictCode>(["proved", "certain", "other_secret"]);

/** What to do next if no mistake is known. Otherwise the findings say it. */
function advice({ code, message, suggestions = [] }: Verdict, trial: HTMLElement | undefined): HTMLElement | null {
  if (BY_FINDINGS.has(code)) return null;
  const items = suggestions.map((suggestion) => h("li", {}, suggestion));
  return h(
    "div",
    { class: "advice", id: "advice" },
    h("p", {}, message),
    items.length === 0 ? null : h("ul", {}, ...items),
    code === "not_found" ? (trial ?? null) : null,
  );
}

/** A mistake is certain, but the secret may be wrong, too. */
function unexplained(explanation: Explanation, trial: HTMLElement | undefined): HTMLElement | null {
  const text = otherSecret(explanation);
  return text === undefined ? null : h("div", { class: "advice", id: "advice" }, h("p", {}, text), trial ?? null);
}

/** Shown first: if the text was taken for something else, the rest is about that. */
function reading(explanation: Explanation): HTMLElement | null {
  const text = readAs(explanation);
  return text === undefined ? null : h("p", { class: "note", id: "read-as" }, text);
}

/** Only useful if there are several secrets. */
function whose({ signedWith }: Explanation, { secrets }: Hidden): HTMLElement | null {
  if (signedWith === undefined || secrets.length < 2) return null;
  return h("p", { id: "signed-with" }, "The header was made with: ", h("strong", {}, signedWith), ".");
}

function reportView(text: string): HTMLElement {
  return h(
    "details",
    { class: "report", id: "report-details" },
    h("summary", {}, "A report to pass on"),
    h(
      "p",
      { class: "note" },
      "Without any secret or signature: both are taken out wherever they stand. ",
      copyButton("report", text, "Copy report"),
    ),
    h("pre", { id: "report", tabindex: "0", role: "region", "aria-label": "Report" }, text),
  );
}

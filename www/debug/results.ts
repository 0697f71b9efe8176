/** A result: the fix, the difference, the corrected request. Everything else is folded. */
import type { Explanation, Finding } from "zoom-lti-pro/explain";
import { otherSecret } from "../../src/npm/text/still-wrong.js";
import { h } from "../page/dom.js";
import { actionButton, copyButton } from "./actions.js";
import { canDeepen, checked, deepenPart } from "./checked.js";
import { difference } from "./difference.js";
import { findingList } from "./findings.js";
import { fold } from "./fold.js";
import { headline, type Headline } from "./headline.js";
import { proof } from "./proof.js";
import { report, type Hidden } from "./report.js";
import { requestPart } from "./request.js";
import { stageList } from "./stages.js";

export interface View {
  /** Whether the parameters are typed. The stages are then open, with the shell commands. */
  learning: boolean;
  hidden: Hidden;
  /** How long the search took. Absent for the sample: the build explained it. */
  ms?: number | undefined;
  /** The field for another secret. Absent in the sample, which does not need it. */
  trial?: HTMLElement | undefined;
  /** Whether to show how long the timestamp is valid. */
  clock: boolean;
}

export function results(explanation: Explanation, view: View): Node[] {
  const { learning, hidden } = view;
  const head = headline(explanation);
  // Without a request there is nothing else to show.
  if (head.code === "no_request") return [suggestions(explanation, "What you can paste", true)];
  const rest = explanation.findings.filter((finding) => !head.lead.includes(finding));
  const canRenew = hidden.secrets.length > 0;
  return [
    fixPart(head),
    secretPart(explanation, head, view),
    difference(explanation, head.lead),
    learning ? stages(explanation, true) : null,
    // Without a mistake and without a signature, it would only repeat the input.
    explanation.corrected?.header === undefined && head.lead.length === 0
      ? null
      : requestPart(explanation, { canRenew, verdict: head.title }),
    folds(explanation, head, rest, view),
  ].filter((part) => part !== null);
}

function fixPart({ lead, title }: Headline): HTMLElement | null {
  if (lead.length === 0) return null;
  const [first] = lead;
  const content =
    lead.length === 1
      ? [h("p", { class: "fix" }, first!.fix)]
      : lead.map((finding) => h("p", { class: "fix" }, h("strong", {}, `${finding.title}.`), " ", finding.fix));
  return h(
    "section",
    { class: "part", id: "fix-part", "aria-labelledby": "fix-title" },
    h("h3", { id: "fix-title" }, lead.length === 1 ? "Fix" : "Fixes"),
    lead.length === 1 && first!.title !== title && !title.includes("mistake") ? h("p", {}, `${first!.title}.`) : null,
    ...content,
  );
}

/** What to enter next, if the secret is missing or wrong. */
function secretPart(explanation: Explanation, { code }: Headline, { trial, learning }: View): HTMLElement | null {
  // There is one primary button: if there is a signature to copy, it is that.
  const weight = explanation.corrected?.header === undefined ? "primary" : undefined;
  if (code === "no_secret") return next(actionButton("Enter the LTI secret", "enter-secret", weight));
  if (code === "no_signature" && !learning) return next(actionButton("Enter the signature", "enter-signature", weight));
  const wrong = otherSecret(explanation);
  if (!hasSecretPart(explanation)) return null;
  return h(
    "section",
    { class: "part", id: "secret-part", "aria-labelledby": "secret-title" },
    h("h3", { id: "secret-title" }, "Try another secret"),
    wrong === undefined ? null : h("p", { id: "advice" }, wrong),
    trial ?? null,
    wrong === undefined ? suggestions(explanation, "Which secrets are often confused", false) : null,
    canDeepen(explanation) ? deepenPart() : null,
  );
}

function hasSecretPart(explanation: Explanation): boolean {
  return explanation.verdict.code === "not_found" || otherSecret(explanation) !== undefined;
}

function next(button: HTMLElement): HTMLElement {
  return h("div", { class: "part", id: "next-part" }, button);
}

/** The suggestions of the verdict. */
function suggestions({ verdict }: Explanation, title: string, open: boolean): HTMLElement {
  const items = (verdict.suggestions ?? []).map((suggestion) => h("li", {}, suggestion));
  if (!open) return h("details", { class: "plain", id: "advice-list" }, h("summary", {}, title), h("ul", {}, ...items));
  return h("section", { class: "part", id: "advice" }, h("h3", {}, title), h("ul", {}, ...items));
}

function folds(explanation: Explanation, head: Headline, rest: readonly Finding[], view: View): HTMLElement {
  const { learning, hidden, ms, clock } = view;
  const all = [
    whyFold(explanation, head, hidden),
    rest.length === 0
      ? null
      : fold(
          "others",
          head.lead.length === 0 ? "Possible causes" : "Other findings",
          String(rest.length),
          findingList(rest, false),
        ),
    head.code === "correct"
      ? fold("refused", "If the API still refuses it", "what to check", suggestions(explanation, "Check this", true))
      : null,
    clock ? fold("time", "Timestamp", "how long it is valid", h("p", { id: "clock", role: "timer" })) : null,
    learning ? null : stages(explanation, false),
    learning ? null : checked(explanation, ms, canDeepen(explanation) && !hasSecretPart(explanation)),
    learning
      ? null
      : fold(
          "report-fold",
          "Report to pass on",
          "without secrets and signatures",
          reportView(report(explanation, hidden)),
        ),
  ];
  return h("div", { class: "folds" }, ...all);
}

function whyFold(explanation: Explanation, { lead }: Headline, { secrets }: Hidden): HTMLElement | null {
  const { signedWith } = explanation;
  // Only useful if there are several secrets.
  const whose = signedWith === undefined || secrets.length < 2 ? null : signedWith;
  if (lead.length === 0 && whose === null) return null;
  const isProved = lead.some(({ grade }) => grade === "proved");
  return fold(
    "why",
    isProved ? "Why, and the proof" : "Why",
    "the rule behind it",
    findingList(lead, true),
    whose === null ? null : h("p", { id: "signed-with" }, "The header was made with: ", h("strong", {}, whose), "."),
    proof(explanation),
  );
}

function stages(explanation: Explanation, learning: boolean): HTMLElement {
  if (!learning) return fold("stages", "Stage by stage", "parameters to URL", stageList(explanation, false));
  return h(
    "section",
    { class: "part", id: "stages", "aria-labelledby": "stages-title" },
    h("h3", { id: "stages-title" }, "Stage by stage"),
    stageList(explanation, true),
  );
}

function reportView(text: string): HTMLElement {
  return h(
    "div",
    { class: "report" },
    h("pre", { id: "report", "data-value": text, tabindex: "0", role: "region", "aria-label": "Report" }, text),
    h("p", {}, copyButton("report", "Copy report")),
  );
}

/** Shown while there is no request. */
export function outline(): Node[] {
  return [
    h(
      "section",
      { class: "part", id: "start" },
      h("h3", {}, "What you can paste"),
      h(
        "ul",
        {},
        h("li", {}, "“Copy as cURL”, “Copy as fetch” or “Copy as PowerShell” from the developer tools of a browser"),
        h("li", {}, "A raw HTTP request, a HAR file, or a line of a log"),
        h("li", {}, "The URL with its query, or the base string that the program signed"),
      ),
      h(
        "p",
        { class: "actions" },
        actionButton("Choose an example", "open-examples"),
        actionButton("Show the sample", "show-sample"),
      ),
    ),
  ];
}

export function failure(message: string): Node[] {
  return [h("section", { class: "part", id: "failure" }, h("p", {}, message))];
}

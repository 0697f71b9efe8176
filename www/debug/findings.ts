/** The findings: what is wrong, how sure that is, and what to do. */
import type { Alternative, Finding, Grade } from "zoom-lti-pro/explain";
import { h } from "../page/dom.js";
import { drawn } from "./visible.js";

const GRADES: Readonly<Record<Grade, readonly [label: string, tone: string, what: string]>> = {
  proved: ["Proved", "bad", "This mistake gives exactly the header that was sent."],
  certain: ["Certain", "bad", "This breaks a rule with any secret."],
  possible: ["Possible", "unknown", "This may be the cause."],
};

/** `isLead`: the verdict and the fix above already name these findings. */
export function findingList(findings: readonly Finding[], isLead: boolean): HTMLElement | null {
  if (findings.length === 0) return null;
  return h("ol", { class: "findings" }, ...findings.map((finding) => drawFinding(finding, isLead)));
}

function drawFinding(finding: Finding, isLead: boolean): HTMLElement {
  const { code, mistake, grade, title, message, fix, why, alternatives = [] } = finding;
  const [label, tone, what] = GRADES[grade];
  return h(
    "li",
    { class: "finding", "data-code": code, "data-mistake": mistake, "data-grade": grade },
    h("p", {}, h("span", { class: `chip ${tone}`, title: what }, label), " ", isLead ? what : h("strong", {}, title)),
    h("p", {}, message),
    facts(finding),
    isLead ? null : h("p", { class: "fix" }, fix),
    why === undefined ? null : h("p", { class: "note" }, why),
    alternatives.length === 0 ? null : others(finding, alternatives),
  );
}

/** A list of parameter names. The spaces in it are only for display. */
const NAMES = /^\w+(?:, \w+)+$/;

/** The facts that the sentences do not contain. */
function facts({ code, seen, expected, message, fix }: Finding): HTMLElement | null {
  // The fold "Timestamp" shows it.
  if (code.startsWith("timestamp_")) return null;
  const isNew = (text: string | undefined): text is string =>
    text !== undefined && text !== "" && !message.includes(text) && !fix.includes(text);
  if (!isNew(seen) && !isNew(expected)) return null;
  const line = (label: string, text: string | undefined): HTMLElement | null =>
    isNew(text)
      ? h("div", {}, h("dt", {}, label), h("dd", { class: "mono" }, ...(NAMES.test(text) ? [text] : drawn(text))))
      : null;
  return h("dl", { class: "seen" }, line("Seen", seen), line("Expected", expected));
}

function others(finding: Finding, alternatives: readonly Alternative[]): HTMLElement {
  const known = sentences(finding);
  const items = alternatives.map((one) => {
    const isNew = (text: string): boolean => !known.includes(text);
    return h("li", { "data-code": one.code }, sentences(one).filter(isNew).join(" ") || one.message);
  });
  const head =
    alternatives.length === 1
      ? "Or: another mistake gives the same bytes."
      : `Or: ${alternatives.length} other mistakes give the same bytes.`;
  return h(
    "div",
    { class: "others" },
    h("p", { class: "note" }, `${head} Only the source code shows which one was made.`),
    h("ul", {}, ...items),
  );
}

function sentences({ title, message }: { title: string; message: string }): string[] {
  return [`${title}.`, ...message.split(/(?<=\.) /u)];
}

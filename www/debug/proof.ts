/** Shows the signed text and the correct base string. */
import type { Explanation } from "zoom-lti-pro/explain";
import { h } from "../page/dom.js";
import { align, type Run } from "./align.js";
import { copyButton } from "./copy.js";
import { drawn, spoken } from "./visible.js";

/** Null if the signed text is unknown or correct. */
export function proof({ signed, corrected, stages }: Explanation): HTMLElement | null {
  const right = corrected?.baseString ?? stages.baseString;
  if (signed === undefined || right === undefined || signed === right) return null;
  const aligned = align(signed, right);
  return h(
    "section",
    { class: "proof", "aria-labelledby": "proof-title" },
    h("h3", { id: "proof-title" }, "What was signed, and what has to be"),
    h(
      "dl",
      { class: "sides wide" },
      side("Signed", "signed-string", signed, aligned.signed),
      side("Right", "right-string", right, aligned.right),
    ),
    h("p", { id: "proof-difference", class: "note" }, sentence(aligned.signed, aligned.right)),
  );
}

function side(label: string, id: string, text: string, runs: readonly Run[]): HTMLElement {
  const content = runs.map((run) =>
    run.differs ? h("mark", {}, ...drawn(run.text)) : h("span", {}, ...drawn(run.text)),
  );
  return h(
    "div",
    {},
    h("dt", {}, label),
    h("dd", { class: "mono", id, "data-value": text }, ...content),
    h("dd", {}, copyButton(id, text)),
  );
}

/** The differences in words, for users who cannot see the marks. */
export function sentence(signed: readonly Run[], right: readonly Run[]): string {
  const [extra, lacking] = [only(signed), only(right)];
  const first = signed.findIndex(({ differs }) => differs);
  const place = first === -1 ? 0 : signed.slice(0, first).reduce((sum, { text }) => sum + [...text].length, 0) + 1;
  if (extra.length === 0) return `What was signed lacks ${listed(lacking)}.`;
  const where = `From character ${place} of what was signed: ${listed(extra)}`;
  return lacking.length === 0
    ? `${where}, which does not belong there.`
    : `${where}, where ${listed(lacking)} ${lacking.length === 1 ? "belongs" : "belong"}.`;
}

function only(runs: readonly Run[]): string[] {
  return runs.filter(({ differs }) => differs).map(({ text }) => text);
}

function listed(all: readonly string[]): string {
  const texts = [...new Set(all)];
  const named = texts
    .slice(0, 3)
    .map((text) => ([...text].length <= 2 ? [...text].map(spoken).join(" and ") : `“${text}”`));
  return texts.length > 3 ? `${named.join(", ")} and ${texts.length - 3} more` : named.join(" and ");
}

/** The whole signed text beside the correct base string. */
import type { Explanation } from "zoom-lti-pro/explain";
import { h } from "../page/dom.js";
import { align, type Run } from "./align.js";
import { sides } from "./sides.js";
import { spoken } from "./visible.js";

/** Null if the signed text is unknown or correct. */
export function proof({ signed, corrected }: Explanation): HTMLElement | null {
  const right = corrected?.baseString;
  if (signed === undefined || right === undefined || signed === right) return null;
  const aligned = align(signed, right);
  return h(
    "div",
    { class: "proof" },
    h("h4", {}, "The whole text that was signed, and the correct base string"),
    sides(
      { id: "signed-string", text: signed, runs: aligned.signed },
      { id: "right-string", text: right, runs: aligned.right },
    ),
  );
}

/** The differences in words, for users who cannot see the marks. Undefined if there are too many for a sentence. */
export function sentence(signed: readonly Run[], right: readonly Run[]): string | undefined {
  const [extra, lacking] = [only(signed), only(right)];
  if (Math.max(extra.length, lacking.length) > MAX_NAMED) return undefined;
  const first = signed.findIndex(({ differs }) => differs);
  const place = first === -1 ? 0 : signed.slice(0, first).reduce((sum, { text }) => sum + [...text].length, 0) + 1;
  if (extra.length === 0) return `Yours lacks ${listed(lacking)}.`;
  const where = `At character ${place}, yours has ${listed(extra)}`;
  return lacking.length === 0 ? `${where}, which does not belong there.` : `${where} instead of ${listed(lacking)}.`;
}

function cut(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED - 1)}…` : text;
}

const MAX_QUOTED = 40;

/** Each text that differs, once. */
function only(runs: readonly Run[]): string[] {
  return [...new Set(runs.filter(({ differs }) => differs).map(({ text }) => text))];
}

const MAX_NAMED = 2;

function listed(texts: readonly string[]): string {
  return texts
    .map((text) => ([...text].length <= 2 ? [...text].map(spoken).join(" and ") : `“${cut(text)}”`))
    .join(" and ");
}

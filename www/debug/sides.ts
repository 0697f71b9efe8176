/** Your value above the corrected one, with the differences marked. Only the corrected one can be copied. */
import { h } from "../page/dom.js";
import type { Run } from "./align.js";
import { copyButton } from "./copy.js";
import { drawn } from "./visible.js";

export interface Side {
  id: string;
  text: string;
  runs: readonly Run[];
}

export function sides(yours: Side, corrected: Side, copy: boolean): HTMLElement {
  return h("dl", { class: "sides" }, side("Yours", "yours", yours, false), side("Corrected", "good", corrected, copy));
}

function side(label: string, tone: string, { id, text, runs }: Side, copy: boolean): HTMLElement {
  const content = runs.map(({ text: part, differs }) => h(differs ? "mark" : "span", {}, ...drawn(part)));
  return h(
    "div",
    { class: tone },
    h("dt", {}, label),
    h("dd", { class: "mono", id, "data-value": text }, ...content),
    copy ? h("dd", {}, copyButton(id, text)) : null,
  );
}

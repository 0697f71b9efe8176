/** The wrong text above the correct one, with the differences marked. */
import { h } from "../page/dom.js";
import type { Run } from "./align.js";
import { drawn } from "./visible.js";

export interface Side {
  id: string;
  /** The whole text, if the runs are a part of it. */
  text?: string;
  runs: readonly Run[];
}

export function sides(wrong: Side, right: Side, copy: HTMLElement | null = null): HTMLElement {
  return h("dl", { class: "sides" }, side("Yours", "wrong", wrong, null), side("Correct", "right", right, copy));
}

function side(label: string, tone: string, { id, text, runs }: Side, copy: HTMLElement | null): HTMLElement {
  const content = runs.map(({ text: part, differs, isCut }) =>
    isCut ? h("span", { class: "cut" }, part) : h(differs ? "mark" : "span", {}, ...drawn(part)),
  );
  const whole = text ?? runs.map((run) => run.text).join("");
  return h(
    "div",
    { class: tone },
    h("dt", {}, label),
    h("dd", { class: "mono", id, "data-value": whole }, ...content),
    copy === null ? null : h("dd", {}, copy),
  );
}

/** Full values, each with a button that copies the value itself, not its display. */
import { h } from "../page/dom.js";
import { copyButton } from "./actions.js";
import { drawn } from "./visible.js";

export function value(id: string, text: string, draw: (text: string) => Node[] = drawn): HTMLElement {
  return h("div", { class: "value" }, h("code", { id, "data-value": text }, ...draw(text)), copyButton(id));
}

/** The value, or a line that says why it is missing. */
export function valueOr(
  id: string,
  text: string | undefined,
  otherwise: string,
  draw?: (text: string) => Node[],
): HTMLElement {
  return text === undefined ? h("p", { class: "note", id }, otherwise) : value(id, text, draw);
}

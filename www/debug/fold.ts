/** A folded part of a result. */
import { h } from "../page/dom.js";

type Content = Node | string | null;

export function fold(id: string, title: string, hint: string, ...content: Content[]): HTMLDetailsElement {
  return h(
    "details",
    { class: "fold", id },
    h("summary", {}, h("h3", {}, title), h("span", { class: "hint" }, hint)),
    h("div", { class: "inside" }, ...content),
  );
}

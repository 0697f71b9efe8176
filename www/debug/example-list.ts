/** One button for each example. */
import { button, h } from "../page/dom.js";
import { GROUPS } from "./examples.js";
import { wrong, type Filled } from "./wrong.js";

export function exampleList(fill: (filled: Filled) => void): Node[] {
  return GROUPS.map(({ title, examples }) => {
    const buttons = examples.map(({ id, label, program }) => {
      const element = button(label, () => void wrong(program, Date.now()).then(fill), "choice");
      element.dataset["example"] = id;
      return element;
    });
    return h(
      "div",
      { class: "examples", role: "group", "aria-label": title },
      h("h3", {}, title),
      h("div", { class: "choices" }, ...buttons),
    );
  });
}

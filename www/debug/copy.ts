/** Full values, each with a button that copies the value itself, not its display. */
import { button, h } from "../page/dom.js";
import { drawn } from "./visible.js";

export function value(id: string, text: string, draw: (text: string) => Node[] = drawn): HTMLElement {
  const code = h("code", { id, "data-value": text }, ...draw(text));
  return h("div", { class: "value" }, code, copyButton(id, text));
}

/** The value, or a line that says why it is missing. */
export function valueOr(
  id: string,
  text: string | undefined,
  otherwise: string,
  draw?: (text: string) => Node[],
): HTMLElement {
  return text === undefined ? h("p", { class: "absent", id }, otherwise) : value(id, text, draw);
}

/** Source code: line breaks stay. */
export function program(id: string, text: string): HTMLElement {
  const code = h("code", { id, "data-value": text }, text);
  return h(
    "div",
    { class: "value program" },
    h("pre", { tabindex: "0", role: "region", "aria-labelledby": `${id}-label` }, code),
    copyButton(id, text),
  );
}

export function copyButton(of: string, text: string, label = "Copy"): HTMLButtonElement {
  const copy = button(label, () => void copied(copy, text, label), "copy");
  copy.setAttribute("aria-describedby", of);
  return copy;
}

async function copied(copy: HTMLButtonElement, text: string, label: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
  } catch {
    copy.textContent = "Not allowed";
  }
  setTimeout(() => void (copy.textContent = label), 1500);
}

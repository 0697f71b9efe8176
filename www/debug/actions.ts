/**
 * What the buttons in a result do. One listener handles all of them, so that the buttons of the sample, which the
 * build writes into the page, need no script to be attached.
 */
import { h } from "../page/dom.js";

export type ActionName = "renew" | "deepen" | "enter-secret" | "enter-signature" | "show-sample" | "open-examples";

export function actionButton(label: string, name: ActionName, className?: string): HTMLButtonElement {
  return h("button", { type: "button", class: className, "data-action": name }, label);
}

/** Copies the whole value of the element `of`, not its display. */
export function copyButton(of: string, label = "Copy", className = "small"): HTMLButtonElement {
  return h("button", { type: "button", class: className, "data-copy": of, "aria-describedby": of }, label);
}

export function listenTo(container: HTMLElement, actions: Readonly<Record<ActionName, () => void>>): void {
  container.addEventListener("click", ({ target }) => {
    const clicked = target instanceof Element ? target.closest("button") : null;
    const { action, copy } = clicked?.dataset ?? {};
    if (action !== undefined && action in actions) actions[action as ActionName]();
    if (clicked !== null && copy !== undefined) void copied(clicked, copy);
  });
}

async function copied(clicked: HTMLButtonElement, of: string): Promise<void> {
  const text = document.getElementById(of)?.dataset["value"];
  if (text === undefined) return;
  clicked.dataset["label"] ??= clicked.textContent ?? "";
  try {
    await navigator.clipboard.writeText(text);
    clicked.textContent = "Copied";
  } catch {
    clicked.textContent = "Not allowed";
  }
  setTimeout(() => void (clicked.textContent = clicked.dataset["label"] ?? ""), 1500);
}

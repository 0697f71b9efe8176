/** Fields for the list's parameters that have no other control in the page. */
import { words } from "../../src/npm/generated/parameters.js";
import { h } from "./dom.js";
import { OTHERS } from "./view.js";

export interface OtherFields {
  fill(values: Readonly<Record<string, string>>): void;
}

/** Adds the fields to `container`. A change calls `changed` with all values. */
export function otherFields(
  container: HTMLElement,
  changed: (values: Readonly<Record<string, string>>) => void,
): OtherFields {
  const inputs = OTHERS.map(({ name }) => [name, input(name)] as const);
  container.hidden = inputs.length === 0;
  container.append(...inputs.map(([name, element]) => labeled(name, element)));
  container.addEventListener("change", () => changed(valuesOf(inputs)));
  return {
    fill: (values) => inputs.forEach(([name, element]) => void (element.value = values[name] ?? "")),
  };
}

/** Empty fields are left out. */
function valuesOf(inputs: readonly (readonly [string, HTMLInputElement])[]): Record<string, string> {
  const values = inputs.map(([name, { value }]) => [name, value.trim()] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== ""));
}

function input(name: string): HTMLInputElement {
  const id = `other-${name}`;
  const placeholder = words[name]?.example;
  return h("input", { id, type: "text", placeholder, autocomplete: "off", "aria-describedby": `${id}-note` });
}

function labeled(name: string, element: HTMLInputElement): HTMLElement {
  const note = h("span", { id: `${element.id}-note`, class: "note" }, words[name]?.help);
  return h("div", { class: "field" }, h("label", { for: element.id }, name), element, note);
}

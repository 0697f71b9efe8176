/** The DOM helpers of both pages. They insert text only as text nodes and never parse HTML. */

type Child = Node | string | null | undefined | false;

/** Makes an element. Attributes that are `false` or `undefined` are left out; strings become text nodes. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** The element with this id and class. It fails at load, so that a mistake in the HTML is found early. */
export function byId<T extends Element>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`no ${type.name} with id "${id}" in this page`);
  return element;
}

/** A button with a click handler. */
export function button(label: string, onClick: () => void, className?: string): HTMLButtonElement {
  const element = h("button", { type: "button", class: className }, label);
  element.addEventListener("click", onClick);
  return element;
}

/** The value of the checked radio button in a group. */
export function checkedValue(group: Element): string {
  return group.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
}

export function check(group: Element, value: string): void {
  for (const radio of group.querySelectorAll("input")) radio.checked = radio.value === value;
}

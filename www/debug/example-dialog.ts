/** The examples: a dialog with a search field and a list. Arrow keys choose, Enter opens, Esc closes. */
import { counted } from "../../src/npm/text/counted.js";
import { byId, h } from "../page/dom.js";
import { GROUPS, type Example } from "./examples.js";

interface Option {
  example: Example;
  /** What the search looks in. */
  text: string;
  element: HTMLElement;
}

export class ExampleDialog {
  readonly #dialog = byId("examples", HTMLDialogElement);
  readonly #search = byId("example-search", HTMLInputElement);
  readonly #list = byId("example-list", HTMLElement);
  readonly #found = byId("example-found", HTMLElement);
  readonly #options: Option[];
  readonly #groups: { element: HTMLElement; options: Option[] }[];
  #active: Option | undefined;

  constructor(choose: (example: Example) => void) {
    this.#groups = GROUPS.map(({ title, examples }) => {
      const options = examples.map((example) => option(example, title));
      const id = `group-${title.replaceAll(" ", "-").toLowerCase()}`;
      const heading = h("p", { class: "group", id, role: "presentation" }, title);
      const element = h("div", { role: "group", "aria-labelledby": id }, heading, ...options.map((one) => one.element));
      return { element, options };
    });
    this.#options = this.#groups.flatMap(({ options }) => options);
    this.#list.append(...this.#groups.map(({ element }) => element));
    this.#listen((chosen) => {
      this.#dialog.close();
      choose(chosen.example);
    });
  }

  open(): void {
    this.#search.value = "";
    this.#filter();
    this.#dialog.showModal();
    this.#search.focus();
    this.#list.scrollTop = 0;
  }

  #listen(choose: (option: Option) => void): void {
    this.#search.addEventListener("input", () => this.#filter());
    this.#search.addEventListener("keydown", (event) => this.#key(event, choose));
    this.#list.addEventListener("click", ({ target }) => {
      const clicked = this.#options.find(({ element }) => target instanceof Node && element.contains(target));
      if (clicked !== undefined) choose(clicked);
    });
    // A click beside the dialog is a click on its backdrop.
    this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && this.#dialog.close());
  }

  #key(event: KeyboardEvent, choose: (option: Option) => void): void {
    const step = STEPS[event.key];
    if (step !== undefined) this.#move(step);
    else if (event.key === "Enter" && this.#active !== undefined) choose(this.#active);
    else return;
    event.preventDefault();
  }

  #move(step: number): void {
    const shown = this.#shown();
    const at = this.#active === undefined ? -1 : shown.indexOf(this.#active);
    const to = at === -1 && step < 0 ? shown.length - 1 : Math.min(Math.max(at + step, 0), shown.length - 1);
    this.#activate(shown[to]);
    this.#active?.element.scrollIntoView({ block: "nearest" });
  }

  /** Shows the examples that have every word. */
  #filter(): void {
    const words = this.#search.value.toLowerCase().split(/\s+/u).filter(Boolean);
    for (const { text, element } of this.#options) element.hidden = !words.every((word) => text.includes(word));
    for (const { element, options } of this.#groups) element.hidden = options.every((one) => one.element.hidden);
    const shown = this.#shown();
    this.#activate(shown[0]);
    this.#found.textContent = shown.length === 0 ? "No example has these words." : counted(shown.length, "example");
  }

  #activate(next: Option | undefined): void {
    this.#active?.element.setAttribute("aria-selected", "false");
    next?.element.setAttribute("aria-selected", "true");
    this.#active = next;
    if (next === undefined) this.#search.removeAttribute("aria-activedescendant");
    else this.#search.setAttribute("aria-activedescendant", next.element.id);
  }

  #shown(): Option[] {
    return this.#options.filter(({ element }) => !element.hidden);
  }
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

function option(example: Example, group: string): Option {
  const { id, label } = example;
  const element = h(
    "div",
    { role: "option", id: `example-${id}`, "data-example": id, "aria-selected": "false" },
    label,
  );
  return { example, element, text: `${label} ${group}`.toLowerCase() };
}

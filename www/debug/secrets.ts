/** The secrets, each with a label: the one that belongs to the key, and others that may have been used by mistake. */
import { button, byId, h } from "../page/dom.js";
import type { LabeledSecret } from "zoom-lti-pro/explain";
import { invisibleIn } from "./visible.js";

interface Row {
  label: () => string;
  secret: HTMLInputElement;
  element: HTMLElement;
}

/** The secrets that are often used by mistake. */
const OTHERS = [
  "OAuth client secret",
  "webhook secret token",
  "secret of another LTI credential",
  "older LTI secret",
  "SDK secret",
];

/** Keeps password managers from storing the input. */
const UNKEPT = {
  autocomplete: "off",
  autocapitalize: "off",
  spellcheck: "false",
  "data-1p-ignore": true,
  "data-lpignore": "true",
  "data-bwignore": true,
};

export class Secrets {
  readonly #container = byId("secrets", HTMLElement);
  readonly #changed: () => void;
  #rows: Row[] = [];
  #made = 0;
  /** One element for all results, so that it keeps what is typed into it. */
  readonly #trial = new Trial((label, secret) => {
    this.add(label).secret.value = secret;
    this.#entered();
  });

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#rows = [this.#first()];
    byId("secret-labels", HTMLDataListElement).append(...OTHERS.map((name) => h("option", { value: name })));
    byId("add-secret", HTMLButtonElement).addEventListener("click", () => this.add().secret.focus());
    for (const element of [byId("secret", HTMLInputElement), this.#container])
      element.addEventListener("input", () => this.#entered());
  }

  /** The secrets that are filled in. */
  read(): LabeledSecret[] {
    return this.#rows
      .filter(({ secret }) => secret.value !== "")
      .map(({ label, secret }) => ({ label: label(), secret: secret.value }));
  }

  set(secrets: readonly LabeledSecret[]): void {
    this.clear();
    secrets.forEach(({ label, secret }, at) => {
      const row = at === 0 ? this.#rows[0] : this.add(label);
      if (row) row.secret.value = secret;
    });
    this.#noteOdd();
  }

  /** Also hides secrets that were shown. */
  clear(): void {
    for (const { element, secret } of this.#rows) {
      secret.value = "";
      if (element.parentElement === this.#container) element.remove();
    }
    this.#rows = [this.#first()];
    this.#trial.clear();
    this.#noteOdd();
  }

  add(label = ""): Row {
    const at = ++this.#made;
    const name = h("input", {
      ...UNKEPT,
      id: `label-${at}`,
      type: "text",
      "aria-label": "Whose secret this is",
      placeholder: "Whose secret it is",
      list: "secret-labels",
    });
    name.value = label;
    const secret = h("input", {
      ...UNKEPT,
      id: `secret-${at}`,
      class: "mono",
      type: "password",
      "aria-label": "Another secret",
    });
    const remove = button("Remove", () => this.#remove(row));
    const element = h("div", { class: "secret-row" }, name, secret, showButton(secret), remove);
    const row = { label: () => name.value.trim() || `secret ${at + 1}`, secret, element };
    this.#rows.push(row);
    this.#container.append(element);
    return row;
  }

  /** A field for one more secret, shown beside a result that no given secret explains. `first`: try it before all. */
  trial(first: boolean): HTMLElement {
    this.#trial.setPrimary(first);
    this.#trial.setTried(this.read().map(({ label }) => label));
    return this.#trial.element;
  }

  /** Draws a result. The focus stays in the field for another secret, which the result may move. */
  keepingFocus(draw: () => void): void {
    const focused = document.activeElement;
    const isTrial = focused instanceof HTMLElement && this.#trial.element.contains(focused);
    draw();
    if (isTrial && focused.isConnected) focused.focus();
  }

  #entered(): void {
    this.#noteOdd();
    this.#changed();
  }

  #remove(row: Row): void {
    row.secret.value = "";
    row.element.remove();
    this.#rows = this.#rows.filter((other) => other !== row);
    byId("add-secret", HTMLButtonElement).focus();
    this.#entered();
  }

  #first(): Row {
    const secret = byId("secret", HTMLInputElement);
    const shown = byId("reveal", HTMLButtonElement);
    secret.type = "password";
    shown.setAttribute("aria-pressed", "false");
    shown.onclick = () => toggle(secret, shown);
    return { label: () => "LTI secret", secret, element: secret };
  }

  /** A secret is not shown, so a note names its invisible characters. */
  #noteOdd(): void {
    const hidden = [...new Set(this.#rows.flatMap(({ secret }) => invisibleIn(secret.value)))];
    const note =
      hidden.length === 0
        ? ""
        : `The secret holds ${hidden.join(", ")}. It counts as part of the secret; was it copied along?`;
    const element = byId("secret-odd", HTMLElement);
    if (element.textContent !== note) element.textContent = note;
  }
}

/** Whose secret it is, the secret, and a button that tries it. */
class Trial {
  readonly element: HTMLElement;
  readonly #owner = h("select", { id: "trial-label" });
  readonly #secret = h("input", { ...UNKEPT, id: "trial-secret", class: "mono", type: "password" });
  readonly #tried = h("p", { class: "note", id: "tried" });
  readonly #attempt: HTMLButtonElement;

  constructor(attempt: (label: string, secret: string) => void) {
    this.#owner.append(...OTHERS.map((name) => h("option", {}, name)));
    const take = (): void => {
      const secret = this.#secret.value;
      this.#secret.value = "";
      if (secret !== "") attempt(this.#owner.value, secret);
    };
    this.#secret.addEventListener("keydown", ({ key }) => key === "Enter" && take());
    this.#attempt = button("Try it", take);
    this.element = h(
      "div",
      { class: "trial", id: "trial" },
      h("div", { class: "field" }, h("label", { for: "trial-label" }, "Whose secret"), this.#owner),
      h("div", { class: "field" }, h("label", { for: "trial-secret" }, "Secret"), this.#secret),
      this.#attempt,
      this.#tried,
    );
  }

  setPrimary(isPrimary: boolean): void {
    this.#attempt.classList.toggle("primary", isPrimary);
  }

  setTried(labels: readonly string[]): void {
    this.#tried.textContent = `Tried without success: ${[...new Set(labels)].join(", ")}.`;
  }

  clear(): void {
    this.#secret.value = "";
  }
}

function showButton(secret: HTMLInputElement): HTMLButtonElement {
  const shown = button("Show", () => toggle(secret, shown));
  shown.setAttribute("aria-pressed", "false");
  shown.setAttribute("aria-label", "Show this secret");
  return shown;
}

function toggle(secret: HTMLInputElement, shown: HTMLButtonElement): void {
  secret.type = secret.type === "password" ? "text" : "password";
  shown.setAttribute("aria-pressed", String(secret.type === "text"));
}

/** A form with one field for each parameter of the list. It makes a URL from them. */
import type { Explanation } from "zoom-lti-pro/explain";
import { baseUrl, endpoints, signingRules, words, type Rule } from "../../src/npm/generated/parameters.js";
import { button, h } from "../page/dom.js";

const { path, parameters } = endpoints.meetingList;

interface Field {
  name: string;
  /** The value in the article's signing example. */
  example: string;
  note?: string;
  /** Whether the field takes a whole row. */
  wide?: boolean;
}

const FIELDS: readonly Field[] = [...parameters, ...signingRules]
  .sort((one, other) => (one.name < other.name ? -1 : 1))
  .map(fieldOf);

function fieldOf({ name, kind }: Rule): Field {
  const { example, help } = words[name]!;
  if (kind === "whole") return { name, example };
  if (kind === "boolean") return { name, example, note: "true or false, in lower case", wide: true };
  return kind === "userId" ? { name, example, wide: true } : { name, example, note: help, wide: true };
}

export interface TypedRequest {
  /** Empty while nothing is typed. */
  url(): string;
  clear(): void;
}

/** Builds the fields into `container`; `changed` is called on every change. */
export function typedRequest(container: HTMLElement, changed: () => void): TypedRequest {
  const inputs = FIELDS.map((field) => [field, input(field)] as const);
  const fill = (): void => inputs.forEach(([{ example }, element]) => void (element.value = example));
  const example = button("Fill in the values of Zoom’s article", () => {
    fill();
    changed();
  });
  example.id = "fill-in";
  container.append(...inputs.map(([field, element]) => labeled(field, element, changed)), example);
  container.addEventListener("input", changed);
  return {
    url: () => urlOf(inputs.map(([{ name }, { value }]) => [name, value] as const)),
    clear: () => inputs.forEach(([, element]) => void (element.value = "")),
  };
}

/** While the user types, a missing parameter is not a mistake. The verdict names it, unless something else is wrong. */
export function unfinished(explanation: Explanation): Explanation {
  const missing = explanation.findings.filter(({ code }) => code === "missing_parameter");
  const findings = explanation.findings.filter(({ code }) => code !== "missing_parameter");
  if (missing.length === 0) return explanation;
  if (findings.some(({ grade }) => grade !== "possible")) return { ...explanation, findings };
  const names = missing.flatMap(({ name }) => name ?? []);
  return {
    ...explanation,
    findings,
    verdict: { code: "no_signature", title: "Not complete yet", message: `Still missing: ${names.join(", ")}.` },
  };
}

/** Empty fields are left out: a parameter that is not sent is not signed. */
function urlOf(pairs: readonly (readonly [string, string])[]): string {
  const query = pairs
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return query.length === 0 ? "" : `${baseUrl}${path}?${query.join("&")}`;
}

function input(field: Field): HTMLInputElement {
  const id = `typed-${field.name}`;
  return h("input", {
    id,
    type: "text",
    class: "mono",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": field.note === undefined ? undefined : `${id}-note`,
  });
}

function labeled(field: Field, element: HTMLInputElement, changed: () => void): HTMLElement {
  const now = (): void => {
    element.value = String(Date.now());
    changed();
  };
  const control =
    field.name === "timestamp" ? h("div", { class: "with-button" }, element, button("Now", now)) : element;
  const note = field.note === undefined ? null : h("span", { id: `${element.id}-note`, class: "note" }, field.note);
  return h(
    "div",
    { class: field.wide ? "field wide" : "field" },
    h("label", { for: element.id, class: "mono" }, field.name),
    control,
    note,
  );
}

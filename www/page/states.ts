/** What replaces the table: loading, empty, error. The messages are in `messages.ts`. */
import { ASK_FOR_USER, EMPTY, errorMessage, FIND_USER_ID } from "../messages.js";
import type { ApiError } from "./api.js";
import { button, h } from "./dom.js";

export function loadingState(): HTMLElement {
  const bars = Array.from({ length: 4 }, () => h("div", { class: "skeleton" }, h("span"), h("span"), h("span")));
  return h("div", { class: "loading", "aria-hidden": "true" }, ...bars);
}

export function askState(): HTMLElement {
  return h("div", { class: "state" }, h("h3", {}, ASK_FOR_USER.title), h("p", {}, ASK_FOR_USER.text), findSteps());
}

export function emptyState(isUpComing: boolean): HTMLElement {
  const [wrongUser, notImported] = EMPTY.causes;
  return h(
    "div",
    { class: "state" },
    h("h3", {}, EMPTY.title(isUpComing)),
    h("p", {}, EMPTY.intro),
    h(
      "div",
      { class: "causes" },
      cause(wrongUser, h("p", {}, "As a Zoom user, it is found like this:"), findSteps()),
      cause(notImported),
    ),
  );
}

/** A page after the end is not an empty list: earlier pages have the meetings. */
export function beyondState(pageNum: number, total: number, toFirst: () => void): HTMLElement {
  return h(
    "div",
    { class: "state" },
    h("h3", {}, `Page ${pageNum} is past the end`),
    h("p", {}, `There ${total === 1 ? "is 1 meeting" : `are ${total} meetings`}, on earlier pages.`),
    button("To the first page", toFirst),
  );
}

export function errorState(error: ApiError, retry: () => void): HTMLElement {
  const message = errorMessage(error);
  const todo = message.todo.map((item) => h("li", {}, item));
  if (message.debug)
    todo.push(h("li", {}, "Look at each stage in the ", h("a", { href: "debug/" }, "signature debugger"), "."));
  return h(
    "div",
    { class: "state error", role: "alert" },
    h("h3", {}, message.title),
    h("p", {}, message.text),
    said(error),
    h("ul", {}, ...todo),
    h("div", { class: "actions" }, button("Try again", retry)),
    facts(error),
  );
}

/** The package's own message, which is more exact. */
function said({ message, hint }: ApiError): HTMLElement | null {
  const lines = [message, hint].filter((line) => line);
  return lines.length === 0 ? null : h("div", { class: "said" }, ...lines.map((line) => h("p", {}, line)));
}

function cause(words: { title: string; text: string }, ...more: Node[]): HTMLElement {
  return h("section", {}, h("h4", {}, words.title), h("p", {}, words.text), ...more);
}

function findSteps(): HTMLElement {
  return h(
    "ol",
    { class: "steps", tabindex: "-1", "aria-label": "How to find a Zoom user id" },
    ...FIND_USER_ID.map((step) => h("li", {}, step)),
  );
}

function facts(error: ApiError): HTMLElement {
  const known: [string, string | number | null | undefined][] = [
    ["Code", error.code],
    ["API error", error.errorCode],
    ["API detail", error.detail],
    ["HTTP status", error.status],
  ];
  const shown = known.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return h(
    "dl",
    { class: "facts" },
    ...shown.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", { class: "mono" }, String(value)))),
  );
}

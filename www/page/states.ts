/** What replaces the list: loading, empty, error. The messages are in `messages.ts`. */
import { ACTIONS, ASK_FOR_USER, EMPTY, errorMessage, type Action } from "../messages.js";
import type { ApiError } from "./api.js";
import { button, h } from "./dom.js";

export function loadingState(): HTMLElement {
  const rows = Array.from({ length: 6 }, () => h("div", { class: "skeleton" }, h("span"), h("span"), h("span")));
  return h("div", { class: "loading", "aria-hidden": "true" }, ...rows);
}

export function askState(): HTMLElement {
  return h("div", { class: "state" }, h("p", { class: "muted" }, ASK_FOR_USER));
}

export function emptyState(isUpComing: boolean, showOther: () => void): HTMLElement {
  return h(
    "div",
    { class: "state" },
    h("h3", {}, EMPTY.title(isUpComing)),
    ...EMPTY.causes.map((cause) => h("p", { class: "muted" }, cause)),
    button(EMPTY.other(isUpComing), showOther),
  );
}

/** A page after the end is not an empty list: earlier pages have the meetings. */
export function beyondState(pageNum: number, total: number, toFirst: () => void): HTMLElement {
  return h(
    "div",
    { class: "state" },
    h("h3", {}, `Page ${pageNum} is past the end`),
    h("p", { class: "muted" }, `There ${total === 1 ? "is 1 meeting" : `are ${total} meetings`}, on earlier pages.`),
    button(ACTIONS.firstPage, toFirst),
  );
}

/** An error with what to do and the one action that helps. Codes and the package's own words are folded. */
export function errorState(error: ApiError, actions: Readonly<Record<Action, () => void>>): HTMLElement {
  const { title, text, action, exact } = errorMessage(error);
  const said = exact ? sentence(error.message) : undefined;
  return h(
    "div",
    { class: "state error", role: "alert" },
    h("h3", {}, title),
    said && h("p", {}, said),
    h("p", {}, text),
    button(ACTIONS[action], actions[action]),
    details(error),
  );
}

/** A clause of the package as a sentence. */
export function sentence(clause: string | null | undefined): string | undefined {
  if (!clause) return undefined;
  return /[.?!]$/.test(clause) ? clause : `${clause}.`;
}

function details(error: ApiError): HTMLElement | null {
  const known: [string, string | number | null | undefined][] = [
    ["Code", error.code],
    ["Message", error.message],
    ["Hint", error.hint],
    ["API error", error.errorCode],
    ["API detail", error.detail],
    ["HTTP status", error.status],
  ];
  const shown = known.filter(([, value]) => value !== null && value !== undefined && value !== "");
  const rows = shown.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, String(value))));
  return h("details", {}, h("summary", {}, "Details"), h("dl", { class: "facts" }, ...rows));
}

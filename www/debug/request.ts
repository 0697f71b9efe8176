/** The corrected request as a whole, to copy in one of several forms. It never changes the input. */
import type { Corrected, Explanation, VerdictCode } from "zoom-lti-pro/explain";
import { stillWrong } from "../../src/npm/text/still-wrong.js";
import { byId, h } from "../page/dom.js";
import { actionButton, copyButton } from "./actions.js";
import { POSTMAN_SCRIPT } from "./postman.js";
import { drawn } from "./visible.js";

/** The titles for verdicts without a correction. */
const TITLES: Partial<Record<VerdictCode, string>> = {
  correct: "Your request",
  no_signature: "Your request",
  not_found: "Your request, signed with this secret",
};

interface Form {
  id: string;
  label: string;
  text: string;
}

/** The form that the user chose last. */
let chosen = "bash";

export interface RequestView {
  /** Whether the request can be signed with the current time. */
  canRenew: boolean;
  /** The title of the verdict, which is not repeated. */
  verdict: string;
}

export function requestPart(explanation: Explanation, view: RequestView): HTMLElement | null {
  const { corrected } = explanation;
  if (corrected === undefined) return null;
  const before = beforeSending(explanation, view);
  return h(
    "section",
    { class: "part", id: "request-part", "aria-labelledby": "request-title" },
    h("h3", { id: "request-title", tabindex: "-1" }, TITLES[explanation.verdict.code] ?? "The corrected request"),
    before === undefined ? null : h("p", { class: "note warn", id: "still-wrong" }, before),
    // With a secret that is probably another one, trying the next secret comes first.
    ...copyParts(corrected, explanation.verdict.code === "not_found" ? "" : "primary"),
    corrected.header === undefined
      ? h("p", { class: "note", id: "unsigned" }, "Enter the LTI secret to get the signature.")
      : view.canRenew
        ? h(
            "p",
            { class: "note" },
            "A signature is valid for 60 minutes. ",
            actionButton("Sign it with the current time", "renew", "link"),
          )
        : null,
  );
}

/** What the corrected request still has wrong. The verdict may have said it already. */
function beforeSending(explanation: Explanation, { verdict, canRenew }: RequestView): string | undefined {
  const all = stillWrong(explanation);
  const others = all.filter((title) => title !== `${verdict}.`);
  if (others.length > 0) return `Before you send it: ${others.join(" ")}`;
  if (all.length === 0) return undefined;
  const isTime = explanation.findings.some(({ code, title }) => title === verdict && code.startsWith("timestamp_"));
  return isTime && canRenew
    ? "Before you send it: sign it with the current time."
    : "Before you send it: correct this by hand.";
}

/** The same request, signed with the current time. */
export function showRenewed(corrected: Corrected): void {
  const part = byId("request-part", HTMLElement);
  const title = h("h3", { id: "request-title", tabindex: "-1" }, "The request, signed with the current time");
  part.replaceChildren(title, ...copyParts(corrected, "primary"));
  title.focus();
}

function copyParts(corrected: Corrected, weight: string): Node[] {
  const forms = formsOf(corrected);
  const form = forms.find(({ id }) => id === chosen) ?? forms[0]!;
  const options = forms.map(({ id, label, text }) =>
    h("option", { value: id, "data-text": text, selected: id === form.id }, label),
  );
  return [
    h(
      "div",
      { class: "out" },
      h(
        "pre",
        { tabindex: "0", role: "region", "aria-label": "The request in this form" },
        h("code", { id: "request-out", "data-value": form.text }, ...lines(form.text)),
      ),
      h(
        "div",
        { class: "out-bar" },
        h("select", { id: "form", "aria-label": "Form of the request" }, ...options),
        copyButton("request-out", "Copy", weight),
      ),
    ),
  ];
}

/** Line breaks stay; everything else that is invisible is drawn. A signature is not broken at its hyphens. */
function lines(text: string): Node[] {
  return text
    .split("\n")
    .flatMap((line, at) => [
      ...(at === 0 ? [] : [document.createTextNode("\n")]),
      ...line.split(" ").flatMap((word, of) => [...(of === 0 ? [] : [document.createTextNode(" ")]), ...whole(word)]),
    ]);
}

/** A word that fits into a line of a phone is kept whole. */
function whole(word: string): Node[] {
  return word.length > 32 ? drawn(word) : [h("span", { class: "whole" }, ...drawn(word))];
}

function formsOf({ curl, header, url }: Corrected): Form[] {
  const postman = { id: "postman", label: "Postman script that signs", text: POSTMAN_SCRIPT };
  if (curl === undefined || header === undefined) return [{ id: "url", label: "URL", text: url }, postman];
  const { host, pathname, search } = new URL(url);
  return [
    { id: "bash", label: "curl for Bash, Zsh", text: curl.bash },
    { id: "cmd", label: "curl for cmd.exe", text: curl.cmd },
    { id: "powershell", label: "curl for PowerShell", text: curl.powershell },
    {
      id: "http",
      label: "HTTP",
      text: `GET ${pathname}${search} HTTP/1.1\nHost: ${host}\nX-Lti-Signature: ${header}\n`,
    },
    { id: "url", label: "URL and header", text: `${url}\nX-Lti-Signature: ${header}` },
    postman,
  ];
}

/** Shows the request in the form that was chosen. */
export function listenToForms(container: HTMLElement): void {
  container.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.id !== "form") return;
    const text = target.selectedOptions[0]?.dataset["text"] ?? "";
    const code = byId("request-out", HTMLElement);
    chosen = target.value;
    code.dataset["value"] = text;
    code.replaceChildren(...lines(text));
  });
}

/** The corrected request, to copy. It never changes the input. */
import type { Corrected, Explanation, VerdictCode } from "zoom-lti-pro/explain";
import { stillWrong } from "../../src/npm/text/still-wrong.js";
import { button, h } from "../page/dom.js";
import { program, value } from "./copy.js";
import { POSTMAN_SCRIPT } from "./postman.js";

/** The titles for verdicts without a correction. */
const TITLES: Partial<Record<VerdictCode, string>> = {
  correct: "The request",
  no_secret: "The correct request",
  no_signature: "The correct request",
  not_found: "The request, signed with this secret",
};

/** `renew` signs the request with the current time. Undefined without a secret. */
export function fixed(explanation: Explanation, renew: (() => void) | undefined): HTMLElement | null {
  const { corrected, verdict } = explanation;
  if (corrected === undefined) return null;
  const left = stillWrong(explanation);
  return h(
    "section",
    { class: "fixed", id: "fixed", "aria-labelledby": "fixed-title" },
    h("h3", { id: "fixed-title" }, TITLES[verdict.code] ?? "The corrected request"),
    left.length === 0
      ? null
      : h("p", { class: "note warn", id: "still-wrong" }, `Before you send it: ${left.join(" ")}`),
    ...correctedParts(corrected),
    renew === undefined
      ? null
      : h(
          "p",
          { class: "note" },
          "A signature is valid for 60 minutes. ",
          button("Sign it with the current time", renew, "copy"),
        ),
    commands(corrected),
  );
}

/** The same, signed with the current time. */
export function renewed(corrected: Corrected): Node[] {
  return [
    h("h3", { id: "fixed-title", tabindex: "-1" }, "The request, signed with the current time"),
    ...correctedParts(corrected),
    commands(corrected),
  ];
}

function correctedParts({ header, url }: Corrected): Node[] {
  const needs = "Enter the secret to get the signature.";
  return [
    h("h4", {}, "X-Lti-Signature"),
    header === undefined ? h("p", { class: "absent", id: "right-header" }, needs) : value("right-header", header),
    h("h4", {}, "URL"),
    value("right-url", url),
  ];
}

function commands({ curl }: Corrected): HTMLElement {
  const shells =
    curl === undefined
      ? []
      : ([
          ["bash", "curl for Bash, Zsh, Git Bash", curl.bash],
          ["cmd", "curl for cmd.exe", curl.cmd],
          ["powershell", "curl for PowerShell", curl.powershell],
        ] as const);
  return h(
    "div",
    { class: "commands" },
    ...shells.map(([id, label, text]) => command(`curl-${id}`, label, text)),
    command("postman", "Postman: a pre-request script that signs every request", POSTMAN_SCRIPT),
  );
}

function command(id: string, label: string, text: string): HTMLElement {
  return h(
    "details",
    { class: "command", id: `${id}-command` },
    h("summary", { id: `${id}-label` }, label),
    program(id, text),
  );
}

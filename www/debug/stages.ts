/** Shows one section for each stage, in the order of computation, with the shell command that computes it. */
import type { ExplainedHeader, ExplainedParameter, Explanation, Finding } from "zoom-lti-pro/explain";
import { h } from "../page/dom.js";
import { copyButton } from "./actions.js";
import { align, type Aligned, type Run } from "./align.js";
import { compare } from "./compare.js";
import { value, valueOr } from "./copy.js";
import { marked } from "./difference.js";
import { isRightShape, shapeName } from "./shapes.js";
import { macLine, signatureLine, sortLine } from "./shell.js";
import { sides } from "./sides.js";
import { drawn } from "./visible.js";

/** `learning`: whether the shell commands are open at the start. */
export function stageList(
  { parameters, findings, stages, header, sentUrl, verdict }: Explanation,
  learning: boolean,
): HTMLElement {
  const { baseString: base, mac, signature, url, yours } = stages;
  const unsigned = base === undefined ? "These parameters cannot be signed." : "Needs the secret.";
  const shell = (id: string, line: (base: string) => string): HTMLElement | null =>
    base === undefined ? null : shellLine(id, line(base), learning);
  return h(
    "ol",
    { class: "stages" },
    stage(
      "Parameters",
      "The parameters of your request, as written and as read.",
      parameterTable(parameters, findings),
    ),
    stage(
      "Canonical query",
      "The base string: sorted by name, values not encoded, joined with “&”. This text is signed.",
      both("base-string", yours?.baseString, base) ?? valueOr("base-string", base, unsigned, baseString),
      shell("sort-line", sortLine),
    ),
    stage(
      "MAC",
      "HMAC-SHA1 of the base string with the secret: 20 bytes, here as hexadecimal digits.",
      both("mac", yours?.mac, mac) ?? valueOr("mac", mac, unsigned, hexPairs),
      shell("mac-line", macLine),
    ),
    stage(
      "Signature",
      "These 20 bytes as base64url without padding: 27 characters.",
      valueOr("signature", signature, unsigned),
      shell("signature-line", signatureLine),
    ),
    stage("Header", "What you sent as X-Lti-Signature.", headerView(header, signature, verdict.code === "correct")),
    stage(
      "Request",
      "The URL to send, with the query in the signed order.",
      both("url", yours?.url, url) ?? valueOr("url", url, "There is no URL."),
      sentUrl === undefined || sentUrl === url ? null : sent(sentUrl),
    ),
  );
}

/** Undefined if the two do not differ. */
function both(id: string, yours: string | undefined, corrected: string | undefined): HTMLElement | undefined {
  if (yours === undefined || corrected === undefined) return undefined;
  const { signed, right } = helpful(align(yours, corrected));
  return sides({ id: `${id}-yours`, text: yours, runs: signed }, { id, text: corrected, runs: right }, copyButton(id));
}

/** Texts that share too little get no marks: marks under everything would not help. */
function helpful({ signed, right }: Aligned): Aligned {
  const size = (runs: readonly Run[]): number => runs.reduce((sum, { text }) => sum + text.length, 0);
  const shared = size(right.filter(({ differs }) => !differs));
  if (shared * 4 >= size(right)) return { signed, right };
  const plain = (runs: readonly Run[]): Run[] => runs.map(({ text }) => ({ text, differs: false }));
  return { signed: plain(signed), right: plain(right) };
}

/** A value that is not offered for copying: it may be wrong. */
function shown(id: string, text: string): HTMLElement {
  return h("div", { class: "value" }, h("code", { id, "data-value": text }, ...drawn(text)));
}

function shellLine(id: string, line: string, open: boolean): HTMLElement {
  return h(
    "details",
    { class: "shell", id: `${id}-details`, open },
    h("summary", {}, "In a shell"),
    value(id, line, (text) => [document.createTextNode(text)]),
  );
}

function stage(name: string, what: string, ...content: (Node | null)[]): HTMLElement {
  return h("li", { class: "stage" }, h("h4", {}, name), h("p", { class: "note" }, what), ...content);
}

function parameterTable(parameters: readonly ExplainedParameter[], findings: readonly Finding[]): HTMLElement | null {
  if (parameters.length === 0) return null;
  const rows = parameters.map(({ name, raw, value: read }) =>
    h(
      "tr",
      { role: "row" },
      h(
        "th",
        { role: "rowheader", scope: "row" },
        h("span", { class: "mono" }, ...drawn(name)),
        ...findings.filter((finding) => finding.name === name).map(mark),
      ),
      valueCell("Raw", raw, false),
      valueCell("Value", read, raw !== read),
    ),
  );
  const columns = ["Name", "Raw", "Value"].map((name) => h("th", { role: "columnheader", scope: "col" }, name));
  return h(
    "table",
    { role: "table", class: "parameters", id: "parameters", "aria-label": "Parameters" },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...columns)),
    h("tbody", { role: "rowgroup" }, ...rows),
  );
}

/** A short form of a parameter's finding. The list of findings has the full text. */
function mark({ grade, title }: Finding): HTMLElement {
  const label = grade === "possible" ? "Look" : "Wrong";
  return h(
    "span",
    { class: `chip ${grade === "possible" ? "unknown" : "bad"}`, title },
    label,
    h("span", { class: "sr" }, `: ${title}`),
  );
}

function valueCell(label: string, text: string, changed: boolean): HTMLElement {
  const content = text === "" ? [h("span", { class: "muted" }, "empty")] : drawn(text);
  return h(
    "td",
    { role: "cell", "data-label": label, class: "mono" },
    h("span", { class: changed ? "changed" : undefined }, ...content),
  );
}

/** Names and joiners are dimmed, so that values are easy to see. The text itself is exactly the base string. */
function baseString(text: string): Node[] {
  return text.split("&").flatMap((part, at) => {
    const cut = part.indexOf("=") + 1;
    const joiner = at === 0 ? [] : [h("span", { class: "joiner" }, "&"), document.createElement("wbr")];
    return [...joiner, h("span", { class: "name" }, ...drawn(part.slice(0, cut))), ...drawn(part.slice(cut))];
  });
}

/** Margins separate the bytes, so that copied text stays one hex number. */
function hexPairs(text: string): Node[] {
  return (text.match(/../g) ?? []).map((pair) => h("span", { class: "byte" }, pair));
}

/** Only the header of a correct request is shown as good. */
function headerView(
  header: ExplainedHeader | undefined,
  corrected: string | undefined,
  isCorrect: boolean,
): HTMLElement {
  if (header === undefined) return h("p", { class: "note", id: "header" }, "There is no header.");
  const chip = isRightShape(header.shape)
    ? null
    : h("span", { class: "chip bad", id: "shape" }, shapeName(header.shape));
  return h(
    "div",
    { id: "header", class: "header" },
    h("p", {}, chip, " ", header.verdict),
    corrected === undefined ? shown("header-value", header.value) : comparison(corrected, header, isCorrect),
  );
}

function comparison(corrected: string, { value: sent }: ExplainedHeader, isCorrect: boolean): HTMLElement {
  const { same, differs, sentence } = compare(corrected, sent);
  const [label, tone] = !same ? ["Differs", "bad"] : isCorrect ? ["Match", "live"] : ["Same", "unknown"];
  return h(
    "div",
    { class: "comparison" },
    same
      ? shown("sent", sent)
      : sides(
          { id: "sent", text: sent, runs: marked(sent, differs) },
          { id: "expected", text: corrected, runs: marked(corrected, differs) },
        ),
    h(
      "p",
      {},
      h("span", { class: `chip ${tone}`, id: "match" }, label),
      " ",
      h("span", { id: "difference" }, sentence),
    ),
  );
}

/** The URL as this browser's `fetch` writes it. Shown only if it differs. */
function sent(url: string): HTMLElement {
  return h(
    "div",
    { class: "corrected" },
    h("p", { class: "note" }, "This browser’s fetch writes the URL as:"),
    shown("sent-url", url),
  );
}

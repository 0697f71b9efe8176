/** Shows one section for each stage, in the order of computation, with the shell command that computes it. */
import type { ExplainedHeader, ExplainedParameter, Explanation, Finding } from "zoom-lti-pro/explain";
import { h } from "../page/dom.js";
import { compare } from "./compare.js";
import { value, valueOr } from "./copy.js";
import { isRightShape, shapeName } from "./shapes.js";
import { macLine, signatureLine, sortLine } from "./shell.js";
import { drawn } from "./visible.js";

/** `learning`: whether the shell commands are open at the start. */
export function stageList(
  { parameters, findings, stages, header, sentUrl }: Explanation,
  learning: boolean,
): HTMLElement {
  const { baseString: base, mac, signature, url } = stages;
  const unsigned = base === undefined ? "The parameters cannot be signed as they are." : "Needs the secret.";
  const shell = (id: string, line: (base: string) => string): HTMLElement | null =>
    base === undefined ? null : shellLine(id, line(base), learning);
  return h(
    "ol",
    { class: "stages" },
    stage("Parameters", "What the request carries, as written and as read.", parameterTable(parameters, findings)),
    stage(
      "Canonical query",
      "The base string: sorted by name, values unencoded, joined with “&”. This is what is signed.",
      valueOr("base-string", base, unsigned, baseString),
      shell("sort-line", sortLine),
    ),
    stage(
      "MAC",
      "HMAC-SHA1 of the base string under the secret: 20 bytes, here as hex.",
      valueOr("mac", mac, unsigned, hexPairs),
      shell("mac-line", macLine),
    ),
    stage(
      "Signature",
      "Those 20 bytes as base64url without padding: 27 characters.",
      valueOr("signature", signature, unsigned),
      shell("signature-line", signatureLine),
    ),
    stage(
      "Header",
      "What was sent as X-Lti-Signature, beside what the stages above give.",
      headerView(header, signature),
    ),
    stage(
      "Request",
      "The URL as it should be sent, its query in the order signed.",
      valueOr("url", url, "There is no URL to write."),
      sentUrl === undefined || sentUrl === url ? null : sent(sentUrl),
    ),
  );
}

export const STAGE_NAMES = ["Parameters", "Canonical query", "MAC", "Signature", "Header", "Request"] as const;

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

function headerView(header: ExplainedHeader | undefined, expected: string | undefined): HTMLElement {
  if (header === undefined) return h("p", { class: "absent", id: "header" }, "No header was given.");
  const tone = isRightShape(header.shape) ? "live" : "bad";
  return h(
    "div",
    { id: "header", class: "header" },
    h("p", {}, h("span", { class: `chip ${tone}`, id: "shape" }, shapeName(header.shape)), " ", header.verdict),
    expected === undefined ? value("header-value", header.value) : comparison(expected, header),
  );
}

function comparison(expected: string, header: ExplainedHeader): HTMLElement {
  const difference = compare(expected, header.value);
  const matches = header.matches ?? difference.same;
  const chip = h("span", { class: `chip ${matches ? "live" : "bad"}`, id: "match" }, matches ? "Match" : "Differs");
  return h(
    "div",
    { class: "comparison" },
    h(
      "dl",
      { class: "sides" },
      side("Expected", "expected", expected, difference.differs),
      side("Sent", "sent", header.value, difference.differs),
    ),
    h("p", {}, chip, " ", h("span", { id: "difference" }, difference.sentence)),
  );
}

function side(label: string, id: string, text: string, differs: readonly boolean[]): HTMLElement {
  const characters = [...text].map((character, at) =>
    differs[at] ? h("mark", {}, ...drawn(character)) : h("span", {}, ...drawn(character)),
  );
  return h("div", {}, h("dt", {}, label), h("dd", { class: "mono", id, "data-value": text }, ...characters));
}

/** The URL as this browser's `fetch` writes it. Shown only if it differs. */
function sent(url: string): HTMLElement {
  return h(
    "div",
    { class: "corrected" },
    h("p", { class: "note" }, "This browser’s fetch would write it as:"),
    value("sent-url", url),
  );
}

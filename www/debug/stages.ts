/** Draws an explanation: one section for each stage, in the order they are computed. */
import { button, h } from "../page/dom.js";
import { compare } from "./compare.js";
import type { ExplainedHeader, ExplainedParameter, Explanation, Finding } from "./explain.js";
import { isRightShape, shapeName } from "./shapes.js";
import { drawn } from "./visible.js";

export function stageList(explained: Explanation): HTMLElement {
  const { parameters, findings, stages, header, sentUrl } = explained;
  const unsigned = stages.baseString === undefined ? "The parameters cannot be signed as they are." : "Needs the secret.";
  return h(
    "ol",
    { class: "stages" },
    stage("Parameters", "What the request carries, as written and as read.", parameterTable(parameters), problemList(findings)),
    stage(
      "Canonical query",
      "The base string: sorted by name, values unencoded, joined with “&”. This is what is signed.",
      valueOr("base-string", stages.baseString, unsigned, baseString),
    ),
    stage("MAC", "HMAC-SHA1 of the base string under the secret: 20 bytes, here as hex.", valueOr("mac", stages.mac, unsigned, hexPairs)),
    stage("Signature", "Those 20 bytes as base64url without padding: 27 characters.", valueOr("signature", stages.signature, unsigned)),
    stage("Header", "What was sent as X-Lti-Signature, beside what the stages above give.", headerView(header, stages.signature)),
    stage(
      "Request",
      "The URL as it should be sent, its query in the order signed.",
      valueOr("url", stages.url, "There is no URL to write."),
      sentUrl === undefined || sentUrl === stages.url ? null : sent(sentUrl),
    ),
  );
}

/** The whole in one short sentence, for the live region. */
export function verdict({ header, findings, stages }: Explanation): { text: string; tone: string } {
  if (header?.matches === true) return { text: "The header matches", tone: "live" };
  if (header?.matches === false) return { text: "The header differs", tone: "bad" };
  const certain = findings.filter(({ grade, stage }) => grade !== "possible" && stage !== "signature").length;
  if (certain > 0) return { text: certain === 1 ? "1 problem" : `${certain} problems`, tone: "bad" };
  if (header && !isRightShape(header.shape)) return { text: "The header’s form is wrong", tone: "bad" };
  return { text: stages.signature ? "Signed" : "No problem seen so far", tone: "waiting" };
}

function stage(name: string, what: string, ...content: (Node | null)[]): HTMLElement {
  return h("li", { class: "stage" }, h("h3", {}, name), h("p", { class: "note" }, what), ...content);
}

function parameterTable(parameters: readonly ExplainedParameter[]): HTMLElement | null {
  if (parameters.length === 0) return null;
  const rows = parameters.map(({ name, raw, value: read }) =>
    h(
      "tr",
      { role: "row" },
      h("th", { role: "rowheader", scope: "row", class: "mono" }, h("span", {}, ...drawn(name))),
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

function valueCell(label: string, text: string, changed: boolean): HTMLElement {
  const content = text === "" ? [h("span", { class: "muted" }, "empty")] : drawn(text);
  return h("td", { role: "cell", "data-label": label, class: "mono" }, h("span", { class: changed ? "changed" : undefined }, ...content));
}

function problemList(findings: readonly Finding[]): HTMLElement | null {
  if (findings.length === 0) return null;
  const items = findings.map(({ message, fix, seen }) =>
    h("li", {}, `${message} ${fix}`, seen ? h("span", {}, " Seen: ", h("code", {}, ...drawn(seen))) : null),
  );
  return h("ul", { class: "problems", id: "problems", "aria-label": "Problems" }, ...items);
}

/** A stage's value in full, with a button that copies it as it is, not as it is drawn. */
function value(id: string, text: string, draw: (text: string) => Node[] = drawn): HTMLElement {
  const code = h("code", { id, "data-value": text }, ...draw(text));
  return h("div", { class: "value" }, code, copyButton(id, text));
}

function valueOr(id: string, text: string | undefined, otherwise: string, draw?: (text: string) => Node[]): HTMLElement {
  return text === undefined ? h("p", { class: "absent", id }, otherwise) : value(id, text, draw);
}

function copyButton(of: string, text: string): HTMLButtonElement {
  const copy = button("Copy", () => void copied(copy, text), "copy");
  copy.setAttribute("aria-describedby", of);
  return copy;
}

async function copied(copy: HTMLButtonElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
  } catch {
    copy.textContent = "Not allowed";
  }
  setTimeout(() => void (copy.textContent = "Copy"), 1500);
}

/** Names and joiners stand back, so that the eye finds the values; the text itself is exactly the base string. */
function baseString(text: string): Node[] {
  return text.split("&").flatMap((part, at) => {
    const cut = part.indexOf("=") + 1;
    const joiner = at === 0 ? [] : [h("span", { class: "joiner" }, "&"), document.createElement("wbr")];
    return [...joiner, h("span", { class: "name" }, ...drawn(part.slice(0, cut))), ...drawn(part.slice(cut))];
  });
}

/** Bytes set apart by margins: the text stays one hex number. */
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
    header.corrected === undefined || header.corrected === expected ? null : corrected(header.corrected),
  );
}

function comparison(expected: string, header: ExplainedHeader): HTMLElement {
  const difference = compare(expected, header.value);
  const matches = header.matches ?? difference.same;
  const chip = h("span", { class: `chip ${matches ? "live" : "bad"}`, id: "match" }, matches ? "Match" : "Differs");
  return h(
    "div",
    { class: "comparison" },
    h("dl", { class: "sides" }, side("Expected", "expected", expected, difference.differs), side("Sent", "sent", header.value, difference.differs)),
    h("p", {}, chip, " ", h("span", { id: "difference" }, difference.sentence)),
  );
}

function side(label: string, id: string, text: string, differs: readonly boolean[]): HTMLElement {
  const characters = [...text].map((character, at) => (differs[at] ? h("mark", {}, ...drawn(character)) : h("span", {}, ...drawn(character))));
  return h("div", {}, h("dt", {}, label), h("dd", { class: "mono", id, "data-value": text }, ...characters));
}

/** What became of the URL in this browser's own `fetch`: shown only where it differs. */
function sent(url: string): HTMLElement {
  return h("div", { class: "corrected" }, h("p", { class: "note" }, "This browser’s fetch would write it as:"), value("sent-url", url));
}

function corrected(text: string): HTMLElement {
  const why = "The same digest in the right encoding. It needs no secret; if the base string was wrong too, it will still be refused.";
  return h("div", { class: "corrected" }, h("h4", {}, "Put right"), h("p", { class: "note" }, why), value("corrected", text));
}

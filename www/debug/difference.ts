/** What was signed or sent, beside what has to be: only the parts that differ, with a little context. */
import type { Explanation, Finding, StageName } from "zoom-lti-pro/explain";
import { commonParts } from "../../src/npm/text/common-parts.js";
import { h } from "../page/dom.js";
import { align, type Run } from "./align.js";
import { compare } from "./compare.js";
import { sentence } from "./proof.js";
import { sides } from "./sides.js";

interface Pair {
  title: string;
  wrong: readonly Run[];
  right: readonly Run[];
  said?: string | undefined;
}

/** Null if nothing can be shown side by side, such as a missing parameter. */
export function difference(explanation: Explanation, [first]: readonly Finding[]): HTMLElement | null {
  if (first === undefined) return null;
  if (first.stage === "mac" && explanation.signed === explanation.corrected?.baseString)
    return section("Difference", h("p", {}, `You signed the right text. ${rest(first)}`));
  const pair = pairOf(explanation, first);
  if (pair === undefined) return null;
  return section(
    pair.title,
    sides({ id: "wrong", runs: pair.wrong }, { id: "should", runs: pair.right }),
    pair.said === undefined ? null : h("p", { class: "note", id: "difference-said" }, pair.said),
  );
}

function rest({ code }: Finding): string {
  const isSecret = code.includes("secret") || code === "oauth1_key";
  return isSecret ? "Only the secret is another one." : "The mistake is in the HMAC.";
}

function section(title: string, ...content: (Node | null)[]): HTMLElement {
  return h(
    "section",
    { class: "part", id: "difference-part", "aria-labelledby": "difference-title" },
    h("h3", { id: "difference-title" }, title),
    ...content,
  );
}

function pairOf(explanation: Explanation, first: Finding): Pair | undefined {
  const { stages, header, signed } = explanation;
  const { seen, expected } = first;
  if (first.code === "parameter_order" && seen !== undefined && expected !== undefined) return order(seen, expected);
  const strings = texts(signed === undefined ? BASE : SIGNED, stages.yours?.baseString, stages.baseString);
  const urls = texts("The URL that was sent, and the correct one", stages.yours?.url, stages.url);
  const headers = headerPair(header?.value, stages.signature);
  const facts = texts("Difference", seen, expected);
  return IN_ORDER[first.stage]({ strings, urls, headers, facts }).find((pair) => pair !== undefined);
}

const SIGNED = "What was signed, and what has to be signed";
const BASE = "Base string of your request, and the correct one";

type Pairs = Readonly<Record<"strings" | "urls" | "headers" | "facts", Pair | undefined>>;

/** Which difference shows a mistake of a stage best. */
const IN_ORDER: Readonly<Record<StageName, (pairs: Pairs) => (Pair | undefined)[]>> = {
  query: ({ strings, urls, facts }) => [strings, urls, facts],
  baseString: ({ strings, urls }) => [strings, urls],
  mac: ({ strings }) => [strings],
  signature: ({ headers }) => [headers],
  request: ({ facts, urls, strings }) => [facts, urls, strings],
  response: () => [],
};

function texts(title: string, wrong: string | undefined, right: string | undefined): Pair | undefined {
  if (wrong === undefined || right === undefined || wrong === right) return undefined;
  const { signed: yours, right: correct } = align(wrong, right);
  // Marks on single characters would not help.
  if (right.length < CONTEXT && shared(correct) < right.length * 0.7)
    return { title, wrong: [whole(wrong)], right: [whole(right)] };
  const pair = { title, wrong: shortened(yours), right: shortened(correct), said: sentence(yours, correct) };
  // A text that only lacks something is cut where the other one is.
  if (!yours.some(({ differs }) => differs)) return { ...pair, wrong: pair.right.filter(({ differs }) => !differs) };
  if (!correct.some(({ differs }) => differs)) return { ...pair, right: pair.wrong.filter(({ differs }) => !differs) };
  return pair;
}

function shared(runs: readonly Run[]): number {
  return runs.reduce((sum, { text, differs }) => (differs ? sum : sum + text.length), 0);
}

/** Headers are short, so they are shown whole. */
function headerPair(sent: string | undefined, correct: string | undefined): Pair | undefined {
  if (sent === undefined || correct === undefined || sent === correct) return undefined;
  const { differs, sentence: said, unrelated } = compare(correct, sent);
  const title = "The header that was sent, and the correct one";
  if (unrelated) return { title, wrong: [whole(sent)], right: [whole(correct)] };
  return { title, wrong: marked(sent, differs), right: marked(correct, differs), said };
}

const whole = (text: string): Run => ({ text, differs: true });

/** Runs of characters. */
export function marked(text: string, differs: readonly boolean[]): Run[] {
  const runs: Run[] = [];
  [...text].forEach((character, at) => {
    const isOther = differs[at] ?? false;
    const last = runs.at(-1);
    if (last?.differs === isOther) last.text += character;
    else runs.push({ text: character, differs: isOther });
  });
  return runs;
}

/** The names in both orders. Names that keep their place are not marked. */
function order(seen: string, expected: string): Pair {
  const [wrong, right] = [seen.split(", "), expected.split(", ")];
  const kept = commonParts(wrong, right);
  const runs = (names: readonly string[], same: ReadonlySet<number>): Run[] =>
    names.flatMap((text, at) => [
      ...(at === 0 ? [] : [{ text: "&", differs: false }]),
      { text, differs: !same.has(at) },
    ]);
  return {
    title: "The order that was signed, and the correct one",
    wrong: runs(wrong, new Set(kept.map(([at]) => at))),
    right: runs(right, new Set(kept.map(([, at]) => at))),
  };
}

/** The maximum number of characters beside a difference. */
const CONTEXT = 40;

/** Cuts what is far from a difference, if possible between two parameters. */
export function shortened(runs: readonly Run[]): Run[] {
  return runs.flatMap((run, at): Run[] => {
    if (run.differs) return [run];
    const [isFirst, isLast] = [at === 0, at === runs.length - 1];
    const before = isFirst ? "" : head(run.text);
    const after = isLast ? "" : tail(run.text);
    if (before.length + after.length + 3 >= run.text.length) return [run];
    const parts = [{ text: before }, { text: "…", isCut: true }, { text: after }];
    return parts.filter(({ text }) => text !== "").map((part) => ({ ...part, differs: false }));
  });
}

function head(text: string): string {
  const end = text.indexOf("&", 1);
  return text.slice(0, end === -1 || end > CONTEXT ? CONTEXT / 2 : end);
}

function tail(text: string): string {
  const start = text.lastIndexOf("&", text.length - 2);
  return text.slice(start === -1 || text.length - start > CONTEXT ? -CONTEXT / 2 : start);
}

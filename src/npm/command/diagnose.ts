/** From what the debugger found to a report. */
import type { Explanation, Finding as Found } from "../explain.js";
import type { Given } from "./explain.js";
import type { Finding, Proof, Report } from "./report.js";
import { count } from "./text.js";

/** Every pair of mistakes but those beside another timestamp: a few seconds. */
const MOST_HYPOTHESES = 3_000_000;

export async function diagnose({ request, signature, secrets }: Given): Promise<{ report: Report; json: unknown }> {
  const { searchMistakes } = await import("../explain.js");
  const explanation = await searchMistakes({ request, signature, secrets }, { maxHypotheses: MOST_HYPOTHESES });
  return { report: reportOf(explanation, secrets.map(({ label }) => label)), json: explanation };
}

function reportOf(explanation: Explanation, labels: readonly string[]): Report {
  const correct = correctness(explanation);
  const findings = explanation.findings.map(findingOf);
  return { correct, sentence: sentenceOf(explanation), findings, proofs: proofsOf(explanation), fixes: correct ? [] : fixesOf(explanation), checked: checkedOf(explanation, labels) };
}

/** Undefined: nothing shows whether it is. */
function correctness({ verdict, header }: Explanation): boolean | undefined {
  switch (verdict.code) {
    case "correct":
    case "other_secret":
      return true;
    case "possible":
    case "no_secret":
      return header ? undefined : false;
    default:
      return false;
  }
}

function sentenceOf({ verdict, signedWith, header }: Explanation): string {
  if (verdict.code === "correct" || verdict.code === "other_secret") return `${verdict.message} It is that of ${signedWith}.`;
  if (header?.matches) return `The signature is that of the request. ${verdict.message}`;
  return header?.matches === false ? `The signature is not correct. ${verdict.message}` : verdict.message;
}

function findingOf({ grade, message, fix, alternatives = [] }: Found): Finding {
  const others = alternatives.map((other) => ` Or, with the same bytes: ${other.message}`);
  return { grade, text: message + others.join(""), todo: fix };
}

function proofsOf({ header, stages, signed, verdict }: Explanation): Proof[] {
  const proofs: Proof[] = [];
  if (verdict.code === "proved" && signed !== undefined && stages.baseString !== undefined && signed !== stages.baseString) {
    proofs.push({ title: "Base string", right: stages.baseString, sent: signed, pieces: "parameters" });
  }
  const right = stages.signature ?? header?.corrected;
  if (!header || right === undefined || header.matches || verdict.code === "other_secret") return proofs;
  // Without the secret only the spelling is known.
  const title = stages.signature === undefined ? "X-Lti-Signature, as it has to be spelt" : "X-Lti-Signature";
  return [...proofs, { title, right, sent: header.value, pieces: "characters" }];
}

function fixesOf({ corrected }: Explanation): Report["fixes"] {
  if (!corrected) return [];
  const base = { title: "Base string to sign", text: corrected.baseString };
  return corrected.curl ? [base, { title: "Request to send", text: process.platform === "win32" ? corrected.curl.cmd : corrected.curl.bash }] : [base];
}

function checkedOf({ header, parameters, searched }: Explanation, labels: readonly string[]): string[] {
  const shape = header ? ", the shape of the header" : "";
  const secret = labels.length > 0 ? `, the signature under ${labels.join(", ")}` : "";
  const rules = `${count(parameters.length, "parameter")} by the documented rules${shape}${secret}.`;
  if (labels.length === 0) return [rules, "No secret was given: whose signature it is was not checked."];
  if (searched.depth === 0) return [rules];
  const mistakes = searched.depth === 2 ? "one and two mistakes at a time" : "one mistake at a time";
  return [rules, `${count(searched.hypotheses, "way")} of signing: ${mistakes}, ${count(searched.keys, "key")}.`];
}

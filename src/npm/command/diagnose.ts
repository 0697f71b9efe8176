/** From what the debugger found to a report. */
import type { Explanation } from "../explain.js";
import { curl } from "./curl.js";
import type { Given } from "./explain.js";
import type { Finding, Proof, Report } from "./report.js";
import { count } from "./text.js";

/** An explanation, and the secret under which it was made. */
interface Explained {
  label: string | undefined;
  explanation: Explanation;
}

export async function diagnose({ request, signature, secrets }: Given): Promise<{ report: Report; json: unknown }> {
  const { explainSignature } = await import("../explain.js");
  const under = (label?: string, secret?: string): Explained => ({ label, explanation: explainSignature({ request, signature, secret }) });
  const all = secrets.length === 0 ? [under()] : secrets.map(({ label, secret }) => under(label, secret));
  const best = all.find(({ explanation }) => explanation.header?.matches) ?? all[0]!;
  return { report: reportOf(best, secrets.map(({ label }) => label)), json: { ...best.explanation, secret: best.label } };
}

function reportOf({ label, explanation }: Explained, labels: readonly string[]): Report {
  const { header, problems } = explanation;
  const findings = findingsOf(explanation);
  const correct = header?.matches === true && problems.length === 0 ? true : findings.length > 0 || header?.matches === false ? false : undefined;
  return { correct, sentence: sentenceOf(explanation, correct, label), findings, proofs: proofsOf(explanation), fixes: correct ? [] : fixesOf(explanation), checked: checkedOf(explanation, labels) };
}

function findingsOf({ header, problems }: Explanation): Finding[] {
  const found: Finding[] = problems.map(({ message }) => ({ grade: "certain", text: message }));
  if (header && header.shape !== "signature") found.push({ grade: "certain", text: header.verdict });
  return found;
}

function sentenceOf({ header, problems }: Explanation, correct: boolean | undefined, label: string | undefined): string {
  if (correct) return `The signature is correct: it is that of ${label}.`;
  if (header === undefined) return problems.length > 0 ? "The request cannot be signed as it should be." : "There is no signature to check.";
  if (header.matches) return "The signature is that of the request, but the request breaks a rule.";
  if (correct === undefined) return "Nothing is wrong that would show without the secret.";
  return label === undefined ? "The signature is not correct, whatever the secret." : "The signature is not correct.";
}

function proofsOf({ header, stages }: Explanation): Proof[] {
  const right = stages.signature ?? header?.corrected;
  // Without the secret only the spelling is known.
  const title = stages.signature === undefined ? "X-Lti-Signature, as it has to be spelt" : "X-Lti-Signature";
  return header && right !== undefined && !header.matches ? [{ title, right, sent: header.value, pieces: "characters" }] : [];
}

function fixesOf({ stages }: Explanation): Report["fixes"] {
  const base = stages.baseString === undefined ? [] : [{ title: "Base string to sign", text: stages.baseString }];
  if (stages.url === undefined || stages.signature === undefined) return base;
  return [...base, { title: "Request to send", text: curl({ url: stages.url, headers: { "X-Lti-Signature": stages.signature } }) }];
}

function checkedOf({ header, parameters }: Explanation, labels: readonly string[]): string[] {
  const shape = header ? ", the shape of the header" : "";
  const secret = labels.length > 0 ? `, the signature under ${labels.join(", ")}` : "";
  return [`${count(parameters.length, "parameter")} by the documented rules${shape}${secret}.`, ...(labels.length > 0 ? [] : ["No secret was given: whose signature it is was not checked."])];
}

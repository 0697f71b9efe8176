/** From the debugger's findings to a report. */
import type { Explanation } from "../explain.js";
import { curl } from "./curl.js";
import type { Given } from "./explain.js";
import type { Io } from "./io.js";
import type { Finding, Report } from "./report.js";

export async function diagnose({ request, signature, secrets }: Given, _deep: boolean, _io: Io): Promise<{ report: Report; json: unknown }> {
  const { explainSignature } = await import("../explain.js");
  const tried = secrets.length === 0 ? [{ label: "", secret: undefined }] : secrets;
  const explained = tried.map(({ label, secret }) => ({ label, explanation: explainSignature({ request, signature, secret }) }));
  const best = explained.find(({ explanation }) => explanation.header?.matches) ?? explained[0]!;
  return { report: reportOf(best.explanation), json: best.explanation };
}

function reportOf({ problems, stages, header }: Explanation): Report {
  const findings: Finding[] = problems.map(({ message }) => ({ grade: "certain", text: message }));
  if (header && header.shape !== "signature") findings.push({ grade: "certain", text: header.verdict });
  const fixes = [];
  if (stages.baseString !== undefined) fixes.push({ title: "Base string to sign", text: stages.baseString });
  if (stages.url !== undefined && stages.signature !== undefined) fixes.push({ title: "Request to send", text: curl({ url: stages.url, headers: { "X-Lti-Signature": stages.signature } }) });
  const proofs = header && stages.signature !== undefined && !header.matches ? [{ title: "X-Lti-Signature", right: stages.signature, sent: header.value, pieces: "characters" as const }] : [];
  const correct = header?.matches === true && problems.length === 0 ? true : findings.length > 0 || header?.matches === false ? false : undefined;
  const sentence = correct ? "The signature is correct." : correct === false ? "The signature is not correct." : "Nothing shows whether the signature is correct.";
  return { correct, sentence, findings, proofs, fixes, checked: [] };
}

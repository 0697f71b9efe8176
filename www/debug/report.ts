/** A report for a ticket or a colleague. Secrets and signatures are removed from it wherever they occur. */
import type { Explanation, Finding, LabeledSecret } from "zoom-lti-pro/explain";

/** What to remove, apart from what the explanation itself contains. */
export interface Hidden {
  secrets: readonly LabeledSecret[];
  received: string;
}

export function report(explanation: Explanation, hidden: Hidden): string {
  const { verdict, findings, searched, stages, signed, header } = explanation;
  const lines = [
    "LTI Pro signature report (zoom-lti-pro)",
    "",
    `${verdict.title}.`,
    verdict.message,
    "",
    ...findings.flatMap(findingLines),
    stages.baseString === undefined ? "" : `Base string: ${stages.baseString}`,
    signed === undefined || signed === stages.baseString ? "" : `Signed instead: ${signed}`,
    header === undefined
      ? "No header was given."
      : `Header: ${[...header.value].length} characters, form “${header.shape}”`,
    `Checked: ${searched.hypotheses} signatures, ${searched.depth} at a ` +
      `time${searched.complete ? "" : ", not all of them"}`,
  ];
  return clean(lines.join("\n").replace(/\n{3,}/g, "\n\n"), sensitive(explanation, hidden));
}

/** Values of headers and keys are left out completely. */
function findingLines({ grade, code, mistake, name, title, message, fix, stage, seen, expected }: Finding): string[] {
  const quotable = stage !== "signature" && stage !== "mac";
  return [
    `[${grade}] ${title}. ${message}`,
    `  ${[code, mistake, name].filter(Boolean).join(" / ")}`,
    ...(quotable && seen !== undefined ? [`  seen: ${seen}`] : []),
    ...(quotable && expected !== undefined ? [`  expected: ${expected}`] : []),
    `  ${fix}`,
    "",
  ];
}

function sensitive({ stages, header, corrected }: Explanation, { secrets, received }: Hidden): string[] {
  const signatures = [
    stages.signature,
    stages.mac,
    stages.yours?.mac,
    header?.value,
    corrected?.header,
    received,
    received.trim(),
  ];
  const texts = [...secrets.flatMap(({ secret }) => [secret, secret.trim()]), ...signatures].filter(
    (text): text is string => text !== undefined && text !== "",
  );
  const spelt = texts.flatMap((text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]);
  // Longer texts first: one text may be part of another.
  return [...new Set(spelt)].sort((a, b) => b.length - a.length);
}

const MASK = "••••";

function clean(text: string, hidden: readonly string[]): string {
  return hidden.reduce((cleaned, secret) => cleaned.replaceAll(secret, MASK), text);
}

/**
 * A report for a ticket or a colleague. Neither a secret nor a signature can stand in it: both are taken out wherever
 * they are.
 */
import type { Explanation, Finding, LabelledSecret } from "zoom-lti-pro/explain";

/** What has to stay out besides what the explanation itself holds. */
export interface Hidden {
  secrets: readonly LabelledSecret[];
  received: string;
}

export function report(explanation: Explanation, hidden: Hidden): string {
  const { verdict, findings, searched, stages, signed, header } = explanation;
  const lines = [
    "LTI Pro signature report (zoom-lti-pro)",
    "",
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

/** What was seen of a header or a key is left out altogether. */
function findingLines({ grade, code, mistake, name, message, fix, stage, seen, expected }: Finding): string[] {
  const quotable = stage !== "signature" && stage !== "mac";
  return [
    `[${grade}] ${message}`,
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
    header?.value,
    header?.corrected,
    corrected?.header,
    received,
    received.trim(),
  ];
  const texts = [...secrets.flatMap(({ secret }) => [secret, secret.trim()]), ...signatures].filter(
    (text): text is string => text !== undefined && text !== "",
  );
  const spelt = texts.flatMap((text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]);
  // The longest first: what is part of another must not break it up.
  return [...new Set(spelt)].sort((a, b) => b.length - a.length);
}

const MASK = "••••";

function clean(text: string, hidden: readonly string[]): string {
  return hidden.reduce((cleaned, secret) => cleaned.replaceAll(secret, MASK), text);
}

/** Converts an explanation to a report. */
import type { Explanation, Finding, VerdictCode } from "zoom-lti-pro/explain";
import type { Difference, Remark, Report } from "./print-report.js";
import { counted } from "../text/counted.js";
import { readAs } from "../text/read-as.js";
import { isBesides, otherSecret, stillWrong } from "../text/still-wrong.js";

/** Whether the signature is correct, by verdict. The type makes the table complete. */
const CORRECT: Readonly<Record<VerdictCode, boolean | undefined>> = {
  correct: true,
  other_secret: false,
  proved: false,
  certain: false,
  possible: undefined,
  not_found: false,
  no_secret: undefined,
  no_signature: undefined,
  no_request: false,
};

export function isCorrect({ verdict }: Explanation): boolean | undefined {
  return CORRECT[verdict.code];
}

export function reportOf(explanation: Explanation): Report {
  const { verdict } = explanation;
  const correct = isCorrect(explanation);
  const mistakes = mistakesOf(explanation);
  const isNamed = mistakes.some(({ title }) => title === verdict.title);
  return {
    correct,
    title: verdict.title,
    message: isNamed ? undefined : verdict.message,
    suggestions: [...(verdict.suggestions ?? []), ...(verdict.code === "not_found" ? [OTHER_SECRETS] : [])],
    caution: isBesides(explanation),
    mistakes: mistakes.map((finding, at) => ({
      ...remarkOf(finding, finding.title === verdict.title),
      alternatives: at === 0 ? alternativesOf(mistakes) : [],
    })),
    difference: differenceOf(explanation),
    others: othersOf(explanation, mistakes).map((other) => remarkOf(other)),
    request: correct ? [] : requestOf(explanation),
    unfinished: correct ? [] : stillWrong(explanation),
    checked: checkedOf(explanation),
  };
}

const OTHER_SECRETS = "To try several secrets at once, set variables such as LTI_SECRET_OAUTH, and run this again.";

/** The findings that the verdict is about. */
function mistakesOf({ verdict: { code }, findings }: Explanation): Finding[] {
  if (code === "certain") return findings.slice(0, 1);
  return code === "proved" || code === "other_secret" ? findings.filter(({ grade }) => grade === "proved") : [];
}

/** The suggestions already say what to do about a text that is not a request. */
function othersOf({ verdict, findings }: Explanation, mistakes: readonly Finding[]): Finding[] {
  return verdict.code === "no_request" ? [] : findings.filter((finding) => !mistakes.includes(finding));
}

/** The first stage at which the pasted request differs from the corrected one. Later stages differ because of it. */
function differenceOf({ verdict, stages, header }: Explanation): Difference | undefined {
  const { baseString, signature, url, yours } = stages;
  if (yours?.baseString !== undefined && baseString !== undefined)
    return { title: "Base string", yours: yours.baseString, corrected: baseString, pieces: "parameters" };
  // Two different digests have nothing in common.
  const isEncoding = verdict.code === "proved" || header?.shape !== "signature";
  if (yours?.signature !== undefined && signature !== undefined && isEncoding)
    return { title: "X-Lti-Signature", yours: yours.signature, corrected: signature, pieces: "characters" };
  if (yours?.url !== undefined && url !== undefined)
    return { title: "URL", yours: yours.url, corrected: url, pieces: "parameters" };
  return undefined;
}

function remarkOf(finding: Finding, isNamed = false): Remark {
  const { code, grade, title, message, fix, seen, expected } = finding;
  const isNew = seen !== undefined && expected === undefined && !`${title}${message}`.includes(seen);
  const isShown = isNew && !code.startsWith("timestamp_");
  return {
    grade,
    text: isNamed ? message : `${title}. ${message}`,
    seen: isShown ? seen : undefined,
    fix,
    alternatives: [],
  };
}

/** What else gives the same signature, said once: the mistakes give it together. */
function alternativesOf(mistakes: readonly Finding[]): string[] {
  const said = new Set(mistakes.map(({ title }) => title));
  const titles = mistakes.flatMap(({ alternatives = [] }) => alternatives.map(({ title }) => title));
  return [...new Set(titles)].filter((title) => !said.has(title));
}

function requestOf({ corrected, verdict }: Explanation): Report["request"] {
  if (corrected === undefined) return [];
  const title = verdict.code === "not_found" ? "The request, signed with this secret" : "Corrected request";
  const { baseString, url, curl } = corrected;
  if (curl === undefined)
    return [
      { title: "Corrected base string", text: baseString },
      { title: "Corrected URL", text: url },
    ];
  if (process.platform !== "win32") return [{ title, text: curl.bash }];
  return [
    { title: `${title}, in PowerShell`, text: curl.powershell },
    { title: "The same in cmd", text: curl.cmd },
  ];
}

function checkedOf(explanation: Explanation): string[] {
  const { searched, signedWith, settled } = explanation;
  const read = readAs(explanation);
  if (read === undefined) return [];
  const signer = signedWith === undefined ? [] : [`The signature was made with ${signedWith}.`];
  const deeper = settled || searched.depth !== 1 ? [] : ["To search for two mistakes made together, use --deep."];
  const unexplained = otherSecret(explanation);
  const others = unexplained === undefined ? [] : [unexplained, OTHER_SECRETS];
  return [read, searchOf(explanation), ...signer, ...others, ...deeper];
}

const DEPTHS = ["", "one mistake", "two mistakes together"] as const;

function searchOf({ header, stages, searched: { depth, hypotheses, complete, stopped } }: Explanation): string {
  // With a secret, there is a MAC.
  if (depth === 0)
    return header === undefined || stages.mac === undefined
      ? "No signature was compared: that needs the secret and the header."
      : "No signature was compared: the header does not hold one.";
  const end =
    stopped === "aborted"
      ? " The search was stopped."
      : stopped === "limit"
        ? " The search reached its limit."
        : complete
          ? " The search is complete."
          : "";
  const mistakes = hypotheses > 1 ? `, each with ${DEPTHS[depth]}` : "";
  return `${counted(hypotheses, "signature")} compared${mistakes}.${end}`;
}

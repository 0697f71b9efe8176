/** Converts an explanation to a report. */
import type { Explanation, Finding, FindingCode, Searched, VerdictCode } from "zoom-lti-pro/explain";
import type { Proof, Remark, Report } from "./print-report.js";
import { count } from "./terminal-text.js";

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
  const { verdict, findings, searched } = explanation;
  const correct = isCorrect(explanation);
  return {
    correct,
    sentence: `${verdict.title}.`,
    proofs: [...signedProof(explanation), ...headerProof(explanation)],
    remarks: findings.map(remarkOf),
    fixes: correct ? [] : fixesOf(explanation),
    checked: checkedOf(explanation, searched),
  };
}

/**
 * The header that was sent, and the correct one. Without the secret, that is known only if just the encoding is wrong.
 */
function headerProof({ header, corrected }: Explanation): Proof[] {
  const right = corrected?.header;
  if (header === undefined || right === undefined || header.value === right) return [];
  return [{ title: "X-Lti-Signature", right, sent: header.value, pieces: "characters" }];
}

/** The text that was signed, and the correct base string. */
function signedProof({ signed, stages: { baseString } }: Explanation): Proof[] {
  if (signed === undefined || baseString === undefined || signed === baseString) return [];
  return [{ title: "Base string", right: baseString, sent: signed, pieces: "parameters" }];
}

function remarkOf({ grade, title, message, fix, seen, expected, alternatives = [] }: Finding): Remark {
  const shown = seen !== undefined && expected === undefined ? seen : undefined;
  return {
    grade,
    text: `${title}. ${message}`,
    seen: shown,
    fix,
    alternatives: alternatives.map((alternative) => `${alternative.title}. ${alternative.message}`),
  };
}

/** Mistakes in the parameters themselves: a correct signature does not remove them from the request. */
const OF_PARAMETERS = new Set<FindingCode>([
  "missing_parameter",
  "is_up_coming",
  "page_num",
  "page_size",
  "user_id",
  "user_id_email",
  "invalid_value",
  "key_placeholder",
  "timestamp_seconds",
  "timestamp_unit",
  "timestamp_format",
  "timestamp_zero",
  "timestamp_zone",
  "timestamp_expired",
  "timestamp_ahead",
]);

function fixesOf({ corrected, findings }: Explanation): Report["fixes"] {
  if (corrected === undefined) return [];
  const { baseString, url, header, curl } = corrected;
  const is = findings.some(({ code }) => OF_PARAMETERS.has(code))
    ? "as it is right for these parameters, of which see the findings"
    : "to send";
  const command =
    process.platform === "win32"
      ? [
          [`Request ${is}, in PowerShell`, curl?.powershell],
          [`Request ${is}, in cmd`, curl?.cmd],
        ]
      : [[`Request ${is}`, curl?.bash]];
  const rest =
    curl === undefined
      ? [
          [`URL ${is}`, url],
          [`Header ${is}`, header && `X-Lti-Signature: ${header}`],
        ]
      : command;
  return [["Base string to sign", baseString], ...rest].flatMap(([title, text]) =>
    title && text ? [{ title, text }] : [],
  );
}

function checkedOf({ parameters, header, signedWith }: Explanation, searched: Searched): string[] {
  const looked =
    `${count(parameters.length, "parameter")} by the documented ` +
    `rules${header ? ", and the shape of the header" : ""}.`;
  const signer = signedWith === undefined ? [] : [`The header was made with ${signedWith}.`];
  return [looked, ...searchOf(searched), ...signer];
}

const DEPTHS = ["", "One mistake at a time", "Two mistakes at once"] as const;

function searchOf({ depth, hypotheses, baseStrings, keys, timestamps, complete, stopped }: Searched): string[] {
  if (depth === 0) return ["No digest was computed: that takes the secret, and a header to compare with."];
  const made =
    `${count(hypotheses, "digest")} compared, of ${count(baseStrings, "base string")}, ${count(keys, "key")} ` +
    `and ${count(timestamps, "timestamp")}`;
  const end =
    stopped === "aborted"
      ? "the search was stopped"
      : stopped === "limit"
        ? "the search ended at its limit"
        : complete
          ? "there are no more"
          : "the search ended at the proof";
  return [`${DEPTHS[depth]}: ${made}; ${end}.`];
}

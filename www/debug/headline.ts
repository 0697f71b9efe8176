/** The verdict in one line, its color, and the findings that it is about. */
import type { Explanation, Finding, VerdictCode } from "zoom-lti-pro/explain";

export type Tone = "good" | "bad" | "warn" | "calm";

export interface Headline {
  title: string;
  tone: Tone;
  code: VerdictCode;
  /** How sure the verdict is, or what to do next. */
  detail: string;
  /** The findings that the verdict is about. The other findings are folded. */
  lead: readonly Finding[];
}

const TONES: Readonly<Record<VerdictCode, Tone>> = {
  correct: "good",
  other_secret: "bad",
  proved: "bad",
  certain: "bad",
  possible: "warn",
  not_found: "warn",
  no_secret: "calm",
  no_signature: "calm",
  no_request: "calm",
};

export function headline({ verdict, findings }: Explanation): Headline {
  const { code, title, message } = verdict;
  const proved = findings.filter(({ grade }) => grade === "proved");
  const lead = proved.length > 0 ? proved : LED.has(code) ? findings.filter(isMistake).slice(0, 1) : [];
  const [first] = lead;
  const about = { code, lead, tone: TONES[code] };
  if (code === "proved") return { ...about, title, detail: lead.length > 1 ? TOGETHER : PROVED };
  if (code === "certain") return { ...about, title, detail: CERTAIN };
  if (code === "other_secret") return { ...about, title, detail: first?.message ?? message };
  // The signature is correct, but something else may be why the request is refused.
  if (code === "correct" && first !== undefined)
    return { ...about, title: first.title, tone: "warn", detail: "The signature itself is correct." };
  if (code === "possible" && first !== undefined) return { ...about, title: first.title, detail: message };
  return { ...about, title, detail: message };
}

/** The verdicts that are about a finding. For the others, the secret or the signature is missing. */
const LED: ReadonlySet<VerdictCode> = new Set(["correct", "other_secret", "proved", "certain", "possible"]);

function isMistake({ code }: Finding): boolean {
  return code !== "response_accepted";
}

const PROVED = "Proved: this mistake gives exactly the header that was sent.";
const TOGETHER = "Proved: only these mistakes together give the header that was sent.";
const CERTAIN = "Certain: this breaks a rule with any secret.";

/** What the result of the debugger leaves to do. The command and the page say it. */

interface Found {
  code: string;
  grade: string;
  name?: string;
  title: string;
}

interface Explained {
  verdict: { code: string };
  findings: readonly Found[];
  parameters: readonly { name: string; value: string }[];
  corrected?: { baseString: string };
  header?: { shape: string; matches?: boolean };
  signedWith?: string;
  searched: { depth: number };
}

/** Mistakes for which only a person knows the correct value. */
const BY_HAND = new Set([
  "page_num",
  "page_size",
  "user_id",
  "user_id_email",
  "user_id_other",
  "invalid_value",
  "key_placeholder",
  "timestamp_format",
  "timestamp_unit",
  "timestamp_zero",
  "timestamp_expired",
  "timestamp_ahead",
]);

/** The titles of the mistakes that the corrected request still has. */
export function stillWrong({ corrected, findings, parameters }: Explained): string[] {
  if (corrected === undefined) return [];
  const kept = corrected.baseString.split("&");
  const isKept = ({ name, value }: { name: string; value: string }): boolean => kept.includes(`${name}=${value}`);
  const isWrong = ({ code, grade, name }: Found): boolean => {
    // The API may not need a parameter whose absence is only a possible mistake.
    if (code === "missing_parameter") return grade !== "possible" && !kept.some((one) => one.startsWith(`${name}=`));
    // A proved mistake is one of signing, which the correction does not repeat.
    return BY_HAND.has(code) && grade !== "proved" && parameters.some((one) => one.name === name && isKept(one));
  };
  return findings.filter(isWrong).map(({ title }) => `${title}.`);
}

/** A correct signature does not look good if another mistake is certain. */
export function isBesides({ verdict, findings }: Explained): boolean {
  const isMistake = ({ grade, code }: Found): boolean => grade === "certain" && code !== "response_accepted";
  return verdict.code === "correct" && findings.some(isMistake);
}

/** Said if a mistake is certain, but does not lead to the signature. */
export function otherSecret({ verdict, header, signedWith, searched }: Explained): string | undefined {
  const isUnexplained = signedWith === undefined && header?.shape === "signature" && header.matches === false;
  if (verdict.code !== "certain" || !isUnexplained || searched.depth === 0) return undefined;
  return (
    "No known mistake with this secret gives this signature. Correct the request first. If it is still refused, " +
    "another secret was probably used."
  );
}

/** The questions about signatures and timestamps. */
import { cannotTell, found, type Finding } from "./question-result.js";
import type { ProbeName } from "./probes.js";
import { isAccepted, verdict, type Seen } from "./probe-results.js";
import { shown } from "./redaction.js";
import type { Row, Verdict } from "./response-kind.js";

export function credentials(seen: Seen): Finding {
  const response = verdict(seen, "plain");
  const { reply } = seen.exchanges.get("plain")!;
  if (response.kind === "accepted") {
    const outcome = seen.byServerClock ? "server_clock" : "accepted";
    return found("credentials", outcome, `${response.said}, ${totalOf(response)} upcoming meetings`);
  }
  if (response.kind === "refused") return found("credentials", "refused", response.said);
  return found("credentials", typeof reply === "string" ? "no_response" : "unreadable", response.said);
}

const totalOf = ({ page }: Extract<Verdict, { kind: "accepted" }>): string =>
  typeof page.result["total"] === "number" ? String(page.result["total"]) : "an unknown number of";

export function order(seen: Seen): Finding {
  const [reordered, unsorted] = [isAccepted(seen, "reordered"), isAccepted(seen, "unsorted")];
  for (const response of [reordered, unsorted]) if (typeof response === "string") return cannotTell("order", response);
  const outcome = reordered ? (unsorted ? "either" : "sorted") : unsorted ? "as_sent" : "sorted_query";
  const word = (accepted: unknown): string => (accepted ? "accepted" : "refused");
  const evidence = `signed sorted, sent reversed: ${word(reordered)}; signed and sent reversed: ${word(unsorted)}`;
  return found("order", outcome, evidence);
}

export function refusal(seen: Seen): Finding {
  const name = verdict(seen, "plain").kind === "refused" ? "plain" : "wrong";
  const [response, exchange] = [verdict(seen, name), seen.exchanges.get(name)];
  if (response.kind === "accepted") return found("refusal", "accepted", response.said);
  if (!exchange || typeof exchange.reply === "string") return cannotTell("refusal", response.said);
  const { status, headers } = exchange.reply;
  const type = `Content-Type ${shown(headers.get("content-type") ?? "none")}`;
  if (response.kind === "other") {
    if (!DENIED.includes(status)) return cannotTell("refusal", response.said);
    return found("refusal", "no_envelope", `HTTP ${status}, ${type}`);
  }
  if (response.detail !== 2203) return cannotTell("refusal", `another error came: ${response.said}`);
  const outcome = status === 200 ? "http_200" : status === 401 ? "http_401" : "http_other";
  return found("refusal", outcome, `${response.said}, ${type}, ${wording(response.envelope)}`);
}

/** With these statuses a server may refuse a request before the API reads it. */
const DENIED = [400, 401, 403];

function wording({ errorMessage }: Row): string {
  return errorMessage === "Verify LTI signature failed(2203)." ? "wording as documented" : "other wording";
}

export const timestamps = (seen: Seen): Finding[] => [
  either(seen, "timestamp_30_ahead", "ahead30"),
  either(seen, "timestamp_61_ahead", "ahead61"),
  either(seen, "timestamp_61_old", "old61"),
];

export const replay = (seen: Seen): Finding => either(seen, "replay", "replay");

export const encodedValue = (seen: Seen): Finding => either(seen, "encoded_value", "encoded");

export const unsignedParameter = (seen: Seen): Finding => either(seen, "unsigned_parameter", "extra");

/** The questions that one probe decides. */
type Either =
  | "timestamp_30_ahead"
  | "timestamp_61_ahead"
  | "timestamp_61_old"
  | "replay"
  | "unsigned_parameter"
  | "encoded_value";

function either(seen: Seen, id: Either, probe: ProbeName): Finding {
  const accepted = isAccepted(seen, probe);
  if (typeof accepted === "string") return cannotTell(id, accepted);
  return found<Either>(id, accepted ? "accepted" : "refused", verdict(seen, probe).said);
}

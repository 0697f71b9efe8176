/** The questions about HTTP: headers, clock, redirects. */
import { counted } from "../../text/counted.js";
import type { Reply } from "./exchange.js";
import { cannotTell, found, type Finding } from "./question-result.js";
import { ORIGIN } from "./probes.js";
import { replies, verdict, type Seen } from "./probe-results.js";
import { shown, shownName } from "./redaction.js";

const MINUTE = 60_000;

export function clock({ offsetMs }: Seen): Finding {
  if (offsetMs === null) return cannotTell("clock", "no Date header that can be read");
  const seconds = Math.round(offsetMs / 1000);
  const evidence = `server minus this machine: ${seconds} s`;
  return found("clock", Math.abs(offsetMs) <= MINUTE ? "close" : "off", evidence);
}

/** Tested only with a GET request that has an Origin header. */
export function cors(seen: Seen): Finding {
  const reply = replyTo(seen, "origin");
  if (!reply) return cannotTell("cors", verdict(seen, "origin").said);
  const names = [...reply.headers.keys()].filter((name) => name.startsWith("access-control-")).map(shownName);
  const evidence = `${names.length === 0 ? "no Access-Control headers" : names.join(", ")}; no preflight was sent`;
  const allowed = reply.headers.get("access-control-allow-origin");
  const outcome = allowed === null ? "none" : allowed === "*" ? "any" : allowed === ORIGIN ? "echoed" : "other";
  return found("cors", outcome, evidence);
}

/** Such as X-RateLimit-Remaining, RateLimit-Policy and Retry-After. */
const RATE = /rate-?limit|^retry-after$/;

export function rateLimit(seen: Seen): Finding {
  const all = replies(seen);
  if (all.length === 0) return cannotTell("rate_limit", "no response");
  const names = [...new Set(all.flatMap(({ headers }) => [...headers.keys()]))]
    .filter((name) => RATE.test(name))
    .sort();
  const values = (name: string): string[] => all.flatMap(({ headers }) => headers.get(name) ?? []).map(shown);
  const notes = names.map((name) => `${shownName(name)}: ${firstAndLast(values(name))}`);
  if (notes.length > 0) return found("rate_limit", "present", notes.join("; "));
  return found("rate_limit", "none", `in ${counted(all.length, "response")}`);
}

function firstAndLast(values: readonly string[]): string {
  const [first, last] = [values[0]!, values.at(-1)!];
  return first === last ? first : `${first}, at last ${last}`;
}

export function length(seen: Seen): Finding {
  const reply = replyTo(seen, "plain");
  if (!reply) return cannotTell("length", "no response");
  const chunked = /chunked/i.test(reply.headers.get("transfer-encoding") ?? "");
  const outcome = reply.headers.has("content-length") ? "content_length" : chunked ? "chunked" : "neither";
  return found("length", outcome, "over HTTP/1.1");
}

export function encoding(seen: Seen): Finding {
  const reply = replyTo(seen, "plain");
  if (!reply) return cannotTell("encoding", "no response");
  const value = reply.headers.get("content-encoding");
  const outcome = value === null || value === "identity" ? "none" : value === "gzip" ? "gzip" : "other";
  return found("encoding", outcome, outcome === "other" ? shown(value!) : "this runtime asked for gzip and others");
}

export function redirects(seen: Seen): Finding {
  const all = [...seen.exchanges.values()].flatMap(({ reply, sent }) =>
    typeof reply === "string" ? [] : [{ reply, host: new URL(sent.url).host }],
  );
  if (all.length === 0) return cannotTell("redirects", "no response");
  const moved = all.filter(({ reply: { status } }) => status >= 300 && status < 400);
  if (moved.length === 0) return found("redirects", "none", `in ${counted(all.length, "response")}`);
  const [{ reply, host }] = moved as [(typeof moved)[0]];
  const evidence = `${moved.length} of ${all.length}; HTTP ${reply.status} to ${place(reply, host)}`;
  return found("redirects", "redirected", evidence);
}

/** Whether the redirect stays on the same server. Its target is not shown. */
function place({ headers }: Reply, host: string): string {
  const location = headers.get("location");
  if (location === null) return "nowhere";
  const target = URL.canParse(location, `https://${host}`) ? new URL(location, `https://${host}`) : undefined;
  return target?.host === host ? "the same host" : "another host";
}

function replyTo({ exchanges }: Seen, name: "plain" | "origin"): Reply | undefined {
  const reply = exchanges.get(name)?.reply;
  return typeof reply === "string" ? undefined : reply;
}

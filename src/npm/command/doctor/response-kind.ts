/** Reads the documented envelope of a response, less strictly than the client. */
import type { Exchange, Reply } from "./exchange.js";
import { shown } from "./redaction.js";

export type Row = Readonly<Record<string, unknown>>;

export interface Page {
  /** The whole envelope. */
  readonly envelope: Row;
  /** `result` without its list. */
  readonly result: Row;
  readonly list: readonly Row[];
}

export type Verdict =
  | { readonly kind: "accepted"; readonly page: Page; readonly said: string }
  /** `status: false`. */
  | { readonly kind: "refused"; readonly detail: number | undefined; readonly envelope: Row; readonly said: string }
  /** Not a response of this API, or no response; `said` is the reason. */
  | { readonly kind: "other"; readonly said: string };

export function verdictOf({ reply }: Exchange): Verdict {
  if (typeof reply === "string") return { kind: "other", said: `no response (${reply})` };
  const envelope = parsed(reply.body);
  if (envelope?.["status"] === false) return refusedBy(envelope, reply);
  const page = envelope?.["status"] === true ? pageOf(envelope) : undefined;
  const http = `HTTP ${reply.status}`;
  return page ? { kind: "accepted", page, said: http } : { kind: "other", said: `${http}, ${unreadable(reply)}` };
}

function refusedBy(envelope: Row, { status }: Reply): Verdict {
  const [, digits] = /\((\d{1,6})\)\.?\s*$/.exec(String(envelope["errorMessage"])) ?? [];
  const detail = digits === undefined ? undefined : Number(digits);
  const code = shown(JSON.stringify(envelope["errorCode"]) ?? "none");
  return { kind: "refused", detail, envelope, said: `HTTP ${status}, errorCode ${code}, detail ${detail ?? "none"}` };
}

/** A page without a list counts as an empty one. */
function pageOf(envelope: Row): Page | undefined {
  const result = envelope["result"];
  if (!isRow(result)) return undefined;
  const { list, ...rest } = result;
  if (list === null || list === undefined) return { envelope, result: rest, list: [] };
  return Array.isArray(list) && list.every(isRow) ? { envelope, result: rest, list } : undefined;
}

function unreadable({ status, body }: Reply): string {
  if (status >= 300 && status < 400) return "a redirect";
  return body === undefined ? "an incomplete body" : "not a response of this API";
}

function parsed(body: string | undefined): Row | undefined {
  try {
    const value: unknown = JSON.parse(body ?? "");
    return isRow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

/** The questions about the fields of meetings and their codes. */
import { counted } from "../../text/counted.js";
import { cannotTell, found, type Finding } from "./question-result.js";
import { allRows, verdict, type Seen } from "./probe-results.js";
import { shownName } from "./redaction.js";
import type { Row } from "./response-kind.js";

/** The documented fields and the JSON types of the documented example. */
const DOCUMENTED: Readonly<Record<string, string>> = {
  meetingId: "string",
  meetingNumber: "string",
  hostId: "string",
  topic: "string",
  startTime: "string",
  duration: "number",
  timezone: "string",
  pmi: "string",
  type: "number",
  status: "number",
};

const OF_ENVELOPE = ["status", "result"];
const OF_RESULT = ["pageNum", "pageSize", "total", "list"];

const isDocumented = (name: string): boolean => Object.hasOwn(DOCUMENTED, spelled(name));

/** The article's example has `timezone`, its table `timeZone`. */
const spelled = (name: string): string => (name === "timeZone" ? "timezone" : name);

export function fields(seen: Seen): Finding {
  const rows = allRows(seen);
  if (rows.length === 0) return cannotTell("fields", "no meetings");
  const notes = {
    null: tally(rows, (row) => namesWhere(row, (name) => row[name] === null && name !== "pmi")),
    empty: tally(rows, (row) => namesWhere(row, (name) => row[name] === "")),
    missing: tally(rows, (row) => Object.keys(DOCUMENTED).filter((name) => !has(row, name))),
    "other types": tally(rows, otherTypes),
    undocumented: tally([...rows, ...envelopes(seen)], undocumented),
  };
  const zone = rows.some((row) => "timeZone" in row) ? "timeZone" : "timezone";
  const said = Object.entries(notes).flatMap(([what, names]) => (names ? [`${what}: ${names}`] : []));
  const evidence = [counted(rows.length, "meeting"), ...said, `the zone is in ${zone}`].join("; ");
  return found("fields", said.length === 0 ? "as_documented" : "differs", evidence);
}

const has = (row: Row, name: string): boolean => Object.keys(row).some((other) => spelled(other) === name);

const namesWhere = (row: Row, holds: (name: string) => boolean): string[] =>
  Object.keys(row).filter((name) => isDocumented(name) && holds(name));

function otherTypes(row: Row): string[] {
  const wrong = namesWhere(row, (name) => row[name] !== null && typeof row[name] !== DOCUMENTED[spelled(name)]);
  return wrong.map((name) => `${name} as ${Array.isArray(row[name]) ? "array" : typeof row[name]}`);
}

const undocumented = (row: Row): string[] => Object.keys(row).filter((name) => !isDocumented(name));

/** Undocumented fields outside the list, as separate rows. */
function envelopes(seen: Seen): Row[] {
  const response = verdict(seen, "plain");
  if (response.kind !== "accepted") return [];
  const names = (row: Row, known: readonly string[], prefix: string): [string, true][] =>
    Object.keys(row).flatMap((name) => (known.includes(name) ? [] : [[`${prefix}${name}`, true]]));
  const { envelope, result } = response.page;
  return [Object.fromEntries([...names(envelope, OF_ENVELOPE, ""), ...names(result, OF_RESULT, "result.")])];
}

/** `startTime ×3, topic ×1`: names, and in how many rows. */
function tally(rows: readonly Row[], namesOf: (row: Row) => readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of rows.flatMap(namesOf).map(safeName)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, times]) => `${name} ×${times}`).join(", ");
}

/** In `duration as string`, only `duration` comes from the server. */
function safeName(name: string): string {
  const [field = "", ...rest] = name.split(" as ");
  return [shownName(field), ...rest].join(" as ");
}

const TYPES = [0, 1, 2, 3, 8];
const STATUSES = [0, 1, 2];

export function codes(seen: Seen): Finding {
  const rows = allRows(seen);
  if (rows.length === 0) return cannotTell("codes", "no meetings");
  const [type, status] = [codesOf(rows, "type"), codesOf(rows, "status")];
  const documented = type.every((code) => TYPES.includes(code)) && status.every((code) => STATUSES.includes(code));
  const evidence = `type ${type.join(", ") || "none"}; status ${status.join(", ") || "none"}`;
  return found("codes", documented ? "documented" : "undocumented", evidence);
}

/** Small numbers only: `fields` reports anything else. */
function codesOf(rows: readonly Row[], name: string): number[] {
  const isCode = (value: unknown): value is number => Number.isInteger(value) && Math.abs(value as number) < 1000;
  return [...new Set(rows.map((row) => row[name]).filter(isCode))].sort((a, b) => a - b);
}

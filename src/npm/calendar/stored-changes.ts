/** What a store keeps, as fields for wasm and back. */
import { invalidArgument } from "../public/error.js";
import { asText, type Field, number } from "../wasm/frames.js";
import type { CalendarChange, CalendarChanges } from "./types.js";

/** The number of changes, and then the seven fields of each. */
export function writeChanges(changes: CalendarChanges | null | undefined): Field[] {
  const events = readStored(changes);
  const fields: Field[] = [events.length];
  const uids = new Set<string>();
  for (const change of events) {
    if (!change) throw notChanges();
    const { uid, meetingId, start, fingerprint, sequence, changedAt, removedAt } = change;
    const isValid =
      [uid, meetingId, fingerprint].every((text) => typeof text === "string" && text !== "") &&
      [start, changedAt, removedAt ?? 0, sequence].every(isTime) &&
      sequence >= 0;
    // Of two events with one UID, calendars lose one.
    if (!isValid || uids.has(uid)) throw notChanges();
    uids.add(uid);
    fields.push(uid, meetingId, start, fingerprint, sequence, changedAt, removedAt ?? NaN);
  }
  return fields;
}

/** Whether this is a whole number in the range of a `Date`. */
export function isTime(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 8.64e15;
}

function readStored(changes: CalendarChanges | null | undefined): CalendarChange[] {
  if (changes === null || changes === undefined) return [];
  if (changes.version === 1 && Array.isArray(changes.events)) return changes.events;
  throw notChanges();
}

function notChanges() {
  return invalidArgument("changes", "changes must be what nextChanges returned, as JSON.parse reads it");
}

export function readChanges(fields: Uint8Array[]): CalendarChanges {
  const events: CalendarChange[] = [];
  for (let at = 0; at < fields.length; at += 7) {
    const removedAt = number(fields[at + 6]);
    events.push({
      uid: asText(fields[at]!),
      meetingId: asText(fields[at + 1]!),
      start: number(fields[at + 2]),
      fingerprint: asText(fields[at + 3]!),
      sequence: number(fields[at + 4]),
      changedAt: number(fields[at + 5]),
      removedAt: Number.isNaN(removedAt) ? null : removedAt,
    });
  }
  return { version: 1, events };
}

/** When an event last changed or was removed. */
export function lastChange(changes: CalendarChanges | null | undefined): Date | null {
  let last = -Infinity;
  for (const { changedAt, removedAt } of changes?.events ?? [])
    last = Math.max(last, changedAt, removedAt ?? changedAt);
  return last === -Infinity ? null : new Date(last);
}

/** What a store keeps, as values for wasm and back. */
import { invalidArgument } from "../public/error.js";
import type { Columns } from "../wasm/columns.js";
import type { CalendarChange, CalendarChanges } from "./types.js";

/** Adds the number of changes, and then the three names and four numbers of each. */
export function addChanges({ names, numbers }: Columns, changes: CalendarChanges | null | undefined): void {
  const events = readStored(changes);
  numbers.push(events.length);
  const uids = new Set<string>();
  for (const change of events) {
    // Of two events with one UID, calendars lose one.
    if (!change || !isValid(change) || uids.has(change.uid)) throw notChanges();
    const { uid, meetingId, start, fingerprint, sequence, changedAt, removedAt } = change;
    uids.add(uid);
    names.push(uid, meetingId, fingerprint);
    numbers.push(start, sequence, changedAt, removedAt ?? NaN);
  }
}

function isValid({ uid, meetingId, start, fingerprint, sequence, changedAt, removedAt }: CalendarChange): boolean {
  return (
    isText(uid) &&
    isText(meetingId) &&
    isText(fingerprint) &&
    isTime(start) &&
    isTime(changedAt) &&
    isTime(removedAt ?? 0) &&
    isTime(sequence) &&
    sequence >= 0
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
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

export function readChanges({ texts, numbers }: Pick<Columns, "texts" | "numbers">): CalendarChanges {
  const events: CalendarChange[] = [];
  for (let text = 0, number = 0; text < texts.length; text += 3, number += 4) {
    const removedAt = numbers[number + 3]!;
    events.push({
      uid: texts[text]!,
      meetingId: texts[text + 1]!,
      start: numbers[number]!,
      fingerprint: texts[text + 2]!,
      sequence: numbers[number + 1]!,
      changedAt: numbers[number + 2]!,
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

/** Warnings about a response that was accepted. */
import { isFixed, meetingStart } from "./meeting-start.js";
import type { Meeting, StartTimeIn, TimesFields, Warning } from "../public/types.js";

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/**
 * Whether `startTime` is in UTC is not documented. If all meetings of an upcoming page are in the past, the wrong
 * reading was chosen.
 */
export function readWarnings(list: TimesFields[], startTimeIn: StartTimeIn = "utc", now: number): Warning[] {
  const other = startTimeIn === "utc" ? "timezone" : "utc";
  readDay(now);
  let isOtherAhead = false;
  // Start at the end: on a page in order of time, the last meeting decides.
  for (let i = list.length - 1; i >= 0; i--) {
    const meeting = list[i]!;
    const { startTime, duration, type } = meeting;
    // Without a duration or a fixed time it is unknown whether the meeting is over.
    if (typeof startTime !== "string" || typeof duration !== "number" || !isFixed(type)) continue;
    // Checked first: it is the common case, and the engine compares a slice of a text slowly.
    if (isFarAhead(startTime)) return [];
    if (isLongOver(startTime, duration)) continue;
    if (!isOver(meeting, startTimeIn, now)) return [];
    isOtherAhead ||= isOver(meeting, other, now) === false;
  }
  if (!isOtherAhead) return [];
  const found = `with startTimeIn "${startTimeIn}", all upcoming meetings are in the past`;
  return [{ code: "start_times_past", message: `${found}; with "${other}", they are not` }];
}

/** The day for which the two dates below were computed. */
let day = NaN;
let longAgo = "";
/** The end of a day. Empty like `longAgo` if the clock is out of the range of dates. */
let farAhead = "";

/** A date two days away is past or future in every zone, because no zone differs from UTC by more than 15 hours. */
function readDay(now: number): void {
  const today = Math.floor(now / DAY_MS);
  if (today === day) return;
  day = today;
  longAgo = dateOf(today - 2);
  farAhead = dateOf(today + 2);
  if (farAhead) farAhead += "~";
}

/** Empty if the clock is out of the range of dates. Then a date decides nothing. */
function dateOf(days: number): string {
  const date = new Date(days * DAY_MS);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}

/** Compares only the date: parsing a start time takes a hundred times as long. */
function isLongOver(startTime: string, duration: number): boolean {
  return duration < DAY_MINUTES && startTime[4] === "-" && startTime < longAgo;
}

function isFarAhead(startTime: string): boolean {
  return farAhead !== "" && startTime[4] === "-" && startTime > farAhead;
}

/** Undefined if the start time cannot be read in this way. */
function isOver(meeting: TimesFields, startTimeIn: StartTimeIn, now: number): boolean | undefined {
  const start = meetingStart(meeting, { startTimeIn });
  return start ? start.instant.getTime() + meeting.duration! * 60_000 < now : undefined;
}

/** Fields that every meeting should have. `startTime` and `pmi` may be null. */
const EXPECTED = ["hostId", "topic", "duration", "timezone", "type", "status"] as const;

/** One warning for a page: which fields are null, and in how many meetings. */
export function missingFields(list: Meeting[]): Warning[] {
  if (!list.some(isIncomplete)) return [];
  const counts = EXPECTED.map((field) => [field, list.filter((meeting) => meeting[field] === null).length] as const);
  const missing = counts.filter(([, count]) => count > 0).map(([field, count]) => `${field} in ${count}`);
  const message = `missing values on a page of ${list.length} meetings: ${missing.join(", ")}`;
  return [{ code: "fields_missing", message }];
}

/** It runs for every meeting, so it has no loop over the fields. */
function isIncomplete({ hostId, topic, duration, timezone, type, status }: Meeting): boolean {
  return (
    hostId === null || topic === null || duration === null || timezone === null || type === null || status === null
  );
}

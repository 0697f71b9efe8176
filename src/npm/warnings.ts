/** What looks odd in a response that is otherwise in order. */
import { MeetingType } from "./codes.js";
import { meetingStart } from "./start.js";
import type { Meeting, StartTimeIn, Warning } from "./types.js";

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/**
 * Which clock `startTime` shows is not documented. A page of upcoming meetings that lies wholly in the past shows that
 * the wrong one was read.
 */
export function readWarnings(list: Meeting[], startTimeIn: StartTimeIn = "utc", now: number): Warning[] {
  const other = startTimeIn === "utc" ? "timezone" : "utc";
  readDay(now);
  let isOtherAhead = false;
  // From the end: the last of a page in order of time decides at once.
  for (let i = list.length - 1; i >= 0; i--) {
    const meeting = list[i]!;
    const { startTime, duration, type } = meeting;
    // Nobody can tell whether a meeting without a duration or a fixed time is over.
    if (startTime === null || duration === null || type === MeetingType.RecurringNoFixedTime) continue;
    if (isLongOver(startTime, duration)) continue;
    if (isFarAhead(startTime)) return [];
    if (!isOver(meeting, startTimeIn, now)) return [];
    isOtherAhead ||= isOver(meeting, other, now) === false;
  }
  if (!isOtherAhead) return [];
  const found = `every upcoming meeting lies in the past with startTimeIn "${startTimeIn}"`;
  return [{ code: "start_times_past", message: `${found}, and would not with "${other}"` }];
}

/** The day that the two dates below are about. */
let day = NaN;
let longAgo = "";
let farAhead = "";

/** Two days before and after a date decide in every zone: none is further from UTC than 15 hours. */
function readDay(now: number): void {
  const today = Math.floor(now / DAY_MS);
  if (today === day) return;
  day = today;
  longAgo = dateOf(today - 2);
  farAhead = dateOf(today + 2);
}

/** Empty where a clock tells what is no date: then nothing is known by a date. */
function dateOf(days: number): string {
  const date = new Date(days * DAY_MS);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}

/** By the date alone: to read a start takes a hundred times as long. */
function isLongOver(startTime: string, duration: number): boolean {
  return duration < DAY_MINUTES && startTime[4] === "-" && startTime < longAgo;
}

function isFarAhead(startTime: string): boolean {
  return farAhead !== "" && startTime[4] === "-" && startTime > `${farAhead}~`;
}

/** Undefined where the start cannot be read so. */
function isOver(meeting: Meeting, startTimeIn: StartTimeIn, now: number): boolean | undefined {
  const start = meetingStart(meeting, { startTimeIn });
  return start ? start.instant.getTime() + meeting.duration! * 60_000 < now : undefined;
}

/** Documented without an exception. `startTime` and `pmi` are null in many a meeting that is in order. */
const EXPECTED = ["hostId", "topic", "duration", "timezone", "type", "status"] as const;

/** One warning for a page: which fields are null, and in how many meetings. */
export function missingFields(list: Meeting[]): Warning[] {
  if (!list.some(isIncomplete)) return [];
  const counts = EXPECTED.map((field) => [field, list.filter((meeting) => meeting[field] === null).length] as const);
  const missing = counts.filter(([, count]) => count > 0).map(([field, count]) => `${field} in ${count}`);
  const message = `missing values on a page of ${list.length} meetings: ${missing.join(", ")}`;
  return [{ code: "fields_missing", message }];
}

/** Written out: most pages are complete, and are looked through at each call. */
function isIncomplete({ hostId, topic, duration, timezone, type, status }: Meeting): boolean {
  return (
    hostId === null || topic === null || duration === null || timezone === null || type === null || status === null
  );
}

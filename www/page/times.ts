/** Start times on the clock that the reader chose: day, time, and how far away. */
import { meetingStart, MeetingType, type Meeting, type MeetingStart, type StartTimeIn } from "zoom-lti-pro";

/** Whose clock the list shows. */
export type Zone = "viewer" | "utc" | "meeting";

/** A day on a clock: a key such as `2026-12-02`, and its name such as "Wed 2 Dec 2026". */
export interface Day {
  key: string;
  name: string;
}

/** An instant on the clock of a zone. */
export interface WallTime {
  day: Day;
  weekday: string;
  time: string;
  timeZone: string;
}

/** A start with a fixed time. */
export interface FixedStart {
  kind: "fixed";
  instant: Date;
  /** On the chosen clock. */
  shown: WallTime;
  /** On the reader's clock. */
  viewer: WallTime;
  /** On the meeting's clock; null if it has no zone, or one that the platform does not know. */
  meeting: WallTime | null;
  flag: MeetingStart["flag"];
}

/** How a meeting's start is shown. */
export type Start = FixedStart | { kind: "unfixed" } | { kind: "none" } | { kind: "unreadable"; raw: string };

export const VIEWER_ZONE: string = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The page is in English: dates use the reader's variant of English, if any. */
const LOCALE = /^en\b/.test(navigator.language) ? navigator.language : "en-GB";

/** Whether times have "AM" and "PM", which need more room. */
export const HAS_DAY_PERIOD: boolean =
  Intl.DateTimeFormat(LOCALE, { hour: "numeric" }).resolvedOptions().hour12 === true;

/** A meeting's start. `startTimeIn` says how to read it, `zone` on which clock to show it. */
export function startOf(meeting: Meeting, startTimeIn: StartTimeIn, zone: Zone): Start {
  if (meeting.type === MeetingType.RecurringNoFixedTime) return { kind: "unfixed" };
  if (meeting.startTime === null) return { kind: "none" };
  const start = meetingStart(meeting, { startTimeIn });
  const viewer = start && wallTime(start.instant, VIEWER_ZONE);
  if (start === null || viewer === null) return { kind: "unreadable", raw: meeting.startTime };
  const own = meeting.timezone === null ? null : wallTime(start.instant, meeting.timezone);
  const utc = zone === "utc" ? wallTime(start.instant, "UTC") : null;
  const shown = (zone === "meeting" ? own : utc) ?? viewer;
  return { kind: "fixed", instant: start.instant, shown, viewer, meeting: own, flag: start.flag };
}

/** The clock of a zone at an instant. Null if the platform does not know the zone. */
export function wallTime(instant: Date, timeZone: string): WallTime | null {
  const formats = formatsOf(timeZone);
  if (formats === null) return null;
  // "Wed, 2 Dec" is calmer without the comma; "Wed, Dec 2" needs it.
  const name = formats.day.format(instant).replace(/^(\p{L}+), (?=\d)/u, "$1 ");
  return {
    day: { key: formats.key.format(instant), name },
    weekday: formats.weekday.format(instant),
    time: formats.time.format(instant),
    timeZone,
  };
}

interface Formats {
  key: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  weekday: Intl.DateTimeFormat;
  time: Intl.DateTimeFormat;
}

/** Formats by zone. They are cached: making one costs more than the rest of a row. */
const known = new Map<string, Formats | null>();

function formatsOf(timeZone: string): Formats | null {
  const found = known.get(timeZone);
  if (found !== undefined) return found;
  const made = makeFormats(timeZone);
  known.set(timeZone, made);
  return made;
}

function makeFormats(timeZone: string): Formats | null {
  const numeric = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const words = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  try {
    return {
      // The Swedish locale uses the ISO 8601 order.
      key: new Intl.DateTimeFormat("sv-SE", { timeZone, ...numeric }),
      day: new Intl.DateTimeFormat(LOCALE, { timeZone, ...words }),
      weekday: new Intl.DateTimeFormat(LOCALE, { timeZone, weekday: "short" }),
      time: new Intl.DateTimeFormat(LOCALE, {
        timeZone,
        hour: HAS_DAY_PERIOD ? "numeric" : "2-digit",
        minute: "2-digit",
      }),
    };
  } catch {
    return null;
  }
}

/** "Today", "Tomorrow" or "Yesterday", seen from `now`; undefined for other days. */
export function dayWord(key: string, timeZone: string, now: number): string | undefined {
  const day = 86_400_000;
  const keyAt = (instant: number) => wallTime(new Date(instant), timeZone)?.day.key;
  const today = keyAt(now);
  if (key === today) return "Today";
  // The day after a key is counted in UTC, where each day has 24 hours.
  const beside = (days: number) => new Date(Date.parse(`${today}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
  if (today === undefined) return undefined;
  return { [beside(1)]: "Tomorrow", [beside(-1)]: "Yesterday" }[key];
}

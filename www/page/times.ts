import { meetingStart, type Meeting, type MeetingStart, type StartTimeIn } from "zoom-lti-pro";

/** The local time of an instant in a zone. */
export interface WallTime {
  date: string;
  time: string;
}

/** How one meeting's start is shown. */
export type Start =
  | { kind: "none" }
  | { kind: "unreadable"; raw: string }
  | { kind: "read"; instant: Date; viewer: WallTime; meeting: WallTime | null; flag: MeetingStart["flag"] };

export const VIEWER_ZONE: string = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The page is in English: dates use the reader's variant of English, if any. */
const LOCALE = /^en\b/.test(navigator.language) ? navigator.language : "en-GB";

/** A meeting's start in the viewer's zone and in the meeting's zone. `startTimeIn` says how to read it. */
export function startOf(meeting: Meeting, startTimeIn: StartTimeIn): Start {
  if (meeting.startTime === null) return { kind: "none" };
  const start = meetingStart(meeting, { startTimeIn });
  if (start === null) return { kind: "unreadable", raw: meeting.startTime };
  const viewer = wallTime(start.instant, VIEWER_ZONE);
  if (viewer === null) return { kind: "unreadable", raw: meeting.startTime };
  return {
    kind: "read",
    instant: start.instant,
    viewer,
    meeting: wallTime(start.instant, meeting.timezone),
    flag: start.flag,
  };
}

/** Null if there is no zone or the platform does not support it. */
function wallTime(instant: Date, timeZone: string | null): WallTime | null {
  if (timeZone === null) return null;
  const formats = formatsOf(timeZone);
  return formats && { date: formats.date.format(instant), time: formats.time.format(instant) };
}

interface Formats {
  date: Intl.DateTimeFormat;
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
  try {
    return {
      date: new Intl.DateTimeFormat(LOCALE, {
        timeZone,
        weekday: "short",
        day: "numeric",
        month: "short",
        year: "numeric",
      }),
      time: new Intl.DateTimeFormat(LOCALE, { timeZone, hour: "2-digit", minute: "2-digit" }),
    };
  } catch {
    return null;
  }
}

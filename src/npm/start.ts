/** Reads start times. The platform's `Intl` is the time-zone database; the rules are in `src/time.rs`. */
import { invalidArgument } from "./error.js";
import * as instance from "./instance.js";
import type { Meeting, MeetingStart, StartOptions, StartTimeIn } from "./types.js";

export function meetingStart(
  meeting: Pick<Meeting, "startTime" | "timezone">,
  options?: StartOptions | null,
): MeetingStart | null {
  if (typeof meeting !== "object" || meeting === null) throw invalidArgument("meeting", "the meeting is not an object");
  const startTimeIn = reading(options?.startTimeIn);
  const wallMs = typeof meeting.startTime === "string" ? instance.wallClock(meeting.startTime) : NaN;
  if (Number.isNaN(wallMs)) return null;
  return startTimeIn === "utc" ? { instant: new Date(wallMs) } : inZone(wallMs, meeting.timezone);
}

/** One of the two readings. */
export function reading(startTimeIn: StartTimeIn = "utc"): StartTimeIn {
  if (startTimeIn === "utc" || startTimeIn === "timezone") return startTimeIn;
  throw invalidArgument("startTimeIn", 'startTimeIn must be "utc" or "timezone"');
}

function inZone(wallMs: number, zone: unknown): MeetingStart | null {
  const clock = clockOf(zone);
  if (!clock) return null;
  const { instant, flag } = instance.inZone(wallMs, { offsetMs: (at) => offsetMs(clock, at) });
  if (Number.isNaN(instant)) return null;
  return { instant: new Date(instant), ...(flag && { flag: flag as "gap" | "overlap" }) };
}

const clocks = new Map<unknown, Intl.DateTimeFormat | null>();

/**
 * A formatter takes long to make and a page holds few zones. A server's odd answer must not make the table grow for
 * ever.
 */
function clockOf(zone: unknown): Intl.DateTimeFormat | null {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    if (clocks.size >= 200) clocks.clear();
    clocks.set(zone, (clock = makeClock(zone)));
  }
  return clock;
}

function makeClock(zone: unknown): Intl.DateTimeFormat | null {
  // Without a name Intl takes the host's own zone, and an offset for a name only in newer engines.
  if (typeof zone !== "string" || !/^[A-Z]/i.test(zone)) return null;
  const two = "2-digit";
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
  } catch {
    return null;
  }
}

/** What the zone's clocks show at an instant, read as UTC, minus the instant. NaN where the platform does not tell. */
function offsetMs(clock: Intl.DateTimeFormat, instant: number): number {
  const shown: Record<string, string> = {};
  try {
    for (const { type, value } of clock.formatToParts(instant)) shown[type] = value;
  } catch {
    return NaN;
  }
  const { era, year, month, day, hour, minute, second } = shown;
  const signedYear = era === "BC" ? 1 - Number(year) : Number(year);
  const shownMs = new Date(0).setUTCFullYear(signedYear, Number(month) - 1, Number(day));
  return shownMs + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 - instant;
}

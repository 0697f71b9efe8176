/** Reads start times. The platform's `Intl` is the time-zone database; the rules are in `src/time.rs`. */
import { invalidArgument } from "./error.js";
import * as instance from "./instance.js";
import { MeetingType } from "./codes.js";
import type { MeetingStart, StartFields, StartOptions, StartTimeIn } from "./types.js";

export function meetingStart(meeting: StartFields, options?: StartOptions | null): MeetingStart | null {
  if (typeof meeting !== "object" || meeting === null) throw invalidArgument("meeting", "the meeting is not an object");
  const startTimeIn = reading(options?.startTimeIn);
  const { startTime, timezone, type } = meeting;
  if (typeof startTime !== "string") return null;
  const { wallMs, offsetMs } = instance.startTime(startTime);
  if (Number.isNaN(wallMs)) return null;
  const fixed = type !== MeetingType.RecurringNoFixedTime;
  if (!Number.isNaN(offsetMs)) return { instant: new Date(wallMs - offsetMs), fixed };
  return startTimeIn === "utc" ? { instant: new Date(wallMs), fixed } : inZone(wallMs, timezone, fixed);
}

/** One of the two readings. */
export function reading(startTimeIn: StartTimeIn = "utc"): StartTimeIn {
  if (startTimeIn === "utc" || startTimeIn === "timezone") return startTimeIn;
  throw invalidArgument("startTimeIn", 'startTimeIn must be "utc" or "timezone"');
}

function inZone(wallMs: number, zone: unknown, fixed: boolean): MeetingStart | null {
  const clock = clockOf(zone);
  if (!clock) return null;
  const { instant, flag } = instance.inZone(wallMs, { offsetMs: (at) => offsetMs(clock, at) });
  if (Number.isNaN(instant)) return null;
  return { instant: new Date(instant), fixed, ...(flag && { flag: flag as "gap" | "overlap" }) };
}

const MAX_ZONE = 64;

const clocks = new Map<string, Intl.DateTimeFormat | null>();

/**
 * A formatter takes long to make and a page holds few zones. A server's odd answer must not make the table grow for
 * ever.
 */
function clockOf(zone: unknown): Intl.DateTimeFormat | null {
  // No zone's name is longer, and the table would keep it.
  if (typeof zone !== "string" || zone.length > MAX_ZONE) return null;
  let clock = clocks.get(zone);
  if (clock === undefined) {
    if (clocks.size >= 200) clocks.clear();
    clocks.set(zone, (clock = makeClock(zone)));
  }
  return clock;
}

function makeClock(zone: string): Intl.DateTimeFormat | null {
  // Without a name Intl takes the host's own zone, and an offset for a name only in newer engines.
  if (!/^[A-Z]/i.test(zone)) return null;
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
  // The clocks show whole seconds.
  const secondMs = Math.floor(instant / 1000) * 1000;
  return shownMs + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 - secondMs;
}

/** Reads start times. `Intl` is the time zone database. The rules are in `src/time.rs`. */

import type { MeetingType } from "../public/meeting-codes.js";
import { invalidArgument } from "../public/error.js";
import * as startTimes from "../wasm/start-times.js";
import { readStartTimeIn } from "./values.js";
import type { MeetingStart, StartFields, StartOptions, StartTimeIn } from "../public/types.js";

/**
 * The instant at which a meeting starts. Null if it has no start time, or if the time or the zone cannot be read.
 *
 * ```ts
 * const start = meetingStart(meeting);
 * const text = start?.fixed ? start.instant.toLocaleString() : "no fixed time";
 * ```
 *
 * Reads the API's `2022-08-04 10:00:00`, also with `T`, without seconds, with fractional seconds, or with an offset
 * from UTC (`Z`, `+02:00`). An offset takes precedence over `startTimeIn`.
 *
 * @throws LtiProError `invalid_argument` if `startTimeIn` is neither `"utc"` nor `"timezone"`.
 */
export function meetingStart(meeting: StartFields, options?: StartOptions): MeetingStart | null {
  checkMeeting(meeting);
  const startTimeIn = readStartTimeIn(options?.startTimeIn);
  const { startTime, timezone, type } = meeting;
  if (typeof startTime !== "string") return null;
  const { instant, flag } = readInstant(startTimes.startTime(startTime), startTimeIn, timezone);
  if (Number.isNaN(instant)) return null;
  return { instant: new Date(instant), fixed: isFixed(type), ...(flag && { flag: flag as "gap" | "overlap" }) };
}

export function checkMeeting(meeting: unknown): void {
  if (typeof meeting !== "object" || meeting === null) throw invalidArgument("meeting", "meeting must be an object");
}

/** The instant of a start time; NaN if the time or the zone could not be read. */
export function readInstant(
  { wallMs, offsetMs: written }: { wallMs: number; offsetMs: number },
  startTimeIn: StartTimeIn,
  zone: unknown,
): { instant: number; flag?: string } {
  if (!Number.isNaN(written)) return { instant: wallMs - written };
  if (startTimeIn === "utc" || Number.isNaN(wallMs)) return { instant: wallMs };
  const clock = clockOf(zone);
  return clock ? startTimes.inZone(wallMs, { offsetMs: (at) => offsetMs(clock, at) }) : { instant: NaN };
}

/** A copy, because a bundler would keep all of `MeetingType`. The compiler compares both. */
const NO_FIXED_TIME: typeof MeetingType.RecurringNoFixedTime = 3;

/** Whether a meeting of this type has a fixed time. */
export function isFixed(type: number | null | undefined): boolean {
  return type !== NO_FIXED_TIME;
}

const MAX_ZONE = 64;

const clocks = new Map<string, Intl.DateTimeFormat | null>();

/** Formatters are slow to create, and a page has few zones. A hostile response must not let this table grow. */
function clockOf(zone: unknown): Intl.DateTimeFormat | null {
  // No valid name is longer, and the table would keep it.
  if (typeof zone !== "string" || zone.length > MAX_ZONE) return null;
  let clock = clocks.get(zone);
  if (clock === undefined) {
    if (clocks.size >= 200) clocks.clear();
    clocks.set(zone, (clock = makeClock(zone)));
  }
  return clock;
}

function makeClock(zone: string): Intl.DateTimeFormat | null {
  // Without a name Intl uses the host's own zone, and only newer engines accept an offset.
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

/** The offset of the zone from UTC at an instant; NaN if the platform does not know it. */
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
  // The formatted time has whole seconds.
  const secondMs = Math.floor(instant / 1000) * 1000;
  return shownMs + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 - secondMs;
}

/** When a meeting starts and ends, and whether it is running. */
import { MeetingStatus } from "../public/meeting-codes.js";
import { invalidArgument } from "../public/error.js";
import { meetingStart } from "./meeting-start.js";
import type { MeetingTimes, StartOptions, StatusFields, TimesFields } from "../public/types.js";

const MINUTE_MS = 60_000;

/**
 * When a meeting starts and ends. Null if it has no start time, or if the time or the zone cannot be read.
 *
 * ```ts
 * const times = meetingTimes(meeting);
 * if (times?.fixed) console.log(times.start.toISOString(), times.end.toISOString());
 * ```
 *
 * A meeting without a duration ends when it starts.
 *
 * @throws LtiProError `invalid_argument` if `startTimeIn` is neither `"utc"` nor `"timezone"`.
 */
export function meetingTimes(meeting: TimesFields, options?: StartOptions): MeetingTimes | null {
  const read = meetingStart(meeting, options);
  if (!read) return null;
  const { instant: start, ...rest } = read;
  return { start, end: new Date(endOf(start.getTime(), meeting.duration)), ...rest };
}

/** When a meeting ends that starts at `start`, both in milliseconds since 1970. */
export function endOf(start: number, duration: unknown): number {
  const minutes = typeof duration === "number" && duration > 0 ? duration : 0;
  const end = new Date(start + minutes * MINUTE_MS).getTime();
  return Number.isNaN(end) ? start : end;
}

/**
 * Whether a meeting is running: it was started and not finished (`status`). If the list does not say either, whether
 * the time is between start and end. A meeting without a fixed time is running only if its status says so.
 *
 * ```ts
 * const { list } = await zoom.listMeetings(query);
 * const running = list.filter((meeting) => isLive(meeting, Date.now()));
 * ```
 *
 * @param now The current time, in milliseconds since 1970.
 * @throws LtiProError `invalid_argument` if `now` or `startTimeIn` is not valid.
 */
export function isLive(meeting: StatusFields, now: number | Date, options?: StartOptions): boolean {
  const at = Number(now);
  if (Number.isNaN(at)) throw invalidArgument("now", "now must be milliseconds since 1970, or a Date");
  const times = meetingTimes(meeting, options);
  if (meeting.status === MeetingStatus.Started) return true;
  if (meeting.status === MeetingStatus.Finished || !times?.fixed) return false;
  return times.start.getTime() <= at && at < times.end.getTime();
}

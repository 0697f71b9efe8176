/** The meeting list: selects, sorts, pages. */
import { meetingStart } from "../index.js";
import { endpoints } from "../generated/parameters.js";
import { ranged } from "./parameter-checks.js";
import type { Placed } from "./courses.js";
import { identityOf, MINUTE } from "./sample-meetings.js";
import type { Call, Envelope } from "./endpoint-call.js";
import type { Server } from "./server-options.js";
import type { EmulatorMeeting } from "./types.js";

const RULES = endpoints.meetingList.parameters;

/** One page, with the fields in the article's order. */
export function listMeetings({ server, now, parameters }: Call): Envelope {
  const { userId, isUpComing } = parameters;
  const number = (name: string) => ranged(server, parameters[name], RULES.find((rule) => rule.name === name)!)!;
  const pageNum = number("pageNum");
  const pageSize = Math.min(server.pageSize ?? number("pageSize"), server.maxPageSize);
  const upcoming = isUpComing === "true";
  const found = server.courses
    .listed(server.meetings(now))
    .filter(({ meeting }) => meeting.hostId === userId)
    .map((placed) => timed(placed, server))
    .filter((entry) => isUpcoming(entry, now) === upcoming)
    .sort(upcoming ? earliestFirst : latestFirst);
  const list = found
    .slice(Math.max(pageNum - 1, 0) * pageSize, pageNum * pageSize)
    .map((entry) => wire(entry, now, server));
  return { status: true, result: { pageNum, pageSize, total: found.length, list } };
}

/** A meeting with its start and end, or null without a fixed time. */
interface Timed extends Placed {
  readonly start: number | null;
  readonly end: number | null;
}

function timed({ meeting, index }: Placed, server: Server): Timed {
  const start = startOf(meeting, server);
  return { meeting, index, start, end: start === null ? null : start + Number(meeting.duration ?? 60) * MINUTE };
}

/** An unreadable time counts as missing. */
function startOf({ startTime, timezone }: EmulatorMeeting, server: Server): number | null {
  if (startTime instanceof Date) return startTime.getTime();
  if (!startTime) return null;
  const { startTimeIn } = server;
  return meetingStart({ startTime, timezone: timezone ?? "UTC" }, { startTimeIn })?.instant.getTime() ?? null;
}

/** Upcoming means not over yet or, without a fixed time, not marked as finished. */
function isUpcoming({ meeting, end }: Timed, now: number): boolean {
  return end === null ? meeting.status !== 2 : end >= now;
}

/** Meetings without a time are last in both orders. */
const earliestFirst = (a: Timed, b: Timed): number => byTime(a.start ?? Infinity, b.start ?? Infinity);
const latestFirst = (a: Timed, b: Timed): number => byTime(b.start ?? -Infinity, a.start ?? -Infinity);

/** Subtraction would give NaN for two infinities. */
const byTime = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A meeting as sent. Fields are named in the article's order, and `JSON.stringify` leaves an undefined startTime out.
 */
function wire(entry: Timed, now: number, { timeZoneField, startTimeIn }: Server): object {
  const { meetingId: _, meetingNumber: __, ...others } = entry.meeting;
  const { hostId, topic, startTime, duration, timezone, pmi, type, status, ...extra } = others;
  return {
    ...identityOf(entry),
    hostId,
    topic: topic === undefined ? `Meeting ${entry.index + 1}` : topic,
    startTime: startTime instanceof Date ? wallClock(startTime, startTimeIn === "utc" ? "UTC" : timezone) : startTime,
    duration: duration === undefined ? 60 : duration,
    [timeZoneField]: timezone === undefined ? "UTC" : timezone,
    pmi: pmi ?? null,
    type: type === undefined ? (entry.start === null ? 3 : 2) : type,
    status: status === undefined ? clockStatus(entry, now) : status,
    ...extra,
  };
}

function clockStatus({ start, end }: Timed, now: number): number {
  if (start === null || end === null || now < start) return 0;
  return now <= end ? 1 : 2;
}

/** `2022-08-04 10:00:00`. The Swedish locale uses the ISO 8601 order. */
function wallClock(time: Date, timeZone: string | null | undefined): string {
  if (!timeZone || timeZone === "UTC") return time.toISOString().slice(0, 19).replace("T", " ");
  return time.toLocaleString("sv-SE", { timeZone });
}

/** `GET /open/meeting/list` once the signature is accepted: reads the parameters, selects, sorts, pages. */
import type { Placed } from "./courses.js";
import { identityOf, MINUTE } from "./meetings.js";
import { Refused, wholeNumber, type Call, type Envelope } from "./requests.js";
import type { EmulatorMeeting } from "./types.js";

export interface ListQuery {
  userId: string;
  isUpComing: boolean;
  pageNum: number;
  pageSize: number;
}

/** The query, or the first parameter that is missing or outside its documented values. */
export function readQuery({ parameters, server }: Call): ListQuery | Refused {
  const { isUpComing, userId } = parameters;
  const pageNum = wholeNumber(parameters["pageNum"], 0x7fffffff);
  const pageSize = wholeNumber(parameters["pageSize"], 1000);
  if (isUpComing !== "true" && isUpComing !== "false") return new Refused("isUpComing");
  if (pageNum === null) return new Refused("pageNum");
  if (pageSize === null) return new Refused("pageSize");
  if (!userId) return new Refused("userId");
  return { userId, isUpComing: isUpComing === "true", pageNum, pageSize: server.pageSize ?? pageSize };
}

/** One page in the article's shape and order of fields. */
export function listPage(query: ListQuery, { server, now }: Call): Envelope {
  const { pageNum, pageSize } = query;
  const found = server.courses
    .listed(server.meetings(now))
    .filter(({ meeting }) => meeting.hostId === query.userId)
    .map(timed)
    .filter((entry) => isUpcoming(entry, now) === query.isUpComing)
    .sort(query.isUpComing ? earliestFirst : latestFirst);
  const list = found
    .slice((pageNum - 1) * pageSize, pageNum * pageSize)
    .map((entry) => wire(entry, now, server.timeZoneField));
  return { status: true, result: { pageNum, pageSize, total: found.length, list } };
}

/** A meeting with its place in time; null where it has none. */
interface Timed extends Placed {
  readonly start: number | null;
  readonly end: number | null;
}

function timed({ meeting, index }: Placed): Timed {
  const start = startOf(meeting.startTime);
  return { meeting, index, start, end: start === null ? null : start + Number(meeting.duration ?? 60) * MINUTE };
}

/** Written times are read as UTC; what is not one counts as no time. */
function startOf(startTime: EmulatorMeeting["startTime"]): number | null {
  if (startTime instanceof Date) return startTime.getTime();
  if (!startTime || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(startTime)) return null;
  const time = Date.parse(`${startTime.replace(" ", "T")}Z`);
  return Number.isNaN(time) ? null : time;
}

/** Until it is over; without a time, until it is marked as finished. */
function isUpcoming({ meeting, end }: Timed, now: number): boolean {
  return end === null ? meeting.status !== 2 : end >= now;
}

/** Meetings without a time come last in either order. */
const earliestFirst = (a: Timed, b: Timed): number => byTime(a.start ?? Infinity, b.start ?? Infinity);
const latestFirst = (a: Timed, b: Timed): number => byTime(b.start ?? -Infinity, a.start ?? -Infinity);

/** No subtraction: two infinities would give NaN. */
const byTime = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A meeting as sent. Fields are named in the article's order, and `JSON.stringify` leaves an undefined startTime out.
 */
function wire(entry: Timed, now: number, timeZoneField: string): object {
  const { meetingId: _, meetingNumber: __, ...others } = entry.meeting;
  const { hostId, topic, startTime, duration, timezone, pmi, type, status, ...extra } = others;
  return {
    ...identityOf(entry),
    hostId,
    topic: topic ?? `Meeting ${entry.index + 1}`,
    startTime: startTime instanceof Date ? timestamp(startTime) : startTime,
    duration: duration ?? 60,
    [timeZoneField]: timezone ?? "UTC",
    pmi: pmi ?? null,
    type: type ?? (entry.start === null ? 3 : 2),
    status: status ?? clockStatus(entry, now),
    ...extra,
  };
}

function clockStatus({ start, end }: Timed, now: number): number {
  if (start === null || end === null || now < start) return 0;
  return now <= end ? 1 : 2;
}

const timestamp = (time: Date): string => time.toISOString().slice(0, 19).replace("T", " ");

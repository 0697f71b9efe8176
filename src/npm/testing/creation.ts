/** `createAndAssociate`: what the table does not say of its `meetingInfo`, and what it does. */
import { failed } from "./answer.js";
import type { Course } from "./courses.js";
import { type Call, type Envelope, type Fields, Refused } from "./requests.js";
import type { EmulatorMeeting } from "./types.js";

/** Documented: instant, scheduled, recurring without and with a fixed time. */
const TYPES: readonly unknown[] = [1, 2, 3, 8];

interface Creation extends Course {
  readonly userId: string;
  /** What Zoom's REST API takes to create a meeting. */
  readonly meetingInfo: Fields;
}

/** Each call makes another meeting, as the real one does. Of the real `result` only `id` is known. */
export function createMeeting(call: Call): Envelope | Refused {
  const { userId, contextId, domain, meetingInfo } = call.content as Creation;
  const { courses } = call.server;
  const fields = meetingOf(meetingInfo, call);
  if (typeof fields === "string") return new Refused(`meetingInfo.${fields}`);
  const number = courses.create({ ...fields, hostId: userId });
  const result = { id: Number(number) };
  if (call.outcome.associated === false) return { ...failed("400", "Created and not associated(9999)."), result };
  courses.associate(number, { contextId, domain }, () => null);
  return { status: true, result };
}

/** The fields that the list shows, or the name of one that is not as documented. */
function meetingOf(info: Fields, call: Call): Omit<EmulatorMeeting, "hostId"> | string {
  const { topic = "Zoom Meeting", type = 2, duration = 60, timezone = "UTC" } = info;
  if (typeof topic !== "string") return "topic";
  if (!TYPES.includes(type)) return "type";
  if (!Number.isSafeInteger(duration) || (duration as number) < 1) return "duration";
  if (typeof timezone !== "string" || !isZone(timezone)) return "timezone";
  const startTime = startOf(info["start_time"], timezone, call);
  if (startTime === undefined) return "start_time";
  const timed = type === 3 ? null : type === 1 ? new Date(call.now) : startTime;
  return { topic, type: type as number, duration: duration as number, timezone, startTime: timed };
}

/** With a `Z` in UTC, else by the clock of the zone; now where there is none; undefined where it cannot be read. */
function startOf(text: unknown, timezone: string, { server, now }: Call): Date | undefined {
  if (text === undefined) return new Date(now);
  const [, day, time, utc] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(Z?)$/.exec(String(text)) ?? [];
  const start = { startTime: `${day} ${time}`, timezone };
  return server.meetingStart(start, { startTimeIn: utc ? "utc" : "timezone" })?.instant;
}

function isZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

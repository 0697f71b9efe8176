/** `createAndAssociate`: its effect, and the rules for `meetingInfo` that the table does not have. */
import { meetingStart } from "../index.js";
import { failed } from "./emulated-response.js";
import type { Course } from "./courses.js";
import { type Call, type Envelope, type Fields, Refused } from "./endpoint-call.js";
import type { EmulatorMeeting } from "./types.js";

/** The documented types: instant, scheduled, recurring without and with a fixed time. */
const TYPES: readonly unknown[] = [1, 2, 3, 8];

interface Creation extends Course {
  readonly userId: string;
  /** The fields with which Zoom's REST API creates a meeting. */
  readonly meetingInfo: Fields;
}

/** Each call creates a new meeting, as in the real API. Only the `id` of the real `result` is known. */
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

/** The fields that the list shows, or the name of a wrong field. */
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

/** In UTC with a `Z`, otherwise in the meeting's zone. Now if the time is missing; undefined if it cannot be read. */
function startOf(text: unknown, timezone: string, { now }: Call): Date | undefined {
  if (text === undefined) return new Date(now);
  const [, day, time, utc] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(Z?)$/.exec(String(text)) ?? [];
  const start = { startTime: `${day} ${time}`, timezone };
  return meetingStart(start, { startTimeIn: utc ? "utc" : "timezone" })?.instant;
}

function isZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

/** `POST /meeting/createAndAssociate` once the signature is accepted. */
import { failed } from "./answer.js";
import type { Course } from "./courses.js";
import { isObject, missing, notText, parsed, Refused, type Call, type Envelope, type Fields } from "./requests.js";
import type { EmulatorMeeting } from "./types.js";

/** Documented: the topic's length in characters. */
const MAX_TOPIC = 200;

/** Documented: instant, scheduled, recurring without and with a fixed time. */
const TYPES: readonly unknown[] = [1, 2, 3, 8];

export interface Creation {
  readonly course: Course;
  readonly meeting: EmulatorMeeting;
}

/**
 * `{userId, contextId, domain, courseId?, meetingInfo}`; `meetingInfo` is what Zoom's REST API takes to create a
 * meeting.
 */
export function readCreation(call: Call): Creation | Refused {
  const content = parsed(call.body);
  if (!isObject(content)) return new Refused("body");
  const wrong = missing(content, ["userId", "contextId", "domain"]) ?? notText(content, ["courseId"]);
  if (wrong !== undefined) return new Refused(wrong);
  const { userId, contextId, domain, meetingInfo } = content as unknown as Course & {
    userId: string;
    meetingInfo: unknown;
  };
  if (!isObject(meetingInfo)) return new Refused("meetingInfo");
  const fields = meetingOf(meetingInfo, call);
  if (typeof fields === "string") return new Refused(`meetingInfo.${fields}`);
  return { course: { contextId, domain }, meeting: { ...fields, hostId: userId } };
}

/** The fields that the list shows, or the name of one that is not as documented. */
function meetingOf(info: Fields, call: Call): Omit<EmulatorMeeting, "hostId"> | string {
  const { topic = "Zoom Meeting", type = 2, duration = 60, timezone = "UTC" } = info;
  if (typeof topic !== "string" || [...topic].length > MAX_TOPIC) return "topic";
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

/** Each call makes another meeting, as the real one does. Of the real `result` only `id` is known. */
export function createMeeting({ course, meeting }: Creation, { server, outcome }: Call): Envelope {
  const number = server.courses.create(meeting);
  const result = { id: Number(number) };
  if (outcome.associated === false) return { ...failed("400", "Created and not associated(9999)."), result };
  server.courses.associate(number, course, () => null);
  return { status: true, result };
}

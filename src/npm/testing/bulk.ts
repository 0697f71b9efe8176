/**
 * `POST /meeting/bulkImport` and `PUT /meeting/bulkDisassociate` once the signature is accepted: the same body, and
 * what each does.
 */
import type { Course } from "./courses.js";
import { DAY, HALF_HOUR, identity, identityOf, period } from "./meetings.js";
import { random } from "./random.js";
import { isObject, missing, notText, parsed, Refused, type Call, type Envelope, type Fields } from "./requests.js";
import type { EmulatorMeeting } from "./types.js";

/** Documented: so many meetings a call. */
const MAX_MEETINGS = 400;

export interface Bulk {
  /** Whose meetings they are. Undefined where neither body nor query says so. */
  readonly userId: string | undefined;
  readonly meetings: readonly BulkMeeting[];
}

interface BulkMeeting extends Course {
  /** Here the API means the meeting's number, not the base64 `meetingId` of its list. */
  readonly meetingId: string;
}

/** `[{meetingId, contextId, courseId, domain}, …]`, or `{userId, meetingList: […]}`. */
export function readBulk({ body, parameters }: Call): Bulk | Refused {
  const content = parsed(body);
  if (Array.isArray(content)) return bulkOf(content, "", parameters["userId"]);
  if (!isObject(content)) return new Refused("body");
  const { userId, meetingList } = content;
  if (typeof userId !== "string" || userId === "") return new Refused("userId");
  return Array.isArray(meetingList) ? bulkOf(meetingList, "meetingList", userId) : new Refused("meetingList");
}

function bulkOf(list: readonly unknown[], name: string, userId: string | undefined): Bulk | Refused {
  if (list.length > MAX_MEETINGS) return new Refused(name || "body");
  for (const [i, entry] of list.entries()) {
    const wrong = isObject(entry) ? wrongField(entry) : "";
    if (wrong !== undefined) return new Refused(`${name}[${i}]${wrong && `.${wrong}`}`);
  }
  return { userId, meetings: list as readonly BulkMeeting[] };
}

function wrongField(entry: Fields): string | undefined {
  const wrong = missing(entry, ["meetingId", "contextId", "domain"]) ?? notText(entry, ["courseId"]);
  return wrong ?? (/^\d+$/.test(String(entry["meetingId"])) ? undefined : "meetingId");
}

export function importMeetings({ userId, meetings }: Bulk, call: Call): Envelope {
  const { server, now } = call;
  const first = server.meetings(now);
  const known = new Set(first.map((meeting, index) => identityOf({ meeting, index }).meetingNumber));
  const hostId = userId ?? server.users[0]?.userId ?? "";
  return split(meetings, call, ({ meetingId, ...course }) =>
    server.courses.associate(meetingId, course, () => (known.has(meetingId) ? null : imported(meetingId, hostId, now))),
  );
}

export function disassociateMeetings({ meetings }: Bulk, call: Call): Envelope {
  return split(meetings, call, ({ meetingId, ...course }) => call.server.courses.disassociate(meetingId, course));
}

/**
 * Acts on those that the call's outcome accepts. What the real `result` holds is not documented: this one says that it
 * is ours.
 */
function split(meetings: readonly BulkMeeting[], { outcome }: Call, act: (meeting: BulkMeeting) => void): Envelope {
  const { accepted = meetings.length } = outcome;
  const count = accepted === "half" ? meetings.length >> 1 : accepted;
  meetings.slice(0, count).forEach(act);
  const numbers = (list: readonly BulkMeeting[]): string[] => list.map(({ meetingId }) => meetingId);
  const result = {
    emulated: true,
    accepted: numbers(meetings.slice(0, count)),
    refused: numbers(meetings.slice(count)),
  };
  return { status: true, result };
}

/** A meeting of which the emulator has only the number: it takes place tomorrow. */
function imported(meetingNumber: string, hostId: string, now: number): EmulatorMeeting {
  const { meetingId } = identity(random(`imported/${meetingNumber}`));
  const startTime = new Date(period(now) * HALF_HOUR + DAY);
  return { hostId, meetingId, meetingNumber, topic: `Imported meeting ${meetingNumber}`, startTime, type: 2 };
}

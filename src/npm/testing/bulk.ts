/** `bulkImport` and `bulkDisassociate`: the same body, and what each does. */
import type { Course } from "./courses.js";
import { DAY, HALF_HOUR, identity, identityOf, period } from "./meetings.js";
import { random } from "./random.js";
import type { Call, Envelope } from "./requests.js";
import type { EmulatorMeeting } from "./types.js";

interface BulkMeeting extends Course {
  /** Here the API means the meeting's number, not the base64 `meetingId` of its list. */
  readonly meetingId: string;
}

interface Bulk {
  /** Whose meetings they are. Undefined where neither body nor query says so. */
  readonly userId: string | undefined;
  readonly meetings: readonly BulkMeeting[];
}

/** `[{meetingId, contextId, courseId, domain}, …]`, or `{userId, meetingList: […]}`. */
function read({ content, parameters }: Call): Bulk {
  if (Array.isArray(content)) return { userId: parameters["userId"], meetings: content };
  const { userId, meetingList } = content as { userId: string; meetingList: readonly BulkMeeting[] };
  return { userId, meetings: meetingList };
}

export function importMeetings(call: Call): Envelope {
  const { server, now } = call;
  const { userId, meetings } = read(call);
  const first = server.meetings(now);
  const known = new Set(first.map((meeting, index) => identityOf({ meeting, index }).meetingNumber));
  const hostId = userId ?? server.users[0]?.userId ?? "";
  return split(meetings, call, ({ meetingId, ...course }) =>
    server.courses.associate(meetingId, course, () => (known.has(meetingId) ? null : imported(meetingId, hostId, now))),
  );
}

export function disassociateMeetings(call: Call): Envelope {
  const { courses } = call.server;
  return split(read(call).meetings, call, ({ meetingId, ...course }) => courses.disassociate(meetingId, course));
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

/** `bulkImport` and `bulkDisassociate`, which have the same body. */
import type { Course } from "./courses.js";
import { DAY, HALF_HOUR, identity, identityOf, period } from "./sample-meetings.js";
import { random } from "./random.js";
import type { Call, Envelope } from "./endpoint-call.js";
import type { EmulatorMeeting } from "./types.js";

interface BulkMeeting extends Course {
  /** Here the API expects the meeting number, not the base64 `meetingId` of the list. */
  readonly meetingId: string;
}

interface Bulk {
  /** The user of the meetings. Undefined if neither body nor query has one. */
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
 * Acts on the meetings that the outcome accepts. The real `result` is not documented, so ours is marked as emulated.
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

/** A meeting of which only the number is known. It takes place tomorrow. */
function imported(meetingNumber: string, hostId: string, now: number): EmulatorMeeting {
  const { meetingId } = identity(random(`imported/${meetingNumber}`));
  const startTime = new Date(period(now) * HALF_HOUR + DAY);
  return { hostId, meetingId, meetingNumber, topic: `Imported meeting ${meetingNumber}`, startTime, type: 2 };
}

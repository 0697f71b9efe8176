/** The built-in meetings. They depend only on seed and time, so that all processes and all pages of a list agree. */
import { PEOPLE, TOPICS, ZONES, type Person } from "./sample-data.js";
import { base64 } from "./platform.js";
import { random, type Random } from "./random.js";
import type { EmulatorMeeting } from "./types.js";

export const MINUTE = 60_000;
export const HALF_HOUR = 30 * MINUTE;
export const DAY = 24 * 60 * MINUTE;

/** The cycle of types for scheduled meetings: every type except instant. */
const TYPES_AHEAD = [2, 8, 2, 3, 8, 2, 0, 8, 2, 8, 3] as const;
const TYPES_BEHIND = [2, 8, 1, 2, 8, 3, 2, 8, 0, 2] as const;
const DURATIONS = [60, 90, 45, 60, 30, 120, 75, 25, 180] as const;

/** The forms of `startTime` without a fixed time: a time nevertheless, null, empty, or no field. */
const UNFIXED = ["time", null, "", undefined] as const;

/**
 * All built-in meetings. Days start at midnight UTC and the current time is rounded down to half an hour, so that the
 * list seldom changes between requests.
 */
export function builtInMeetings(now: number, seed: number): EmulatorMeeting[] {
  return PEOPLE.flatMap((person) => [
    ...(person.busyNow ? present(person, now) : []),
    ...repeat(person.ahead, (i) => ahead(person, now, seed, i)),
    ...repeat(person.behind, (i) => behind(person, now, seed, i)),
  ]);
}

/** When {@link builtInMeetings} change. */
export const period = (now: number): number => Math.floor(now / HALF_HOUR);

/** Two current meetings and the one from Zoom's article. At the article's time, it has the article's start time. */
function present(person: Person, now: number): EmulatorMeeting[] {
  const recent = period(now) * HALF_HOUR;
  const hostId = person.userId;
  return [
    {
      hostId,
      meetingId: "UxDWPuPdT1OBudHV56kYJQ==",
      meetingNumber: "86756778157",
      topic: "Alpha DevA Course1",
      startTime: new Date(recent + HALF_HOUR),
      timezone: "Asia/Shanghai",
      type: 3,
    },
    { hostId, topic: "Quick call", startTime: new Date(recent - HALF_HOUR), timezone: "Europe/Berlin", type: 1 },
    {
      hostId,
      topic: "Linear Algebra: Tutorial",
      startTime: new Date(recent),
      duration: 90,
      timezone: "Asia/Kolkata",
      type: 8,
    },
  ];
}

/** From tomorrow on, about one per day. */
function ahead(person: Person, now: number, seed: number, i: number): EmulatorMeeting {
  const type = TYPES_AHEAD[i % TYPES_AHEAD.length]!;
  const meeting = scheduled(person, `${seed}/${person.userId}/ahead/${i}`, midnight(now) + (1 + i) * DAY, type, i);
  const unfixed = type === 3 ? UNFIXED[Math.floor((i * 2) / TYPES_AHEAD.length) % UNFIXED.length] : "time";
  return unfixed === "time" ? meeting : { ...meeting, startTime: unfixed };
}

/** Up to yesterday. Some were never started and keep status 0. */
function behind(person: Person, now: number, seed: number, i: number): EmulatorMeeting {
  const type = TYPES_BEHIND[i % TYPES_BEHIND.length]!;
  const meeting = scheduled(person, `${seed}/${person.userId}/behind/${i}`, midnight(now) - (1 + i) * DAY, type, i);
  if (type === 3 && i % 4 === 1) return { ...meeting, startTime: null, status: 2 };
  return { ...meeting, status: i % 9 === 4 ? 0 : 2 };
}

/** Starts between 06:00 and 20:45 UTC and ends before midnight, so that no meeting spans two days. */
function scheduled(person: Person, seed: string, day: number, type: number, i: number): EmulatorMeeting {
  const chance = random(seed);
  const topic = TOPICS[i % TOPICS.length]!;
  const personal = type === 2 && i % 4 === 0 ? { meetingNumber: person.pmi, pmi: person.pmi } : {};
  return {
    ...identity(chance),
    hostId: person.userId,
    topic: type === 8 ? `${topic} · ${1 + (i % 14)}` : topic,
    startTime: new Date(day + 6 * 60 * MINUTE + chance.below(60) * 15 * MINUTE),
    duration: chance.pick(DURATIONS),
    timezone: ZONES[i % ZONES.length]!,
    type,
    ...personal,
  };
}

/** The ids of a meeting: its own, or derived from host and position. */
export function identityOf({ meeting, index }: { meeting: EmulatorMeeting; index: number }): Identity {
  const { hostId, meetingId, meetingNumber } = meeting;
  if (meetingId && meetingNumber) return { meetingId, meetingNumber };
  const made = identity(random(`${hostId}/${index}`));
  return { meetingId: meetingId ?? made.meetingId, meetingNumber: meetingNumber ?? made.meetingNumber };
}

interface Identity {
  meetingId: string;
  meetingNumber: string;
}

/** An id of 16 bytes, sometimes with `+` and `/`, and a number of 11 digits. */
export function identity(chance: Random): Identity {
  return { meetingId: base64(chance.bytes(16)), meetingNumber: `8${chance.digits(10)}` };
}

const midnight = (now: number): number => Math.floor(now / DAY) * DAY;

const repeat = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** The options of an emulator, checked and with their defaults. */
import type { AbortSignalLike, Credentials } from "../types.js";
import { timerSleep } from "./abort.js";
import { EMULATOR_CREDENTIALS } from "./credentials.js";
import { createCourses, type Courses } from "./courses.js";
import { PEOPLE } from "./data.js";
import { builtInMeetings, period } from "./meetings.js";
import type { EmulatorMeeting, EmulatorOptions, EmulatorUser, MeetingStartOf, Verify } from "./types.js";

/** What the emulator takes from the client: one implementation of each rule. */
export interface Rules {
  readonly verify: Verify;
  readonly meetingStart: MeetingStartOf;
}

export interface Server extends Rules {
  readonly courses: Courses;
  readonly credentials: Credentials;
  readonly users: readonly EmulatorUser[];
  readonly meetings: (now: number) => readonly EmulatorMeeting[];
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignalLike) => PromiseLike<void>;
  readonly requireSortedQuery: boolean;
  /** Undefined: as asked. */
  readonly pageSize: number | undefined;
  readonly timeZoneField: "timezone" | "timeZone";
  readonly errorStatus: number;
  readonly cors: string | undefined;
  readonly maxRequests: number;
}

export function configure({ verify, meetingStart }: Rules, options: EmulatorOptions): Server {
  const { meetings, pageSize } = options;
  return {
    verify,
    meetingStart,
    courses: createCourses(),
    credentials: options.credentials ?? EMULATOR_CREDENTIALS,
    users: options.users ?? (meetings === undefined ? builtInUsers() : hostsOf(meetings)),
    meetings:
      meetings === undefined
        ? remembered(options.seed ?? 1)
        : typeof meetings === "function"
          ? meetings
          : () => meetings,
    now: options.now ?? (() => Date.now()),
    sleep: options.sleep ?? timerSleep,
    requireSortedQuery: options.requireSortedQuery ?? false,
    pageSize: pageSize === undefined ? undefined : positive("pageSize", pageSize),
    timeZoneField: options.timeZoneField ?? "timezone",
    errorStatus: options.errorStatus ?? 200,
    cors: options.cors,
    maxRequests: positive("maxRequests", options.maxRequests ?? 1000),
  };
}

/** A page size of 0 would page for ever. */
function positive(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`${name} must be a positive integer, not ${String(value)}`);
}

const builtInUsers = (): EmulatorUser[] =>
  PEOPLE.map(({ userId, name, description }) => ({ userId, name, description }));

/**
 * A function of the clock is not called before there is a request: at the top level of a Worker the clock stands at 0.
 */
function hostsOf(meetings: NonNullable<EmulatorOptions["meetings"]>): EmulatorUser[] {
  if (typeof meetings === "function") return [];
  return [...new Set(meetings.map(({ hostId }) => hostId))].map((userId) => ({ userId, name: userId }));
}

/** The built-in meetings, laid out anew only when they change. */
function remembered(seed: number): Server["meetings"] {
  let laidOut = { period: NaN, meetings: [] as EmulatorMeeting[] };
  return (now) => {
    if (laidOut.period !== period(now)) laidOut = { period: period(now), meetings: builtInMeetings(now, seed) };
    return laidOut.meetings;
  };
}

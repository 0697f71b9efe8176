/** The checked options of an emulator, with defaults. */
import type { AbortSignalLike } from "../public/types.js";
import { timerSleep } from "./abort.js";
import { EMULATOR_CREDENTIALS } from "./emulator-credentials.js";
import { createCourses, type Courses } from "./courses.js";
import { PEOPLE } from "./sample-data.js";
import { builtInMeetings, period } from "./sample-meetings.js";
import type { AcceptedCredentials, EmulatorMeeting, EmulatorOptions, EmulatorUser } from "./types.js";

/** The options with a constant default. */
type Behavior = Required<{
  [Name in keyof typeof BEHAVIOR]: NonNullable<EmulatorOptions[Name]>;
}>;

const BEHAVIOR = {
  requireSortedQuery: false,
  signedOrder: "sorted",
  unsignedParameters: "refuse",
  replay: "accept",
  outOfRange: "refuse",
  startTimeIn: "utc",
  timeZoneField: "timezone",
  errorStatus: 200,
  headers: {},
} as const satisfies EmulatorOptions;

export interface Server extends Behavior {
  readonly courses: Courses;
  /** Accepted signatures, if each may be used only once. */
  readonly accepted: Set<string | null>;
  readonly timestampWindow: EmulatorOptions["timestampWindow"];
  readonly credentials: AcceptedCredentials;
  readonly users: readonly EmulatorUser[];
  readonly meetings: (now: number) => readonly EmulatorMeeting[];
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignalLike) => PromiseLike<void>;
  /** Undefined means as requested. */
  readonly pageSize: number | undefined;
  readonly maxPageSize: number;
  readonly cors: string | undefined;
  readonly maxRequests: number;
}

export function configure(options: EmulatorOptions): Server {
  const { meetings, pageSize } = options;
  return {
    ...behaviorOf(options),
    courses: createCourses(),
    accepted: new Set(),
    timestampWindow: options.timestampWindow,
    // If one is undefined, each request fails with `invalid_credentials`.
    credentials: (options.credentials ?? EMULATOR_CREDENTIALS) as AcceptedCredentials,
    users: options.users ?? (meetings === undefined ? builtInUsers() : hostsOf(meetings)),
    meetings:
      meetings === undefined
        ? remembered(options.seed ?? 1)
        : typeof meetings === "function"
          ? meetings
          : () => meetings,
    now: options.now ?? (() => Date.now()),
    sleep: options.sleep ?? timerSleep,
    pageSize: pageSize === undefined ? undefined : positive("pageSize", pageSize),
    maxPageSize: positive("maxPageSize", options.maxPageSize ?? Number.MAX_SAFE_INTEGER),
    cors: options.cors,
    maxRequests: positive("maxRequests", options.maxRequests ?? 1000),
  };
}

function behaviorOf(options: EmulatorOptions): Behavior {
  const names = Object.keys(BEHAVIOR) as (keyof Behavior)[];
  return Object.fromEntries(names.map((name) => [name, options[name] ?? BEHAVIOR[name]])) as unknown as Behavior;
}

/** With a page size of 0, paging would never end. */
function positive(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`${name} must be a positive integer, not ${String(value)}`);
}

const builtInUsers = (): EmulatorUser[] =>
  PEOPLE.map(({ userId, name, description }) => ({ userId, name, description }));

/** A function is not called before the first request: at the top level of a Worker the clock is 0. */
function hostsOf(meetings: NonNullable<EmulatorOptions["meetings"]>): EmulatorUser[] {
  if (typeof meetings === "function") return [];
  return [...new Set(meetings.map(({ hostId }) => hostId))].map((userId) => ({ userId, name: userId }));
}

/** Caches the built-in meetings until they change. */
function remembered(seed: number): Server["meetings"] {
  let laidOut = { period: NaN, meetings: [] as EmulatorMeeting[] };
  return (now) => {
    if (laidOut.period !== period(now)) laidOut = { period: period(now), meetings: builtInMeetings(now, seed) };
    return laidOut.meetings;
  };
}

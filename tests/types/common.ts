// Compiles everywhere with only `lib: ["es2022"]`: it needs no names of a platform.

import {
  baseString,
  decodeMeetings,
  isLive,
  isLtiProError,
  listMeetings,
  LtiPro,
  type LtiProError,
  meetingStart,
  MeetingStatus,
  meetingTimes,
  MeetingType,
  request,
  sign,
  signRequest,
  verify,
} from "zoom-lti-pro";
import type {
  AllMeetings,
  ApiRequest,
  ApiResponse,
  CallOptions,
  Credentials,
  ErrorCode,
  FetchLike,
  HttpMethod,
  IncompleteReason,
  ListedMeetings,
  ListOptions,
  Meeting,
  MeetingPage,
  MeetingQuery,
  MeetingTimes,
  NumberOrDigits,
  Sent,
  SignedRequest,
  Warning,
} from "zoom-lti-pro";
import {
  calendarFeed,
  calendarResponse,
  nextChanges,
  type CalendarChange,
  type CalendarChanges,
  type CalendarFeed,
  type CalendarMeeting,
  type CalendarOptions,
  type CalendarRequest,
} from "zoom-lti-pro/calendar";
import { explainSignature, type Explanation } from "zoom-lti-pro/explain";
import {
  createEmulator,
  createNodeHandler,
  EMULATOR_CREDENTIALS,
  type Emulator,
  type Fault,
} from "zoom-lti-pro/testing";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(proof: Same<A, B>): void;

const credentials: Credentials = { key: "k", secret: "s" };
const withBytes: Credentials = { key: "k", secret: new Uint8Array(4) };

/** The type of each variable in `process.env`. */
interface Environment {
  [name: string]: string | undefined;
}

export async function lists(env: Environment, size: NumberOrDigits | undefined): Promise<Meeting[]> {
  const page: ListedMeetings = await listMeetings(credentials, { userId: "u" });
  // Callers at the edge have strings, and values that may be undefined.
  await listMeetings(credentials, { userId: "u", isUpComing: "true", pageNum: "1", pageSize: size });
  await listMeetings(credentials, { userId: "u", pageNum: Number(env["PAGE"]), pageSize: `${page.pageSize}` });
  await listMeetings(
    withBytes,
    { userId: "u", isUpComing: undefined },
    { timeoutMs: undefined, fetch: undefined, signal: undefined },
  );
  const { attempts, clockOffsetMs, warnings } = page.meta;
  same<typeof clockOffsetMs, number | null>(true);
  same<typeof warnings, Warning[]>(true);
  same<typeof attempts, number>(true);
  return page.list;
}

/** A variable that is not set compiles. At run time it is `invalid_credentials`. */
export async function environment(env: Environment): Promise<SignedRequest> {
  const { LTI_KEY: key, LTI_SECRET: secret, OLD_SECRET: old } = env;
  await listMeetings({ key, secret }, { userId: "u" });
  await listMeetings({ key, secret: [secret, old] }, { userId: "u" });
  await request({ key, secret: () => env["LTI_SECRET"] }, { method: "GET", path: "/x" });
  await new LtiPro({ key, secret: async () => [secret, old] }).listMeetings({ userId: "u" });
  const emulator: Emulator = createEmulator({ credentials: { key, secret } });
  same<typeof emulator.credentials.key, string>(true);
  verify({ url: "/x", headers: {} }, { key, secret });
  return signRequest({ key, secret }, { userId: "u" });
}

export async function complete(userIds: string[]): Promise<Meeting[]> {
  const zoom = new LtiPro(credentials);
  const all: AllMeetings = await zoom.meetings({ userId: "u" }).all();
  const { meetings, total, warnings } = all;
  same<typeof meetings, Meeting[]>(true);
  same<typeof total, number>(true);
  same<typeof warnings, Warning[]>(true);
  if (all.complete) same<typeof all.reason, undefined>(true);
  else same<typeof all.reason, IncompleteReason>(true);
  for await (const { userId, meetings, complete, reason, error } of zoom.listMeetingsForUsers(userIds)) {
    if (error) same<typeof meetings, undefined>(true);
    else if (complete) same<typeof meetings, Meeting[]>(true);
    else same<typeof reason, IncompleteReason>(true);
    void userId;
  }
  return zoom.meetings({ userId: "u" }).toArray({ limit: 10 });
}

interface Import {
  meetingId: string;
  courseId?: string;
}

export async function requests(imports: Import[], method: HttpMethod, options: CallOptions): Promise<unknown> {
  const call: ApiRequest = { method, path: "/meeting/bulkImport", params: { userId: "u" }, body: imports };
  const { result, meta }: ApiResponse = await request({ key: "k", secret: async () => "s" }, call, options);
  same<typeof result, unknown>(true);
  same<typeof meta.attempts, number>(true);
  await request(credentials, { method: "GET", path: "/open/meeting/list", params: undefined, body: undefined });
  const onRetry = ({ method, reason }: { method: HttpMethod; reason: string }): void => void [method, reason];
  return new LtiPro(credentials).request({ method: "PUT", path: "/x", body: new Uint8Array(1) }, { onRetry });
}

export function fields({ list }: MeetingPage): void {
  for (const meeting of list) {
    same<typeof meeting.startTime, string | null>(true);
    same<typeof meeting.pmi, string | null>(true);
    same<typeof meeting.hostId, string | null>(true);
    same<typeof meeting.topic, string | null>(true);
    same<typeof meeting.duration, number | null>(true);
    same<typeof meeting.timezone, string | null>(true);
    same<typeof meeting.type, number | null>(true);
    same<typeof meeting.status, number | null>(true);
    same<typeof meeting.meetingId, string>(true);
    same<typeof meeting.meetingNumber, string>(true);
    const instant: Date | undefined = meetingStart(meeting, { startTimeIn: "timezone" })?.instant;
    const fixed: boolean | undefined = meetingStart({ startTime: meeting.startTime, type: null })?.fixed;
    void fixed;
    const unknown: unknown = meeting.extra?.["later"];
    if (meeting.type === MeetingType.Scheduled && meeting.status === MeetingStatus.Finished) void [instant, unknown];
  }
}

export function times({ list }: MeetingPage, now: Date): Meeting[] {
  for (const meeting of list) {
    const times: MeetingTimes | null = meetingTimes(meeting, { startTimeIn: "timezone" });
    if (times) {
      same<typeof times.start, Date>(true);
      same<typeof times.end, Date>(true);
      same<typeof times.fixed, boolean>(true);
      same<typeof times.flag, "gap" | "overlap" | undefined>(true);
    }
  }
  meetingTimes({ startTime: null });
  meetingTimes({ startTime: undefined, duration: null, timezone: undefined, type: null }, { startTimeIn: undefined });
  const live: boolean = isLive({ startTime: "2022-08-04 10:00:00", duration: 60, status: null }, 0);
  return list.filter((meeting) => live && isLive(meeting, Date.now()) && isLive(meeting, now, { startTimeIn: "utc" }));
}

/** A meeting with a field of the caller's. */
interface Course extends CalendarMeeting {
  path: string;
}

export function calendars({ list }: MeetingPage, courses: readonly Course[], stored: string | null): CalendarFeed {
  const before: CalendarChanges | null = stored === null ? null : JSON.parse(stored);
  const changes: CalendarChanges = nextChanges(before, list, Date.now());
  nextChanges(undefined, new Set(list), new Date(0), { startTimeIn: "timezone", untitled: "Class" });
  same<(typeof changes.events)[number], CalendarChange>(true);
  same<CalendarChange["removedAt"], number | null>(true);
  const options: CalendarOptions<Course> = {
    name: "n",
    urlFor: ({ path }) => ({ href: path }),
    descriptionFor: ({ topic, path }) => topic && `${topic}: ${path}`,
    locationFor: ({ duration }) => (duration === null ? undefined : ""),
    refreshMinutes: 60,
    untitled: undefined,
    now: () => 0,
  };
  const feed = calendarFeed(courses, { ...options, changes, startTimeIn: "utc" });
  same<typeof feed.omitted, Course[]>(true);
  same<typeof feed.text, string>(true);
  same<typeof feed.etag, string>(true);
  same<typeof feed.lastModified, Date | null>(true);
  // What the callbacks of a page of meetings are called with.
  calendarFeed(list, { name: "n", urlFor: (meeting) => `https://host/${meeting.meetingNumber}`, changes: null });
  return calendarFeed([{ meetingId: "m", topic: null, startTime: null, duration: null }], { name: "n" });
}

export function responds(request: CalendarRequest, feed: CalendarFeed, error: unknown): number {
  calendarResponse(request, isLtiProError(error) ? error : undefined);
  calendarResponse(request, new Error("no list"));
  const { text, etag } = feed;
  calendarResponse({ method: "HEAD", headers: { get: () => null } }, { text, etag, lastModified: null });
  calendarResponse(request, { text, etag, lastModified: "2022-08-04T10:00:00.000Z" });
  return calendarResponse(request, feed).status;
}

export function signs(): SignedRequest {
  const header: string = signRequest(credentials, { userId: "u" }).headers["X-Lti-Signature"];
  const params = { userId: "u", n: 1, yes: true };
  baseString(params);
  baseString(Object.entries(params));
  baseString(new Map([["a", 1]]));
  sign(new Uint8Array(1), header);
  return signRequest(
    credentials,
    { path: "/meeting/bulkImport", params, timestamp: "1661494048201" },
    { now: () => 0 },
  );
}

export function verifies(): string | undefined {
  verify({ url: "/x", headers: { get: () => null } }, credentials);
  const params = verify(
    { url: "/x", headers: { "x-lti-signature": "s", "set-cookie": ["a", "b"], none: undefined } },
    credentials,
    { now: Date.now },
  );
  return params["userId"];
}

export function decodes(bytes: Uint8Array): number {
  decodeMeetings(bytes.buffer as ArrayBuffer);
  decodeMeetings("{}", { status: undefined });
  return decodeMeetings(bytes, { status: 200 }).total;
}

export function disposes(options: ListOptions): string {
  using zoom = new LtiPro(credentials, options);
  zoom.dispose();
  return zoom.sign("message");
}

/** The codes are a closed set: a switch over them can be complete. */
export function handles(error: unknown): ErrorCode | undefined {
  if (!isLtiProError(error)) return undefined;
  const known: LtiProError = error;
  same<typeof error.status, number | undefined>(true);
  same<typeof error.sent, Sent>(true);
  same<typeof error.result, unknown>(true);
  switch (known.code) {
    case "invalid_argument":
    case "invalid_credentials":
    case "signature_rejected":
    case "api_error":
    case "http_status":
    case "redirect_refused":
    case "network":
    case "timeout":
    case "aborted":
    case "body_too_large":
    case "truncated_body":
    case "invalid_response":
    case "verification_failed":
    case "wasm_unavailable":
    case "internal":
      return known.code;
    default:
      return known.code satisfies never;
  }
}

export function explains(): string | undefined {
  const explanation: Explanation = explainSignature({ request: "curl …", signature: undefined, secrets: "s" });
  if (explanation.header?.matches === false) return explanation.header.verdict;
  return explanation.stages.baseString;
}

export async function emulates(query: MeetingQuery): Promise<boolean> {
  const emulator: Emulator = createEmulator({
    credentials,
    users: [{ userId: "u", name: "U" }],
    meetings: [{ hostId: "u", startTime: null, odd: [1] }],
  });
  const fault: Fault = { kind: "http_status", status: 429, retryAfter: 1 };
  emulator.fault = fault;
  emulator.fault = async ({ index }) => (index === 0 ? fault : null);
  const fetch: FetchLike = emulator.fetch;
  await new LtiPro(EMULATOR_CREDENTIALS, { fetch }).listMeetings(query, { fetch: emulator });
  void createNodeHandler(emulator);
  const lost: Fault = { kind: "partial_success", accepted: 1 };
  await createEmulator({ fault: lost }).fetch("/meeting/bulkImport", { method: "POST", body: "[]" });
  same<(typeof emulator.requests)[number]["body"], string | null>(true);
  return (await emulator.fetch("https://host/open/meeting/list")).ok;
}

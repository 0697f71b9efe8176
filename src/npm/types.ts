/**
 * The shapes that cross the public interface. No DOM names: every platform type is described by what is used of it, so the
 * declarations compile with `lib: ["es2022"]` alone.
 */

/** Key and secret from the LTI Pro configuration page ("Edit" beside the LTI credential). Not the OAuth client id and secret. */
export interface Credentials {
  /** The LTI key; travels in the URL. */
  key: string;
  /** The LTI secret; never travels. A string stands for its UTF-8 bytes. */
  secret: string | Uint8Array;
}

/** Which meetings to list: the parameters of `GET /open/meeting/list`, under the API's own names. */
export interface MeetingQuery {
  /** The Zoom user's id, such as `_vIWeZ76TtuFceCKHkVk4Q`. Not an e-mail address. */
  userId: string;
  /** `true` (the default): upcoming, by time. `false`: history, latest first. Anything but these two values is refused. */
  isUpComing?: boolean | "true" | "false" | undefined;
  /** The page, from 1 (the default). */
  pageNum?: number | string | undefined;
  /** Meetings a page, 1 to 1000; 100 by default. The server may use another: go by what came back. */
  pageSize?: number | string | undefined;
}

/** A meeting as the API lists it. Fields this library does not know are kept in {@link Meeting.extra}. */
export interface Meeting {
  /** Base64, which may hold `+`, `/` and `=`. */
  meetingId: string;
  /** The number people dial. */
  meetingNumber: string;
  /** The host's Zoom user id. */
  hostId: string;
  topic: string;
  /** As sent, such as `2022-08-04 10:00:00`; null where it is null, missing or empty. `meetingStart` reads it. */
  startTime: string | null;
  /** Minutes. */
  duration: number;
  /** An IANA time zone name, whether the server wrote `timezone` or `timeZone`. */
  timezone: string;
  /** The personal meeting number where the meeting uses it: then equal to `meetingNumber`. */
  pmi: string | null;
  /** See `MeetingType`. Codes that are not documented arrive as they are. */
  type: number;
  /** See `MeetingStatus`. Codes that are not documented arrive as they are. */
  status: number;
  /** Fields that are not documented, as `JSON.parse` reads them. Absent when there are none. */
  extra?: Record<string, unknown>;
}

/** The result of an answer: one page of meetings. */
export interface MeetingPage {
  pageNum: number;
  /** The size the server used, which may differ from the one asked for. */
  pageSize: number;
  /** How many meetings there are on all pages. */
  total: number;
  list: Meeting[];
}

/** How a page was obtained. */
export interface PageMeta {
  /** How many requests were sent for this page. */
  attempts: number;
  /** The HTTP status of the answer. */
  status: number;
  /** The signed timestamp: milliseconds since 1970. */
  requestedAt: number;
  /** The server's clock (`Date` header) minus this one, in milliseconds; null where no such header can be read. */
  clockOffsetMs: number | null;
  /** What looked odd in an answer that is otherwise in order. */
  warnings: Warning[];
}

/** A page with how it was obtained. */
export interface ListedMeetings extends MeetingPage {
  meta: PageMeta;
}

/** Something odd in an answer that is otherwise in order. */
export interface Warning {
  /** `start_times_past`: every meeting of an upcoming page lies in the past as `startTimeIn` reads it, and would not under the other reading. */
  code: "start_times_past";
  /** A sentence for a log. */
  message: string;
}

/**
 * Whose wall clock `startTime` shows. `"utc"` (the default) or the meeting's own `"timezone"`. The article does not say; its
 * example, asked at 09:30 UTC for upcoming meetings, holds a meeting at 10:00 whose zone is Asia/Shanghai, which only UTC puts in
 * the future.
 */
export type StartTimeIn = "utc" | "timezone";

/** What is used of an `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** What a `fetch` of ours is handed: a signed GET that must not follow redirects. */
export interface FetchInit {
  method: "GET";
  headers: any;
  redirect: "manual";
  signal: any;
}

/** `fetch` itself, or anything shaped like it. Called without a receiver. */
export type FetchLike = (url: string, init: any) => Promise<any>;

/** An object with a `fetch` method, such as a Cloudflare service binding. */
export interface Fetcher {
  fetch: FetchLike;
}

/** Options of a call; those given to `new LtiPro` are the defaults of its calls. */
export interface ListOptions {
  /** The API's base URL; `https://applications.zoom.us/api/v1/lti/rich` by default. https, or http to a loopback address. */
  baseUrl?: string | undefined;
  /** In place of the global `fetch`, which is looked up at each call. A function, or a service binding. */
  fetch?: FetchLike | Fetcher | undefined;
  /** Aborts the call: it rejects with code `aborted` and the signal's reason as `cause`. */
  signal?: AbortSignalLike | undefined;
  /** Milliseconds one attempt may take, headers and body; 10 000 by default. */
  timeoutMs?: number | undefined;
  /** Milliseconds the call may take in all; 30 000 by default. */
  deadlineMs?: number | undefined;
  /** Bytes an answer's body may have, after decompression; 16 MiB by default. */
  maxBodyBytes?: number | undefined;
  /** How `startTime` is read for the warning `start_times_past`. */
  startTimeIn?: StartTimeIn | undefined;
  /** The clock: milliseconds since 1970. `Date.now` by default, read at each call. */
  now?: (() => number) | undefined;
  /** Told of each warning, besides `meta.warnings`. */
  onWarning?: ((warning: Warning) => void) | undefined;
}

/** A parameter's value: numbers and booleans are written as JavaScript prints them. */
export type ParameterValue = string | number | boolean;

/** Parameters by name, or name-value pairs (`URLSearchParams` and `Map` are such). */
export type Parameters = Readonly<Record<string, ParameterValue>> | Iterable<readonly [string, ParameterValue]>;

/** A meeting list to sign: {@link MeetingQuery} with the time to sign it for. */
export interface ListRequest extends MeetingQuery {
  /** Milliseconds since 1970; the clock's by default. */
  timestamp?: number | string | undefined;
}

/** Any call of this API to sign. `key` and `timestamp` are added to `params`. */
export interface PathRequest {
  /** Below the base URL, such as `/meeting/bulkImport`. */
  path: string;
  /** Query parameters besides `key` and `timestamp`. Bodies are not signed. */
  params?: Parameters | undefined;
  /** Milliseconds since 1970; the clock's by default. */
  timestamp?: number | string | undefined;
}

/** Options of `signRequest`. */
export interface SignOptions {
  /** As in {@link ListOptions.baseUrl}. */
  baseUrl?: string | undefined;
  /** As in {@link ListOptions.now}. */
  now?: (() => number) | undefined;
}

/** A request ready to send. With its header the URL is a credential for an hour: do not log the two together. */
export interface SignedRequest {
  /** The whole URL, its query in the order signed. */
  url: string;
  headers: { "X-Lti-Signature": string };
  /** What was signed: the parameters sorted by name, values unencoded. */
  baseString: string;
  /** 27 characters of base64url. */
  signature: string;
  /** Milliseconds since 1970, as signed. */
  timestamp: number;
}

/** What `verify` needs of a received request: a `Request`, or URL and headers. */
export interface ReceivedRequest {
  /** Absolute, or path and query. */
  url: string;
  headers: { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Options of `verify`. */
export interface VerifyOptions {
  /** The clock: milliseconds since 1970. `Date.now` by default. */
  now?: (() => number) | undefined;
}

/** Options of `meetingStart`. */
export interface StartOptions {
  /** `"utc"` by default. */
  startTimeIn?: StartTimeIn | undefined;
}

/** A start time read under one of its two readings. */
export interface MeetingStart {
  instant: Date;
  /** Set where the wall clock of the zone skipped (`gap`: shifted forward) or repeated (`overlap`: the earlier) that time. */
  flag?: "gap" | "overlap";
}

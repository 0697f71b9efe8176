/**
 * The public types. They use no DOM names: each platform type is described by the part that is used. So they compile
 * with `lib: ["es2022"]` alone.
 */
import type { ErrorCode, LtiProError } from "./error.js";

/** The LTI secret. A string means its UTF-8 bytes. */
export type Secret = string | Uint8Array;

/**
 * Key and secret from the LTI Pro configuration page ("Edit" beside the LTI credential). Not the OAuth client id and
 * secret.
 */
export interface Credentials {
  /** The LTI key. It is sent in the URL. */
  key: string;
  /** The LTI secret. It is never sent. */
  secret: Secret;
}

/** A binding that provides a secret, such as one of Cloudflare's Secrets Store. */
export interface SecretBinding {
  get(): Promise<string>;
}

/**
 * Where the secret comes from. During a change of secrets pass both, the newer first: if the server rejects the
 * signature (2203), the next one is tried. A function or a binding is called for each call, and only by methods that
 * return a promise.
 */
export type SecretSource =
  | Secret
  | readonly Secret[]
  | SecretBinding
  | (() => Secret | readonly Secret[] | Promise<Secret | readonly Secret[]>);

/** {@link Credentials} whose secret may be several, a function or a binding. */
export interface CredentialsSource {
  /** The LTI key. It is sent in the URL. */
  key: string;
  /** The LTI secret. It is never sent. */
  secret: SecretSource;
}

/** Which meetings to list: the parameters of `GET /open/meeting/list`, under the API's own names. */
export interface MeetingQuery {
  /** The Zoom user's id, such as `_vIWeZ76TtuFceCKHkVk4Q`. Not an e-mail address. */
  userId: string;
  /**
   * `true` (the default): upcoming meetings, by time. `false`: past meetings, latest first. No other value is valid.
   */
  isUpComing?: boolean | "true" | "false" | undefined;
  /** The page number. The first page is 1 (the default). */
  pageNum?: number | string | undefined;
  /**
   * Meetings a page, 1 to 1000. The default is 100; for `meetings` and `listMeetingsForUsers` it is 1000. The server
   * may use another size, which the response says.
   */
  pageSize?: number | string | undefined;
}

/**
 * A meeting as the API lists it. Fields that this library does not know are in {@link Meeting.extra}.
 *
 * `meetingId` and `meetingNumber` are always present. Any other field is null if the server sends null, an empty
 * string or nothing, as Zoom's REST API does with the duration and the time zone of instant meetings and of those
 * without a fixed time. `meta.warnings` then says so (`fields_missing`).
 */
export interface Meeting {
  /** Base64, which may contain `+`, `/` and `=`. */
  meetingId: string;
  /** The meeting number that people enter to join. */
  meetingNumber: string;
  /** The host's Zoom user id. */
  hostId: string | null;
  /** The title. May be empty. */
  topic: string | null;
  /** As sent, such as `2022-08-04 10:00:00`. `meetingStart` reads it. */
  startTime: string | null;
  /** Minutes. */
  duration: number | null;
  /** An IANA time zone name, whether the server wrote `timezone` or `timeZone`. */
  timezone: string | null;
  /** The personal meeting number, if the meeting uses it. Then it equals `meetingNumber`. */
  pmi: string | null;
  /** See `MeetingType`. Other codes are passed on unchanged. */
  type: number | null;
  /** See `MeetingStatus`. Other codes are passed on unchanged. */
  status: number | null;
  /** Fields that are not documented, as `JSON.parse` reads them. Missing if a meeting has no such fields. */
  extra?: Record<string, unknown>;
}

/** The result of a response: one page of meetings. */
export interface MeetingPage {
  pageNum: number;
  /** The page size that the server used. It may differ from the requested one. */
  pageSize: number;
  /** How many meetings there are on all pages. */
  total: number;
  list: Meeting[];
}

/** How a page, or another result, was obtained. */
export interface PageMeta {
  /** How many requests were sent for it. */
  attempts: number;
  /** The HTTP status of the response. */
  status: number;
  /** The signed timestamp: milliseconds since 1970. */
  requestedAt: number;
  /** The server's clock (`Date` header) minus this one, in milliseconds; null where no such header can be read. */
  clockOffsetMs: number | null;
  /** What looks wrong in the response. */
  warnings: Warning[];
}

/** A page with how it was obtained. */
export interface ListedMeetings extends MeetingPage {
  meta: PageMeta;
}

/** Something that looks wrong in a response that was accepted. */
export interface Warning {
  /**
   * - `start_times_past`: with this `startTimeIn` every meeting of an upcoming page is in the past, and with the other
   *   value it is not.
   * - `clock_corrected`: the server rejected the signature, and its clock differs from ours by more than 5 minutes. The
   *   request was signed again with the server's time and accepted. Later calls of the same client use the correction
   *   while it works, without another warning. A difference of more than 24 hours is not corrected.
   * - `total_changed`: the server's count changed between two pages.
   * - `total_mismatch`: the pages contained another number of meetings than the server counted on each of them. Reading
   *   continues after one empty page, and ends after the second.
   * - `list_changed`: a list of several pages changed while it was read: meetings may be missing.
   * - `fields_missing`: `hostId`, `topic`, `duration`, `timezone`, `type` or `status` is null in some meetings of a
   *   page. The message names the fields and in how many meetings they are null.
   */
  code: "start_times_past" | "clock_corrected" | "total_changed" | "total_mismatch" | "list_changed" | "fields_missing";
  /** A sentence for a log. */
  message: string;
}

/**
 * Whether `startTime` is in UTC (`"utc"`, the default) or in the time zone of the meeting (`"timezone"`). The article
 * does not say. Its example of upcoming meetings, requested at 09:30 UTC, contains a meeting at 10:00 in the zone
 * Asia/Shanghai, which is in the future only in UTC.
 */
export type StartTimeIn = "utc" | "timezone";

/** The part of `AbortSignal` that is used. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The methods that a call may have. */
export type HttpMethod = "GET" | "POST" | "PUT" | "DELETE" | "PATCH";

/** The second argument of `fetch`: a signed request that must not follow redirects. */
export interface FetchInit {
  method: HttpMethod;
  /** A `Headers` object, whose fields are also its own properties: `{ ...headers }` keeps them. */
  headers: any;
  /** JSON. Missing if the request has no body. */
  body?: any;
  redirect: "manual";
  signal: any;
}

/** `fetch`, or a function with the same arguments. Called without `this`. */
export type FetchLike = (url: string, init: any) => Promise<any>;

/** An object with a `fetch` method, such as a Cloudflare service binding. */
export interface Fetcher {
  fetch: FetchLike;
}

/** Options of a call. Those passed to `new LtiPro` are the defaults of its calls. */
export interface CallOptions {
  /**
   * The API's base URL; `https://applications.zoom.us/api/v1/lti/rich` by default. https, or http to a loopback
   * address.
   */
  baseUrl?: string | undefined;
  /** Used instead of the global `fetch`, which is looked up at each call. A function, or a service binding. */
  fetch?: FetchLike | Fetcher | undefined;
  /** Aborts the call: it rejects with code `aborted` and the signal's reason as `cause`. */
  signal?: AbortSignalLike | undefined;
  /** Milliseconds for one attempt, headers and body; 10,000 by default. */
  timeoutMs?: number | undefined;
  /** Milliseconds for the whole call, including retries and the waits between them; 30,000 by default. */
  deadlineMs?: number | undefined;
  /**
   * How often a request is sent again after a temporary failure: 2 by default, 0 to 3. A temporary failure is a failed
   * or broken connection, a timeout, or the status 408, 429, 500, 502, 503 or 504. The wait is random: up to 250 ms,
   * then up to 500 ms and so on, at most 8 s. A `Retry-After` of up to 20 s is obeyed. If it is longer, the call fails
   * and `error.retryAfter` holds it.
   */
  retries?: number | undefined;
  /** The maximum size of a response body in bytes, after decompression; 16 MiB by default. */
  maxBodyBytes?: number | undefined;
  /** The clock: milliseconds since 1970. `Date.now` by default, read at each call. */
  now?: (() => number) | undefined;
  /** A random number from 0 to 1, for the waits; `Math.random` by default. */
  random?: (() => number) | undefined;
  /** Waits between attempts; with a timer by default. The signal aborts when the call is over. */
  sleep?: ((milliseconds: number, signal: AbortSignalLike) => Promise<unknown>) | undefined;
  /** Called for each request, just before it is sent. What a hook returns or throws is ignored. */
  onRequest?: ((request: RequestEvent) => void) | undefined;
  /** Called for each response when its body was read, accepted or not. */
  onResponse?: ((response: ResponseEvent) => void) | undefined;
  /** Called for each failure before the next attempt. */
  onRetry?: ((retry: RetryEvent) => void) | undefined;
  /** Called for each warning, which is also in `meta.warnings`. */
  onWarning?: ((warning: Warning) => void) | undefined;
}

/** Options of listing meetings. */
export interface ListOptions extends CallOptions {
  /** How `startTime` is read for the warning `start_times_past`. */
  startTimeIn?: StartTimeIn | undefined;
}

/** What a hook is called with before a request. Contains no query, no body and no signature. */
export interface RequestEvent {
  /** Counted from 1. */
  attempt: number;
  method: HttpMethod;
  /** Without its query. */
  url: string;
  /** Milliseconds since 1970, as signed. */
  timestamp: number;
}

/** What a hook is called with after a response. */
export interface ResponseEvent {
  attempt: number;
  method: HttpMethod;
  /** Without its query. */
  url: string;
  /** The HTTP status. */
  status: number;
  /** From sending to the end of the body. */
  durationMs: number;
  /** As in {@link PageMeta.clockOffsetMs}. */
  clockOffsetMs: number | null;
}

/** Why another attempt follows: a temporary failure, a clock that was wrong, or a secret that was wrong. */
export type RetryReason = "retry" | "clock" | "secret";

/** What a hook is called with before another attempt. */
export interface RetryEvent {
  /** The attempt that failed. */
  attempt: number;
  method: HttpMethod;
  reason: RetryReason;
  /** How long the next attempt waits. */
  delayMs: number;
  /** The `code` of the failure. */
  code: ErrorCode;
  /** The HTTP status, if there was a response. */
  status: number | undefined;
}

/**
 * Options of reading all pages. `deadlineMs` applies to each page. To limit the total time pass a `signal`, such as
 * `AbortSignal.timeout(…)`.
 */
export interface PagingOptions extends ListOptions {
  /**
   * The maximum number of pages of one reading, 1000 by default. A longer list fails with `invalid_response`, reason
   * `too_many`: some servers never end a list.
   */
  maxPages?: number | undefined;
}

/** Options of reading the meetings of many users. */
export interface UsersOptions extends PagingOptions {
  /** As in {@link MeetingQuery.isUpComing}. */
  isUpComing?: MeetingQuery["isUpComing"];
  /** As in {@link MeetingQuery.pageSize}. */
  pageSize?: MeetingQuery["pageSize"];
  /** How many users are read at the same time: 4 by default, 1 to 32. A Worker has 6 connections. */
  concurrency?: number | undefined;
}

/**
 * All meetings of a query, read page by page. Each iteration, and each call of a method, begins anew.
 *
 * A list of several pages is no snapshot: it may change while it is read. An iteration reports what it sees of that at
 * its end, as warnings (`total_changed`, `total_mismatch`, `list_changed`). `all()` reads again until it knows.
 */
export interface MeetingList extends AsyncIterable<Meeting> {
  /**
   * The same by page. A meeting that moved to a later page meanwhile is given once. Warnings about the list are in
   * `meta.warnings` of the last page, which may hold nothing else.
   */
  pages(): AsyncIterableIterator<ListedMeetings>;
  /** All of them, and whether they are complete. */
  all(): Promise<AllMeetings>;
  /**
   * All of them, or the first `limit`, as an array: read as by `all()`.
   *
   * Rejects with `invalid_response`, reason `incomplete`, where `all()` says `complete: false`, as an array cannot say
   * so.
   */
  toArray(options?: { limit?: number | undefined }): Promise<Meeting[]>;
}

/**
 * Why a list is not known to be complete.
 *
 * - `list_changed`: it changed each time it was read, so that no two of four readings agree.
 * - `total_mismatch`: two readings agree, but the server counts more meetings than its pages hold, or counts fewer and
 *   repeats some.
 */
export type IncompleteReason = "list_changed" | "total_mismatch";

/**
 * Whether a list is complete. It is where one response held the whole list, or where two successive readings of its
 * pages agree in every field of every meeting, and the server does not count more. See docs/lists.md for what that
 * proves.
 */
export type Completeness =
  | { complete: true; reason?: undefined }
  | {
      /** Meetings may be missing. */
      complete: false;
      reason: IncompleteReason;
    };

/** What was read of a list, and whether that is all of it. */
export type AllMeetings = Completeness & {
  /** In the server's order. A meeting of an earlier page is not given again. */
  meetings: Meeting[];
  /** How many meetings the server counted on the first page. */
  total: number;
  /** About the pages, each once, and those of the last reading about the list. */
  warnings: Warning[];
};

/** The meetings of one of many users, or why they could not be read. */
export type UserMeetings =
  | ({ userId: string; error?: undefined } & AllMeetings)
  | {
      userId: string;
      error: LtiProError;
      meetings?: undefined;
      complete?: undefined;
      reason?: undefined;
      total?: undefined;
      warnings?: undefined;
    };

/**
 * The meetings of many users, each as soon as it was read. An error of the source of user IDs is passed on
 * unchanged.
 */
export interface UserMeetingList extends AsyncIterable<UserMeetings> {
  /** All of them, in the order of the users. */
  toArray(): Promise<UserMeetings[]>;
}

/** The value of a parameter. Numbers and booleans are written as JavaScript prints them. */
export type ParameterValue = string | number | boolean;

/** Parameters by name, or pairs of name and value, such as `URLSearchParams` and `Map`. */
export type Parameters = Readonly<Record<string, ParameterValue>> | Iterable<readonly [string, ParameterValue]>;

/** A request for a meeting list to sign: {@link MeetingQuery} with a timestamp. */
export interface ListRequest extends MeetingQuery {
  /** Milliseconds since 1970; the current time by default. */
  timestamp?: number | string | undefined;
}

/** Any request to this API to sign. `key` and `timestamp` are added to `params`. */
export interface PathRequest {
  /** Below the base URL, such as `/meeting/bulkImport`. */
  path: string;
  /** Query parameters besides `key` and `timestamp`. Bodies are not signed. */
  params?: Parameters | undefined;
  /** Milliseconds since 1970; the current time by default. */
  timestamp?: number | string | undefined;
}

/** A request to any endpoint of this API. `key` and `timestamp` are added to `params`. */
export interface ApiRequest {
  method: HttpMethod;
  /** Below the base URL, such as `/meeting/bulkImport`. */
  path: string;
  /** Query parameters besides `key` and `timestamp`: signed, and sent in the URL. */
  params?: Parameters | undefined;
  /**
   * Sent as JSON, not signed: any value that `JSON.stringify` writes. A string or a `Uint8Array` is sent as it is,
   * and should be JSON. No body by default; a GET has none.
   */
  body?: unknown;
}

/** What `request` resolves to. */
export interface ApiResponse {
  /** The `result` of the response as `JSON.parse` reads it; undefined without one, as with 204. */
  result: unknown;
  /** How it was obtained. */
  meta: PageMeta;
}

/** Options of `signRequest`. */
export interface SignOptions {
  /** As in {@link ListOptions.baseUrl}. */
  baseUrl?: string | undefined;
  /** As in {@link ListOptions.now}. */
  now?: (() => number) | undefined;
}

/** A signed request. URL and header together are a credential for one hour: do not log both. */
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
  /**
   * Refuses a repeated request. Called with the signature of a request that is valid, and with the time until which it
   * stays valid (milliseconds since 1970). It must store the signature, and return whether it was stored before. Only
   * the signature identifies a request. Its timestamp may be 60 minutes ahead, so a signature can be valid for 120
   * minutes. What this function throws is passed on.
   */
  seen?: ((signature: string, expiresAt: number) => boolean) | undefined;
}

/** Options of `meetingStart`. */
export interface StartOptions {
  /** `"utc"` by default. */
  startTimeIn?: StartTimeIn | undefined;
}

/** What `meetingStart` reads of a {@link Meeting}. */
export interface StartFields {
  startTime: string | null | undefined;
  /** For `startTimeIn: "timezone"`. */
  timezone?: string | null | undefined;
  /** See `MeetingType`. A recurring meeting without a fixed time has no fixed start. */
  type?: number | null | undefined;
}

/** The start time as an instant. */
export interface MeetingStart {
  instant: Date;
  /**
   * False if the meeting has no fixed time (type 3) but the server sends a start time. Then the instant is not the time
   * of the meeting.
   */
  fixed: boolean;
  /**
   * Set if the clocks of the zone skipped that time (`gap`: the instant is later) or showed it twice (`overlap`: the
   * instant is the earlier one).
   */
  flag?: "gap" | "overlap";
}

/**
 * The public types. They use no DOM types, only descriptions of the parts that are used. So they compile with
 * `lib: ["es2022"]` alone.
 */
import type { ErrorCode, LtiProError } from "./error.js";

/** The LTI secret. A string means its UTF-8 bytes. */
export type Secret = string | Uint8Array;

/**
 * Key and secret from the LTI Pro configuration page ("Edit" beside the LTI credential). They are not the OAuth client
 * ID and secret.
 *
 * A variable of the environment may be undefined, so its type is accepted. If it is undefined when the program runs,
 * the call fails with `invalid_credentials`.
 */
export interface Credentials {
  /** The LTI key, such as `process.env.LTI_KEY`. It is sent in the URL. */
  key: string | undefined;
  /** The LTI secret, such as `process.env.LTI_SECRET`. It is never sent. */
  secret: Secret | undefined;
}

/** A binding that provides a secret, such as one of Cloudflare's Secrets Store. */
export interface SecretBinding {
  /** Returns the secret. It is called for each call. */
  get(): Promise<string>;
}

/**
 * The secret, or where it comes from. While you change the secret, pass both, the newer first: if the server rejects
 * the signature (2203), the client tries the next one. A function or a binding is called for each call. Only methods
 * that return a promise accept it.
 */
export type SecretSource =
  | Secret
  | readonly (Secret | undefined)[]
  | SecretBinding
  | (() => SecretResult | Promise<SecretResult>);

/** What a function of {@link SecretSource} returns. A secret that is undefined fails with `invalid_credentials`. */
export type SecretResult = Secret | readonly (Secret | undefined)[] | undefined;

/** {@link Credentials} whose secret may also be a list, a function or a binding. */
export interface CredentialsSource {
  /** The LTI key, such as `env.LTI_KEY`. It is sent in the URL. */
  key: string | undefined;
  /** The LTI secret, such as `env.LTI_SECRET`, or where it comes from. It is never sent. */
  secret: SecretSource | undefined;
}

/**
 * A number, or its digits, such as `"20"`. Convert other text with `Number(…)`. A value that is not a whole number
 * fails with `invalid_argument`.
 */
export type NumberOrDigits = number | `${number}`;

/** Which meetings to list: the parameters of `GET /open/meeting/list`, under the API's own names. */
export interface MeetingQuery {
  /** The Zoom user ID, such as `_vIWeZ76TtuFceCKHkVk4Q`. It is not an e-mail address. */
  userId: string;
  /**
   * `true` (the default): upcoming meetings, by time. `false`: past meetings, latest first.
   */
  isUpComing?: boolean | "true" | "false" | undefined;
  /** The page number. The first page is 1 (the default). */
  pageNum?: NumberOrDigits | undefined;
  /**
   * The number of meetings on a page, 1 to 1000. The default is 100; for `meetings` and `listMeetingsForUsers` it is
   * 1000. The server may use another size: see the `pageSize` of the page.
   */
  pageSize?: NumberOrDigits | undefined;
}

/**
 * A meeting as the API lists it. Undocumented fields are in {@link Meeting.extra}.
 *
 * `meetingId` and `meetingNumber` are always present. Any other field is null if the server sends null, an empty
 * string or nothing. Then `meta.warnings` contains `fields_missing`. Zoom's REST API omits the duration and the time
 * zone of instant meetings and of meetings without a fixed time.
 */
export interface Meeting {
  /** Base64, which may contain `+`, `/` and `=`. */
  meetingId: string;
  /** The meeting number that people enter to join. */
  meetingNumber: string;
  /** The Zoom user ID of the host. */
  hostId: string | null;
  /** The title. May be empty. */
  topic: string | null;
  /** The text that the API sent, such as `2022-08-04 10:00:00`. It has no time zone. `meetingStart` reads it. */
  startTime: string | null;
  /** In minutes. */
  duration: number | null;
  /** An IANA time zone name, whether the server wrote `timezone` or `timeZone`. */
  timezone: string | null;
  /** The personal meeting number, if the meeting uses it. Then it equals `meetingNumber`. */
  pmi: string | null;
  /**
   * 0 pre-scheduled, 1 instant, 2 scheduled, 3 recurring without a fixed time, 8 recurring at fixed times: see
   * `MeetingType`. Other codes are possible.
   */
  type: number | null;
  /** 0 not started, 1 started, 2 finished: see `MeetingStatus`. Other codes are possible. */
  status: number | null;
  /** Undocumented fields, as `JSON.parse` reads them. Missing if a meeting has no such fields. */
  extra?: Record<string, unknown>;
}

/** The result of a response: one page of meetings. */
export interface MeetingPage {
  /** The number of this page, from 1. */
  pageNum: number;
  /** The page size that the server used. It may differ from the requested one. */
  pageSize: number;
  /** The number of meetings on all pages. */
  total: number;
  /** The meetings on this page. */
  list: Meeting[];
}

/** How the result was obtained. */
export interface PageMeta {
  /** The number of requests that were sent for it. */
  attempts: number;
  /** The HTTP status of the response. */
  status: number;
  /** The signed timestamp: milliseconds since 1970. */
  requestedAt: number;
  /** The server's clock (`Date` header) minus this machine's, in milliseconds; null if it cannot be read. */
  clockOffsetMs: number | null;
  /** Warnings about the response. */
  warnings: Warning[];
}

/** A page, and how it was obtained. */
export interface ListedMeetings extends MeetingPage {
  /** How the page was obtained: requests, status, clock and warnings. */
  meta: PageMeta;
}

/** Something that looks wrong in a response that was accepted. */
export interface Warning {
  /**
   * - `start_times_past`: with this `startTimeIn`, all meetings of an upcoming page are in the past. With the other
   *   value they are not.
   * - `clock_corrected`: the server rejected the signature, and its clock differs from this machine's by more than 5
   *   minutes. The request was signed again with the server's time, and accepted. Later calls of the same client use
   *   the correction while it works, without another warning. A difference of more than 24 hours is not corrected.
   * - `total_changed`: `total` changed between two pages.
   * - `total_mismatch`: all pages had the same `total`, but they contained another number of meetings.
   * - `list_changed`: a list of several pages changed while it was read. Meetings may be missing.
   * - `fields_missing`: `hostId`, `topic`, `duration`, `timezone`, `type` or `status` is null in some meetings of a
   *   page. The message names the fields, and in how many meetings each is null.
   */
  code: "start_times_past" | "clock_corrected" | "total_changed" | "total_mismatch" | "list_changed" | "fields_missing";
  /** A sentence for a log. */
  message: string;
}

/**
 * Whether `startTime` is in UTC (`"utc"`, the default) or in the time zone of the meeting (`"timezone"`). Zoom does not
 * document it. Zoom's example of upcoming meetings was requested at 09:30 UTC, and contains a meeting at 10:00 in the
 * zone Asia/Shanghai. That is in the future only in UTC.
 */
export type StartTimeIn = "utc" | "timezone";

/** The part of `AbortSignal` that is used. */
export interface AbortSignalLike {
  /** Whether it was aborted. */
  readonly aborted: boolean;
  /** Why it was aborted. */
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The methods that a call may have. */
export type HttpMethod = "GET" | "POST" | "PUT" | "DELETE" | "PATCH";

/** The second argument of `fetch`: a signed request that must not follow redirects. */
export interface FetchInit {
  /** The HTTP method. */
  method: HttpMethod;
  /** A `Headers` object. Its fields are also its own properties, so that `{ ...headers }` keeps them. */
  headers: any;
  /** JSON. Missing if the request has no body. */
  body?: any;
  /** Redirects are not followed: the target would receive the signature. */
  redirect: "manual";
  /** An `AbortSignal`. It is aborted by a timeout, and with the caller's signal. */
  signal: any;
}

/** `fetch`, or a function with the same arguments. It is called without `this`. */
export type FetchLike = (url: string, init: any) => Promise<any>;

/** An object with a `fetch` method, such as a Cloudflare service binding. */
export interface Fetcher {
  /** Called as a method, with the URL and a {@link FetchInit}. It resolves to a `Response`. */
  fetch: FetchLike;
}

/** Options of a call. The options of `new LtiPro` are the defaults of its calls. */
export interface CallOptions {
  /**
   * The API's base URL; `https://applications.zoom.us/api/v1/lti/rich` by default. It must be https, or http to a
   * loopback address.
   */
  baseUrl?: string | undefined;
  /** A function or a service binding to use instead of the global `fetch`. */
  fetch?: FetchLike | Fetcher | undefined;
  /** Aborts the call. It rejects with code `aborted`, and the signal's reason is the `cause`. */
  signal?: AbortSignalLike | undefined;
  /** Milliseconds for one attempt, headers and body; 10,000 by default. */
  timeoutMs?: number | undefined;
  /** Milliseconds for the whole call, including retries and the waits between them; 30,000 by default. */
  deadlineMs?: number | undefined;
  /**
   * The maximum number of retries after a temporary failure: 0 to 3, 2 by default. A temporary failure is a failed or
   * broken connection, a timeout, or the status 408, 429, 500, 502, 503 or 504. The client waits a random time before a
   * retry: up to 250 ms, then up to 500 ms and so on, at most 8 s. It obeys a `Retry-After` of up to 20 s. If it is
   * longer, the call fails and `error.retryAfter` holds it.
   */
  retries?: number | undefined;
  /** The maximum size of a response body in bytes, after decompression; 16 MiB by default. */
  maxBodyBytes?: number | undefined;
  /** The clock: milliseconds since 1970. `Date.now` by default, read at each call. */
  now?: (() => number) | undefined;
  /** Returns a random number from 0 to 1, for the waits; `Math.random` by default. */
  random?: (() => number) | undefined;
  /** Waits between attempts; a timer by default. The signal aborts when the call ends. */
  sleep?: ((milliseconds: number, signal: AbortSignalLike) => Promise<unknown>) | undefined;
  /** Called for each request, just before it is sent. What a hook returns or throws is ignored. */
  onRequest?: ((request: RequestEvent) => void) | undefined;
  /** Called for each response after its body was read, even if the response is an error. */
  onResponse?: ((response: ResponseEvent) => void) | undefined;
  /** Called for each failure before the next attempt. */
  onRetry?: ((retry: RetryEvent) => void) | undefined;
  /** Called for each warning, which is also in `meta.warnings`. */
  onWarning?: ((warning: Warning) => void) | undefined;
}

/** Options of `listMeetings`. */
export interface ListOptions extends CallOptions {
  /** How to read `startTime` for the warning `start_times_past`. */
  startTimeIn?: StartTimeIn | undefined;
}

/** The argument of `onRequest`. It contains no query, no body and no signature. */
export interface RequestEvent {
  /** The number of the attempt, from 1. */
  attempt: number;
  /** The HTTP method. */
  method: HttpMethod;
  /** The URL without its query. */
  url: string;
  /** The signed timestamp: milliseconds since 1970. */
  timestamp: number;
}

/** The argument of `onResponse`. */
export interface ResponseEvent {
  /** The number of the attempt, from 1. */
  attempt: number;
  /** The HTTP method. */
  method: HttpMethod;
  /** The URL without its query. */
  url: string;
  /** The HTTP status. */
  status: number;
  /** The time from sending to the end of the body, in milliseconds. */
  durationMs: number;
  /** As in {@link PageMeta.clockOffsetMs}. */
  clockOffsetMs: number | null;
}

/** Why another attempt follows: a temporary failure, a wrong clock, or a wrong secret. */
export type RetryReason = "retry" | "clock" | "secret";

/** The argument of `onRetry`. */
export interface RetryEvent {
  /** The attempt that failed. */
  attempt: number;
  /** The HTTP method. */
  method: HttpMethod;
  /** Why another attempt follows. */
  reason: RetryReason;
  /** The wait before the next attempt, in milliseconds. */
  delayMs: number;
  /** The `code` of the failure. */
  code: ErrorCode;
  /** The HTTP status, if there was a response. */
  status: number | undefined;
}

/**
 * Options of `meetings`. `deadlineMs` applies to each page. To limit the total time, pass a `signal` such as
 * `AbortSignal.timeout(…)`.
 */
export interface PagingOptions extends ListOptions {
  /**
   * The maximum number of pages of a list; 1000 by default. A longer list fails with `invalid_response`, reason
   * `too_many`. It protects you from a server that never ends a list.
   */
  maxPages?: number | undefined;
}

/** Options of `listMeetingsForUsers`. */
export interface UsersOptions extends PagingOptions {
  /** As in {@link MeetingQuery.isUpComing}. */
  isUpComing?: MeetingQuery["isUpComing"];
  /** As in {@link MeetingQuery.pageSize}. */
  pageSize?: MeetingQuery["pageSize"];
  /** The number of users to read at the same time: 1 to 32, 4 by default. A Worker has 6 connections. */
  concurrency?: number | undefined;
}

/**
 * All meetings of a query, read page by page. Each iteration and each call of a method starts from the beginning.
 *
 * A list of several pages may change while it is read. An iteration reports changes at its end, as warnings
 * (`total_changed`, `total_mismatch`, `list_changed`). `all()` reads the list again until two readings agree.
 */
export interface MeetingList extends AsyncIterable<Meeting> {
  /**
   * Iterates over the pages. A meeting that moves to a later page meanwhile is returned once. Warnings about the list
   * are in `meta.warnings` of the last page, which may have no meetings.
   */
  pages(): AsyncIterableIterator<ListedMeetings>;
  /** Reads all meetings, and says whether they are complete. */
  all(): Promise<AllMeetings>;
  /**
   * Reads all meetings, or the first `limit`, into an array.
   *
   * An array cannot say that it is incomplete. So this rejects with `invalid_response`, reason `incomplete`, if `all()`
   * would return `complete: false`.
   */
  toArray(options?: { limit?: number | undefined }): Promise<Meeting[]>;
}

/**
 * Why a list may be incomplete.
 *
 * - `list_changed`: it changed each time it was read, so that no two successive readings of four agree.
 * - `total_mismatch`: two readings agree, but the server counts more meetings than its pages contain, or counts fewer
 *   and repeats some.
 */
export type IncompleteReason = "list_changed" | "total_mismatch";

/**
 * Whether a list is complete. It is complete if one response contained the whole list, or if two successive readings of
 * its pages agree in every field of every meeting and the server does not count more. docs/lists.md says what that
 * proves.
 */
export type Completeness =
  | { complete: true; reason?: undefined }
  | {
      /** Meetings may be missing. */
      complete: false;
      /** Why meetings may be missing. */
      reason: IncompleteReason;
    };

/** The meetings of a list, and whether they are complete. */
export type AllMeetings = Completeness & {
  /** In the server's order, each meeting once. */
  meetings: Meeting[];
  /** The `total` of the first page. */
  total: number;
  /** The warnings about the pages, each once, and the warnings of the last reading about the list. */
  warnings: Warning[];
};

/** The meetings of one of many users, or the error. */
export type UserMeetings =
  | ({ userId: string; error?: undefined } & AllMeetings)
  | {
      /** The user, as in the input. */
      userId: string;
      /** Why the meetings of this user could not be read. */
      error: LtiProError;
      meetings?: undefined;
      complete?: undefined;
      reason?: undefined;
      total?: undefined;
      warnings?: undefined;
    };

/**
 * The meetings of many users. Each user is returned as soon as possible. If the iterable of user IDs throws, the error
 * is passed on unchanged.
 */
export interface UserMeetingList extends AsyncIterable<UserMeetings> {
  /** All users, in the order of their IDs in the input. */
  toArray(): Promise<UserMeetings[]>;
}

/** The value of a parameter. Numbers and booleans are written as JavaScript prints them. */
export type ParameterValue = string | number | boolean;

/** Parameters by name, or pairs of name and value, such as `URLSearchParams` and `Map`. */
export type Parameters = Readonly<Record<string, ParameterValue>> | Iterable<readonly [string, ParameterValue]>;

/** A request for a meeting list that is to be signed: {@link MeetingQuery} with a timestamp. */
export interface ListRequest extends MeetingQuery {
  /** Milliseconds since 1970; the current time by default. */
  timestamp?: NumberOrDigits | undefined;
}

/** Any request to this API that is to be signed. `key` and `timestamp` are added to `params`. */
export interface PathRequest {
  /** The path after the base URL, such as `/meeting/bulkImport`. It starts with `/`. */
  path: `/${string}`;
  /** Query parameters besides `key` and `timestamp`. Bodies are not signed. */
  params?: Parameters | undefined;
  /** Milliseconds since 1970; the current time by default. */
  timestamp?: NumberOrDigits | undefined;
}

/** A request to any endpoint of this API. `key` and `timestamp` are added to `params`. */
export interface ApiRequest {
  /** The HTTP method that the endpoint expects. Any method but GET changes something. */
  method: HttpMethod;
  /** The path after the base URL, such as `/meeting/bulkImport`. It starts with `/`. */
  path: `/${string}`;
  /** Query parameters besides `key` and `timestamp`. They are signed, and sent in the URL. */
  params?: Parameters | undefined;
  /**
   * The body: any value that `JSON.stringify` accepts. A string or a `Uint8Array` is sent unchanged, and should be
   * JSON. The body is not signed. A GET has no body.
   */
  body?: unknown;
}

/** The result of `request`. */
export interface ApiResponse {
  /** The `result` of the response, as `JSON.parse` reads it. Undefined if there is no result, as with status 204. */
  result: unknown;
  /** How the result was obtained. */
  meta: PageMeta;
}

/** Options of `signRequest`. */
export interface SignOptions {
  /** As in {@link ListOptions.baseUrl}. */
  baseUrl?: string | undefined;
  /** As in {@link ListOptions.now}. */
  now?: (() => number) | undefined;
}

/** A signed request. The URL and the header together are a credential for one hour: do not log both. */
export interface SignedRequest {
  /** The whole URL, with its query in the signed order. */
  url: string;
  /** The headers to send. Only this one is needed; a body needs its `Content-Type`. */
  headers: { "X-Lti-Signature": string };
  /** The text that was signed: the parameters sorted by name, values unencoded. */
  baseString: string;
  /** 27 characters of base64url. */
  signature: string;
  /** The signed timestamp: milliseconds since 1970. */
  timestamp: number;
}

/** A received request: a `Request`, or an object with URL and headers. */
export interface ReceivedRequest {
  /** An absolute URL, or path and query. */
  url: string;
  /** A `Headers` object, or the values by name, as Node has them. The case of names is ignored. */
  headers: { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Options of `verify`. */
export interface VerifyOptions {
  /** The clock: milliseconds since 1970. `Date.now` by default. */
  now?: (() => number) | undefined;
  /**
   * Refuses a replayed request. It is called with the signature of a valid request, and with the time until which the
   * signature stays valid (milliseconds since 1970). It must store the signature, and return whether it was stored
   * before. A timestamp may be 60 minutes ahead, so a signature can be valid for 120 minutes. If this function throws,
   * `verify` throws the same error.
   */
  seen?: ((signature: string, expiresAt: number) => boolean) | undefined;
}

/** Options of `meetingStart`. */
export interface StartOptions {
  /** `"utc"` by default. */
  startTimeIn?: StartTimeIn | undefined;
}

/** The fields of a {@link Meeting} that `meetingStart` reads. */
export interface StartFields {
  /** The text of {@link Meeting.startTime}. */
  startTime: string | null | undefined;
  /** For `startTimeIn: "timezone"`. */
  timezone?: string | null | undefined;
  /** See `MeetingType`. A recurring meeting without a fixed time has no fixed start. */
  type?: number | null | undefined;
}

/** The start time as an instant. */
export interface MeetingStart {
  /** The start. Its time zone is not stored: `toLocaleString` shows it in any zone. */
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

/** The fields of a {@link Meeting} that `meetingTimes` reads. */
export interface TimesFields extends StartFields {
  /** In minutes. */
  duration?: number | null | undefined;
}

/** The fields of a {@link Meeting} that `isLive` reads. */
export interface StatusFields extends TimesFields {
  /** See `MeetingStatus`. */
  status?: number | null | undefined;
}

/** When a meeting starts and ends. */
export interface MeetingTimes extends Omit<MeetingStart, "instant"> {
  /** The start as an instant. */
  start: Date;
  /** The end as an instant. It is the start, if the meeting has no duration. */
  end: Date;
}

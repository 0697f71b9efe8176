/**
 * The shapes of `zoom-lti-pro/testing`. As in `../types.ts`, no DOM names: they compile with `lib: ["es2022"]` alone.
 */
import type {
  AbortSignalLike,
  Credentials,
  MeetingStart,
  ReceivedRequest,
  Secret,
  StartFields,
  StartOptions,
  VerifyOptions,
} from "../types.js";

/** The client's `verify`: the verified, decoded parameters, or an error whose `code` is `verification_failed`. */
export type Verify = (
  request: ReceivedRequest,
  credentials: Credentials,
  options: VerifyOptions,
) => Record<string, string>;

/** The client's `sign`: the signature of a base string. */
export type SignatureOf = (secret: Secret, message: string) => string;

/** The client's `meetingStart`: the instant of a wall clock. */
export type MeetingStartOf = (meeting: StartFields, options: StartOptions) => MeetingStart | null;

/** What is used of a `Headers`, or what one is made from: pairs, or values by name. */
export type HeadersLike =
  | Iterable<Iterable<string>>
  | { forEach(visit: (value: string, name: string) => void): void }
  | Readonly<Record<string, string | readonly string[]>>;

/** What is used of a `Request`. */
export interface RequestLike {
  readonly url: string;
  readonly method?: string;
  readonly headers?: HeadersLike;
  readonly signal?: AbortSignalLike | null;
  text?(): Promise<string>;
}

/** What is used of the second argument of `fetch`. */
export interface RequestInitLike {
  method?: string | undefined;
  headers?: HeadersLike | undefined;
  signal?: AbortSignalLike | null | undefined;
  /** Whatever `fetch` takes; also a stream of Node. */
  body?: unknown;
}

/** What every platform's `Response` offers. */
export interface ResponseLike {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: {
    get(name: string): string | null;
    forEach(visit: (value: string, name: string) => void): void;
  };
  readonly body: any;
  text(): Promise<string>;
  json(): Promise<any>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * The `Response` type of the project that uses this, where it has one (DOM, Node, Workers); {@link ResponseLike}
 * elsewhere.
 */
export type EmulatorResponse = typeof globalThis extends { Response: { prototype: infer R } } ? R : ResponseLike;

/** A `fetch` that is answered in place, and a handler of requests. Needs no receiver. */
export interface EmulatorFetch {
  /**
   * As a client calls it. The URL may also be path and query alone, as a server receives it. Redirects are not
   * followed.
   */
  (input: string | { readonly href: string } | RequestLike, init?: RequestInitLike): Promise<EmulatorResponse>;
  /** As a Worker is called: of the three, only the request counts. */
  (request: RequestLike, env: unknown, context: unknown): Promise<EmulatorResponse>;
}

/** Somebody whose meetings the emulator lists. */
export interface EmulatorUser {
  readonly userId: string;
  readonly name: string;
  /** What this user is good for, in a sentence. */
  readonly description?: string;
}

/**
 * A meeting to list, under the API's own names. What is left out is filled in; null is sent as null. A field the API
 * does not document is sent as it is, after the others.
 *
 * @example
 * const meeting: EmulatorMeeting = {
 *   hostId: "_vIWeZ76TtuFceCKHkVk4Q",
 *   topic: "Algebra",
 *   startTime: "2022-08-04 10:00:00",
 * };
 */
export interface EmulatorMeeting {
  /** The user in whose list it appears. */
  readonly hostId: string;
  /** Base64 of 16 bytes; made from host and position by default. */
  readonly meetingId?: string;
  /** 11 digits; made from host and position by default. */
  readonly meetingNumber?: string;
  readonly topic?: string | null;
  /**
   * A `Date`, or text such as `2022-08-04 10:00:00`, in UTC. Text is sent as it is and read as `meetingStart` reads it.
   * Null and the empty string are sent as they are, `undefined` leaves the field out: such a meeting has no fixed time
   * and counts as upcoming until its status is 2.
   */
  readonly startTime?: string | Date | null | undefined;
  /** Minutes; 60 by default. A meeting whose duration is null is over after 60, too. */
  readonly duration?: number | string | null;
  /** An IANA name; `UTC` by default. */
  readonly timezone?: string | null;
  /** Null by default. */
  readonly pmi?: string | null;
  /** 2 by default, 3 where there is no start time. */
  readonly type?: number | null;
  /** By default what the clock says: 0 before, 1 during, 2 after the meeting. */
  readonly status?: number | null;
  readonly [undocumented: string]: unknown;
}

/** A request as it arrived. It holds the signature: use the emulator's credentials for tests, not your own. */
export interface RecordedRequest {
  /** 0 for the first since the emulator was made or {@link Emulator.clearRequests} was called. */
  readonly index: number;
  /** The emulator's clock at arrival. */
  readonly receivedAt: number;
  readonly method: string;
  /**
   * Not parsed, not normalised: the string handed to `fetch`, or the request target that Node received. (A `Request`
   * and a `URL` have normalised theirs before.)
   */
  readonly url: string;
  /** Names and values in the order received; names in the case received, which only Node and plain objects preserve. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  /** As text; null where there was none, or an empty one. */
  readonly body: string | null;
}

/**
 * What can go wrong on demand. `api_error`, `http_status`, `html`, `redirect` and `network` take the place of the
 * response: the request has no effect. All others act on the request first. A fault that is made for another endpoint
 * changes nothing.
 */
export type Fault =
  /**
   * An answer with `status:false`: by default the signature error 2203. `detail` is the number in the text, `status`
   * the HTTP status ({@link EmulatorOptions.errorStatus} by default).
   */
  | {
      readonly kind: "api_error";
      readonly detail?: number;
      readonly errorCode?: string;
      readonly errorMessage?: string;
      readonly status?: number;
    }
  /** An HTTP error with an HTML body, as gateways send it. `retryAfter`: seconds, or an HTTP date. */
  | {
      readonly kind: "http_status";
      readonly status: number;
      readonly retryAfter?: number | string;
      readonly body?: string;
    }
  /** The body ends early, without an error: after `bytes`, by default half of it. */
  | { readonly kind: "truncated_body"; readonly bytes?: number }
  /** The connection breaks in the middle of the body. */
  | { readonly kind: "broken_body" }
  /** No body, status and type as usual. */
  | { readonly kind: "empty_body" }
  /** An HTML page with status 200, as a login wall or a captive portal sends it. */
  | { readonly kind: "html"; readonly body?: string }
  /** A redirect; by default 302 to another origin. */
  | { readonly kind: "redirect"; readonly status?: 301 | 302 | 303 | 307 | 308; readonly location?: string }
  /**
   * Milliseconds until the headers, then until the second half of the body. `Infinity`: until the request is aborted.
   */
  | { readonly kind: "delay"; readonly headersMs?: number; readonly bodyMs?: number }
  /** `fetch` rejects, by default with `TypeError: fetch failed`; Node's handler drops the connection. */
  | { readonly kind: "network"; readonly error?: unknown }
  /** The right body under another content type, by default `text/plain`; null: none at all. */
  | { readonly kind: "content_type"; readonly contentType?: string | null }
  /** The right body, followed by spaces up to `bytes`, by default 17 MiB. Made while it is read. */
  | { readonly kind: "oversized_body"; readonly bytes?: number }
  /** An undocumented field of arrays in arrays, by default 100 000 deep, before the documented fields. */
  | { readonly kind: "deep_nesting"; readonly depth?: number }
  /**
   * The request takes effect, then the connection drops: `fetch` rejects as for `network`. For a response that never
   * comes, `{ kind: "delay", headersMs: Infinity }` takes effect, too.
   */
  | { readonly kind: "lost_response"; readonly error?: unknown }
  /**
   * A bulk call accepts its first meetings only: so many, by default half of them. How Zoom reports that is not
   * documented.
   */
  | { readonly kind: "partial_success"; readonly accepted?: number }
  /**
   * `createAndAssociate` creates the meeting and cannot put it into the course: `status:false`, and a `result` with its
   * id. It is in no list until `bulkImport` brings it there.
   */
  | { readonly kind: "not_associated" };

/** The names of the faults. */
export type FaultKind = Fault["kind"];

/** A fault or none, for each request; may be asynchronous. */
export type FaultFunction = (request: RecordedRequest) => MaybeFault | Promise<MaybeFault>;

/** A fault, or none. */
export type MaybeFault = Fault | null | undefined;

/** How an emulator differs from the documented server; everything has a default. */
export interface EmulatorOptions {
  /** {@link EMULATOR_CREDENTIALS} by default. Never a real secret: the emulator records what it is sent. */
  credentials?: Credentials | undefined;
  /**
   * Listed as {@link Emulator.users}; by default the built-in ones or, with an array of your own `meetings`, their
   * hosts.
   */
  users?: readonly EmulatorUser[] | undefined;
  /** Your own meetings, or a function of the clock, called at each request. Built-in ones by default. */
  meetings?: readonly EmulatorMeeting[] | ((now: number) => readonly EmulatorMeeting[]) | undefined;
  /** Varies the built-in meetings; 1 by default. The same seed and time give the same meetings. */
  seed?: number | undefined;
  /**
   * The clock: milliseconds since 1970; `Date.now` by default, read at each request. Signatures and meetings go by it.
   */
  now?: (() => number) | undefined;
  /** Waits for `delay` faults; a timer by default. Aborting is seen to by the emulator. */
  sleep?: ((ms: number, signal?: AbortSignalLike) => PromiseLike<void>) | undefined;
  /**
   * Refuse (2203) a query that is not in alphabetical order. False by default. Zoom's article signs sorted parameters;
   * whether its server sorts what it receives is not known.
   */
  requireSortedQuery?: boolean | undefined;
  /**
   * Over which order of the query the server makes its signature: `"sorted"` by name (the default), `"as_sent"`, or
   * `"either"`.
   */
  signedOrder?: "sorted" | "as_sent" | "either" | undefined;
  /** A parameter that the documentation does not name must be signed (`"refuse"`, the default), or need not be. */
  unsignedParameters?: "refuse" | "ignore" | undefined;
  /** How far a timestamp may be behind and ahead of the clock: 60 minutes either way by default. */
  timestampWindow?: { pastMs?: number | undefined; futureMs?: number | undefined } | undefined;
  /** Whether a signed request is accepted a second time; it is by default. */
  replay?: "accept" | "refuse" | undefined;
  /**
   * A `pageSize` above 1000 and a `pageNum` of 0: `"refuse"` (the default), `"clamp"` to 1000 and 1, or `"accept"`:
   * then page 0 is empty.
   */
  outOfRange?: "refuse" | "clamp" | "accept" | undefined;
  /** A larger page size is lowered to this one. */
  maxPageSize?: number | undefined;
  /** Meetings a page, whatever was asked for: the article asks for 1 and is answered 12. */
  pageSize?: number | undefined;
  /**
   * The clock that start times show, and by which a written one is read: `"utc"` (the default), or that of the
   * meeting's own `"timezone"`. Zoom's article leaves it open.
   */
  startTimeIn?: "utc" | "timezone" | undefined;
  /** The article's example says `timezone` (the default), its table `timeZone`. */
  timeZoneField?: "timezone" | "timeZone" | undefined;
  /** The HTTP status of answers with `status:false`; 200 by default. The real one is not known. */
  errorStatus?: number | undefined;
  /**
   * The origin of a page that may call the emulator, or `*`. By default there are no CORS headers, as a browser page is
   * assumed not to reach the real API.
   */
  cors?: string | undefined;
  /** More headers of every response, such as those of a rate limit; also in place of the emulator's own. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Initial value of {@link Emulator.fault}. */
  fault?: MaybeFault | FaultFunction;
  /** How many requests are kept, the latest; 1000 by default. */
  maxRequests?: number | undefined;
}

/**
 * A server for tests that behaves as Zoom documents its LTI Pro API. It keeps what was imported, created and
 * disassociated.
 */
export interface Emulator {
  /**
   * Answers a request. Hand it to the client as the option `fetch`, or export it as a Worker's handler.
   *
   * @example
   * const page = await listMeetings(emulator.credentials, { userId }, { fetch: emulator.fetch });
   * @example
   * export default { fetch: createEmulator().fetch };
   */
  readonly fetch: EmulatorFetch;
  /** Whose signatures are accepted. */
  readonly credentials: Credentials;
  /** The users that have something to show; any other userId gets an empty list, as from the documented server. */
  readonly users: readonly EmulatorUser[];
  /** The latest requests, oldest first; grows with each request. */
  readonly requests: readonly RecordedRequest[];
  /** Empties {@link Emulator.requests}; the next one has index 0. */
  clearRequests(): void;
  /**
   * What goes wrong, from the next request on; null: nothing.
   *
   * @example
   * emulator.fault = ({ index }) => (index === 0 ? { kind: "http_status", status: 429, retryAfter: 1 } : null);
   */
  fault: MaybeFault | FaultFunction;
}

/** What is used of Node's `IncomingMessage`. */
export interface NodeRequest extends AsyncIterable<any> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly rawHeaders: readonly string[];
}

/** What is used of Node's `ServerResponse`. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  write(chunk: Uint8Array, written: () => void): unknown;
  end(): unknown;
  destroy(): unknown;
  on(event: "close", listener: () => void): unknown;
  off(event: "close", listener: () => void): unknown;
}

/** A listener for `http.createServer`. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => void;

/** The emulator's default key and secret. */
export interface EmulatorCredentials {
  readonly key: "emulator-key-not-for-zoom";
  readonly secret: "emulator-secret-not-for-zoom";
}

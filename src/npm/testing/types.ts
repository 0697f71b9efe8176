/** The types of `zoom-lti-pro/testing`. As in `public/types.ts`: no DOM types, so `lib: ["es2022"]` is enough. */
import type { AbortSignalLike, Credentials, Secret } from "../public/types.js";

/** Headers: the parts of `Headers` that are used, pairs, or values by name. */
export type HeadersLike =
  | Iterable<Iterable<string>>
  | { forEach(visit: (value: string, name: string) => void): void }
  | Readonly<Record<string, string | readonly string[]>>;

/** The parts of `Request` that are used. */
export interface RequestLike {
  readonly url: string;
  readonly method?: string;
  readonly headers?: HeadersLike;
  readonly signal?: AbortSignalLike | null;
  text?(): Promise<string>;
}

/** The parts of the second argument of `fetch` that are used. */
export interface RequestInitLike {
  method?: string | undefined;
  headers?: HeadersLike | undefined;
  signal?: AbortSignalLike | null | undefined;
  /** Any body that `fetch` accepts, or a Node stream. */
  body?: unknown;
}

/** The parts of `Response` that every platform has. */
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

/** The global `Response` type of your project, if there is one (DOM, Node, Workers). Otherwise {@link ResponseLike}. */
export type EmulatorResponse = typeof globalThis extends { Response: { prototype: infer R } } ? R : ResponseLike;

/** A `fetch` that needs no network, and a request handler. It does not use `this`. */
export interface EmulatorFetch {
  /** The form that a client calls. The URL may be only path and query. Redirects are not followed. */
  (input: string | { readonly href: string } | RequestLike, init?: RequestInitLike): Promise<EmulatorResponse>;
  /** The form of a Worker's request handler. Only the request is used. */
  (request: RequestLike, env: unknown, context: unknown): Promise<EmulatorResponse>;
}

/** A user whose meetings the emulator lists. */
export interface EmulatorUser {
  /** The Zoom user ID to list meetings of. */
  readonly userId: string;
  /** A name to show. */
  readonly name: string;
  /** The use of this user in tests, in one sentence. */
  readonly description?: string;
}

/**
 * A meeting to list, with the API's own field names. Missing fields are filled in; null is sent as null. An
 * undocumented field is sent unchanged, after the others.
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
  /** Base64 of 16 bytes. By default it is derived from host and position. */
  readonly meetingId?: string;
  /** 11 digits. By default it is derived from host and position. */
  readonly meetingNumber?: string;
  /** The title. By default it is numbered, such as `Meeting 3`. */
  readonly topic?: string | null;
  /**
   * A `Date`, or text such as `2022-08-04 10:00:00`, in UTC. Text is sent unchanged, and read as `meetingStart` reads
   * it. Null and the empty string are sent unchanged, and `undefined` omits the field: then the meeting has no fixed
   * time, and counts as upcoming until its status is 2.
   */
  readonly startTime?: string | Date | null | undefined;
  /** In minutes; 60 by default. A meeting whose duration is null also ends after 60 minutes. */
  readonly duration?: number | string | null;
  /** An IANA name; `UTC` by default. */
  readonly timezone?: string | null;
  /** Null by default. */
  readonly pmi?: string | null;
  /** 2 by default, or 3 without a start time. */
  readonly type?: number | null;
  /** By default it follows the clock: 0 before, 1 during, 2 after the meeting. */
  readonly status?: number | null;
  readonly [undocumented: string]: unknown;
}

/** A request as it arrived. It contains the signature: use the emulator's credentials for tests, not your own. */
export interface RecordedRequest {
  /** The number of the request, from 0. {@link Emulator.clearRequests} resets it. */
  readonly index: number;
  /** The emulator's clock at arrival. */
  readonly receivedAt: number;
  /** The HTTP method, in upper case. */
  readonly method: string;
  /**
   * The string that was passed to `fetch`, or the request target that Node received. It is not parsed or normalized; a
   * `Request` or a `URL` has already normalized it.
   */
  readonly url: string;
  /** Names and values in the received order. Only Node and plain objects preserve the case of names. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  /** The body as text. Null if it is missing or empty. */
  readonly body: string | null;
}

/**
 * A fault to simulate. With `api_error`, `http_status`, `html`, `redirect` and `network` the request has no effect.
 * With all others it takes effect. A fault for another endpoint changes nothing.
 */
export type Fault =
  /**
   * A response with `status:false`: by default the signature error 2203. `detail` is the number in the text, `status`
   * the HTTP status ({@link EmulatorOptions.errorStatus} by default).
   */
  | {
      readonly kind: "api_error";
      readonly detail?: number;
      readonly errorCode?: string;
      readonly errorMessage?: string;
      readonly status?: number;
    }
  /** An HTTP error with an HTML body, as gateways send it. `retryAfter` is seconds or an HTTP date. */
  | {
      readonly kind: "http_status";
      readonly status: number;
      readonly retryAfter?: number | string;
      readonly body?: string;
    }
  /** The body ends too early, without an error: after `bytes` bytes, by default after half of it. */
  | { readonly kind: "truncated_body"; readonly bytes?: number }
  /** The connection breaks in the middle of the body. */
  | { readonly kind: "broken_body" }
  /** An empty body with the normal status and content type. */
  | { readonly kind: "empty_body" }
  /** An HTML page with status 200, as a login page or a captive portal sends it. */
  | { readonly kind: "html"; readonly body?: string }
  /** A redirect; by default 302 to another origin. */
  | { readonly kind: "redirect"; readonly status?: 301 | 302 | 303 | 307 | 308; readonly location?: string }
  /**
   * A wait before the headers, and one before the second half of the body, in milliseconds. `Infinity` waits until the
   * request is aborted.
   */
  | { readonly kind: "delay"; readonly headersMs?: number; readonly bodyMs?: number }
  /** `fetch` rejects, by default with `TypeError: fetch failed`. Node's handler drops the connection. */
  | { readonly kind: "network"; readonly error?: unknown }
  /** The correct body with another content type, by default `text/plain`. Null sends no content type. */
  | { readonly kind: "content_type"; readonly contentType?: string | null }
  /** The correct body, padded with spaces to `bytes`, by default 17 MiB. It is generated while it is read. */
  | { readonly kind: "oversized_body"; readonly bytes?: number }
  /** An undocumented field of nested arrays before the documented fields, by default 100,000 levels deep. */
  | { readonly kind: "deep_nesting"; readonly depth?: number }
  /**
   * The request takes effect, then the connection drops: `fetch` rejects as for `network`. With
   * `{ kind: "delay", headersMs: Infinity }` the request also takes effect, and the response never comes.
   */
  | { readonly kind: "lost_response"; readonly error?: unknown }
  /**
   * A bulk call accepts only its first `accepted` meetings, by default half of them. Zoom does not document how it
   * reports this.
   */
  | { readonly kind: "partial_success"; readonly accepted?: number }
  /**
   * `createAndAssociate` creates the meeting but does not add it to the course: `status:false`, and a `result` with its
   * id. The meeting is not listed until `bulkImport` adds it.
   */
  | { readonly kind: "not_associated" };

/** The names of the faults. */
export type FaultKind = Fault["kind"];

/** Chooses the fault, if any, for each request. It may be asynchronous. */
export type FaultFunction = (request: RecordedRequest) => MaybeFault | Promise<MaybeFault>;

/** A fault, or null or undefined for no fault. */
export type MaybeFault = Fault | null | undefined;

/** Options of the emulator. Every option has a default. */
export interface EmulatorOptions {
  /** {@link EMULATOR_CREDENTIALS} by default. Never use a real secret: the emulator records requests. */
  credentials?: Credentials | undefined;
  /** The users in {@link Emulator.users}. By default the built-in users or, if `meetings` is an array, its hosts. */
  users?: readonly EmulatorUser[] | undefined;
  /**
   * Your own meetings, or a function that returns the meetings for a time. It is called at each request. By default the
   * emulator has built-in meetings.
   */
  meetings?: readonly EmulatorMeeting[] | ((now: number) => readonly EmulatorMeeting[]) | undefined;
  /** Selects the built-in meetings; 1 by default. The same seed and time give the same meetings. */
  seed?: number | undefined;
  /**
   * The clock, in milliseconds since 1970; `Date.now` by default. It is read at each request, for signatures and
   * meetings.
   */
  now?: (() => number) | undefined;
  /** Waits for `delay` faults; a timer by default. The emulator handles aborts itself. */
  sleep?: ((ms: number, signal?: AbortSignalLike) => PromiseLike<void>) | undefined;
  /**
   * Whether to refuse (2203) a query that is not in alphabetical order; false by default. Zoom's article signs sorted
   * parameters. It is not known whether Zoom's server sorts what it receives.
   */
  requireSortedQuery?: boolean | undefined;
  /**
   * The order of the parameters when the server computes the signature: `"sorted"` by name (the default), `"as_sent"`,
   * or `"either"`.
   */
  signedOrder?: "sorted" | "as_sent" | "either" | undefined;
  /** Whether a request with an unsigned parameter is refused (`"refuse"`, the default) or accepted (`"ignore"`). */
  unsignedParameters?: "refuse" | "ignore" | undefined;
  /** How far a timestamp may be before or after the emulator's clock; by default 60 minutes each. */
  timestampWindow?:
    | {
        /** Milliseconds before the clock; 3,600,000 by default. */
        pastMs?: number | undefined;
        /** Milliseconds after the clock; 3,600,000 by default. */
        futureMs?: number | undefined;
      }
    | undefined;
  /** Whether to accept or refuse the same signed request a second time; `"accept"` by default. */
  replay?: "accept" | "refuse" | undefined;
  /**
   * What to do with a `pageSize` above 1000 or a `pageNum` of 0: `"refuse"` (the default), `"clamp"` to 1000 and 1, or
   * `"accept"`. If accepted, page 0 is empty.
   */
  outOfRange?: "refuse" | "clamp" | "accept" | undefined;
  /** The maximum page size. A larger one is lowered to it. */
  maxPageSize?: number | undefined;
  /** The page size of every response, whatever the request says. In Zoom's example, 1 is requested and 12 is used. */
  pageSize?: number | undefined;
  /**
   * The time zone of the start times in a list, also for meetings that you pass as text: `"utc"` (the default), or the
   * meeting's own `"timezone"`. Zoom does not document which.
   */
  startTimeIn?: "utc" | "timezone" | undefined;
  /** The name of the field. The article's example has `timezone` (the default), its table `timeZone`. */
  timeZoneField?: "timezone" | "timeZone" | undefined;
  /** The HTTP status of responses with `status:false`; 200 by default. Zoom's real status is not known. */
  errorStatus?: number | undefined;
  /**
   * The origin of a web page that may call the emulator, or `*`. By default there are no CORS headers, because probably
   * no web page can call the real API.
   */
  cors?: string | undefined;
  /** Headers to add to every response, such as rate limit headers. They replace the emulator's own. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Initial value of {@link Emulator.fault}. */
  fault?: MaybeFault | FaultFunction;
  /** The number of latest requests to keep; 1000 by default. */
  maxRequests?: number | undefined;
}

/**
 * A server for tests that behaves as Zoom documents its LTI Pro API. It keeps imported, created and disassociated
 * meetings.
 */
export interface Emulator {
  /**
   * Handles a request. Pass it to the client as the option `fetch`, or export it as a Worker's handler.
   *
   * @example
   * const page = await listMeetings(emulator.credentials, { userId }, { fetch: emulator.fetch });
   * @example
   * export default { fetch: createEmulator().fetch };
   */
  readonly fetch: EmulatorFetch;
  /** The credentials whose signatures are accepted. */
  readonly credentials: AcceptedCredentials;
  /** The users that have meetings. Any other userId gets an empty list, as from the documented server. */
  readonly users: readonly EmulatorUser[];
  /** The latest requests, the oldest first. Each request is added to it. */
  readonly requests: readonly RecordedRequest[];
  /** Empties {@link Emulator.requests}. The next request has index 0. */
  clearRequests(): void;
  /**
   * The fault to simulate, from the next request on. Null means no fault.
   *
   * @example
   * emulator.fault = ({ index }) => (index === 0 ? { kind: "http_status", status: 429, retryAfter: 1 } : null);
   */
  fault: MaybeFault | FaultFunction;
}

/** The parts of Node's `IncomingMessage` that are used. */
export interface NodeRequest extends AsyncIterable<any> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly rawHeaders: readonly string[];
}

/** The parts of Node's `ServerResponse` that are used. */
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

/** The key and the secret of an emulator. */
export interface AcceptedCredentials {
  /** The LTI key. */
  readonly key: string;
  /** The LTI secret. */
  readonly secret: Secret;
}

/** The emulator's default key and secret. */
export interface EmulatorCredentials {
  /** The LTI key. It is published with the package. */
  readonly key: "emulator-key-not-for-zoom";
  /** The LTI secret. It is published with the package. */
  readonly secret: "emulator-secret-not-for-zoom";
}

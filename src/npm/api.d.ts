/**
 * The functions and the class of the client entry, declared once: editors show these texts, and `client.ts` is checked
 * against them.
 */
/// <reference lib="esnext.disposable" />
import type {
  ApiRequest,
  ApiResponse,
  CallOptions,
  Credentials,
  CredentialsSource,
  ListedMeetings,
  ListOptions,
  ListRequest,
  MeetingList,
  MeetingPage,
  MeetingQuery,
  MeetingStart,
  PagingOptions,
  Parameters,
  PathRequest,
  ReceivedRequest,
  SignedRequest,
  SignOptions,
  StartFields,
  StartOptions,
  UserMeetingList,
  UsersOptions,
  VerifyOptions,
} from "./types.js";

/**
 * Lists one page of a Zoom user's meetings: those scheduled in, or imported into, a course of the LMS through LTI Pro.
 *
 * ```ts
 * const page = await listMeetings(
 *   { key: env.LTI_KEY, secret: env.LTI_SECRET },
 *   { userId: "_vIWeZ76TtuFceCKHkVk4Q", isUpComing: true },
 * );
 * ```
 *
 * @throws LtiProError as a rejection, with every code but `verification_failed`.
 * @see Zoom support article KB0065241
 */
export declare function listMeetings(
  credentials: CredentialsSource,
  query: MeetingQuery,
  options?: ListOptions,
): Promise<ListedMeetings>;

/**
 * Calls any endpoint of this API: signed, with the same deadline, retries, clock correction, hooks and errors as
 * `listMeetings`. Use it for the endpoints that have no function here.
 *
 * ```ts
 * const { result } = await request(
 *   { key: env.LTI_KEY, secret: env.LTI_SECRET },
 *   {
 *     method: "POST",
 *     path: "/meeting/bulkImport",
 *     body: [{ meetingId: "86756778157", contextId: "course-1", domain: "lms.example.edu" }],
 *   },
 * );
 * ```
 *
 * A GET is sent again after a passing failure. Any other method changes something, so it is sent again only where the
 * request certainly had no effect: nothing was sent, the server responded with 429 and `Retry-After`, or it rejected
 * the signature (2203) and there is a clock to correct or another secret to try. It is not sent again after a status of
 * 500 or more, or where a `result` came with the refusal. `error.sent` says whether the request may have arrived, and
 * `error.retryable` is true only where repeating the call cannot do anything twice.
 *
 * @throws LtiProError as a rejection. By `sent`:
 * - `"no"`, nothing was sent: `invalid_argument` (a parameter, the path, the method, an option, or a body that cannot
 *   be written as JSON), `invalid_credentials`, `wasm_unavailable`.
 * - `"maybe"`, the request may have taken effect: `network` (no response came).
 * - `"yes"`, a response came: `signature_rejected`; `api_error` (refused: `errorCode`, `detail`, and `result` where one
 *   came with it, as for a meeting that was created and not associated); `http_status`; `redirect_refused` (a redirect
 *   is never followed); `truncated_body`, `body_too_large`, `invalid_response` (the body could not be read).
 * - any of them: `timeout`, `aborted`, `internal`; and `invalid_argument` where an option such as `fetch` or `now`
 *   fails on the way.
 * @see Zoom support articles KB0066378 (bulkImport), KB0065882 (bulkDisassociate), KB0057989 (createAndAssociate)
 */
export declare function request(
  credentials: CredentialsSource,
  request: ApiRequest,
  options?: CallOptions,
): Promise<ApiResponse>;

/**
 * The base string: parameters sorted by name, `name=value` joined by `&`, values unencoded.
 *
 * ```ts
 * baseString({ userId: "u", key: "k", timestamp: 1661494048201 }); // "key=k&timestamp=1661494048201&userId=u"
 * ```
 *
 * @throws LtiProError `invalid_argument`: a name given twice; `&` or a control character in a value, which would let
 * two different requests sign alike; more than 100 parameters, or more than 16,384 bytes of names and values.
 */
export declare function baseString(params: Parameters): string;

/**
 * The raw signature: base64url, without padding, of HMAC-SHA1. Strings stand for their UTF-8 bytes. Validates nothing
 * and keeps nothing.
 *
 * ```ts
 * sign("Jefe", "what do ya want for nothing?"); // "7_zfauXrL6LSdBbV8YTfnCWafHk" (RFC 2202, test case 2)
 * ```
 */
export declare function sign(secret: string | Uint8Array, message: string | Uint8Array): string;

/**
 * Signs a meeting list, or any path of this API, and sends nothing.
 *
 * ```ts
 * const { url, headers } = signRequest(credentials, { userId: "_vIWeZ76TtuFceCKHkVk4Q", pageSize: 20 });
 * const other = signRequest(credentials, { path: "/meeting/bulkImport", params: { userId: "u" } });
 * ```
 *
 * @throws LtiProError `invalid_credentials`, `invalid_argument`.
 */
export declare function signRequest(
  credentials: Credentials,
  request: ListRequest | PathRequest,
  options?: SignOptions,
): SignedRequest;

/**
 * Checks the signature of a received request: for gateways and test doubles. Strict about the header (27 characters,
 * canonical), the key, duplicates, and the 60 minutes either way; the order in the URL does not matter. A query of more
 * than 100 parameters, or of more than 16,384 bytes of names and values, does not verify.
 *
 * ```ts
 * const { userId } = verify(incoming, { key: env.LTI_KEY, secret: env.LTI_SECRET });
 * ```
 *
 * @returns the parameters, decoded.
 * @throws LtiProError `verification_failed`, the same whatever is wrong; `invalid_credentials`.
 */
export declare function verify(
  request: ReceivedRequest,
  credentials: Credentials,
  options?: VerifyOptions,
): Record<string, string>;

/**
 * Decodes the body of a response, as `listMeetings` does. `status` is its HTTP status; 200 by default.
 *
 * ```ts
 * const page = decodeMeetings(new Uint8Array(await response.arrayBuffer()), { status: response.status });
 * ```
 *
 * @throws LtiProError `signature_rejected` or `api_error` where the body says `status: false`; `truncated_body`,
 * `invalid_response` or `http_status` if it is not a response of the API.
 */
export declare function decodeMeetings(
  body: Uint8Array | ArrayBuffer | string,
  options?: { status?: number | undefined },
): MeetingPage;

/**
 * The instant at which a meeting starts; null where it has no start time, or a time or zone that cannot be read.
 *
 * ```ts
 * const start = meetingStart(meeting);
 * const text = start?.fixed ? start.instant.toLocaleString() : "no fixed time";
 * ```
 *
 * Reads the API's `2022-08-04 10:00:00`, and the same with `T`, without seconds, with a fraction of a second, or with
 * an offset from UTC (`Z`, `+02:00`). An offset wins over `startTimeIn`.
 *
 * @throws LtiProError `invalid_argument` for another reading than `"utc"` and `"timezone"`.
 */
export declare function meetingStart(meeting: StartFields, options?: StartOptions): MeetingStart | null;

/**
 * A client whose key and secret are prepared once. Dispose of it, or use `using`, to wipe the secret.
 *
 * ```ts
 * const zoom = new LtiPro({ key: env.LTI_KEY, secret: env.LTI_SECRET });
 * const page = await zoom.listMeetings({ userId: "_vIWeZ76TtuFceCKHkVk4Q" });
 * ```
 */
export declare class LtiPro {
  /**
   * @param credentials A secret at hand is checked at once: throws `invalid_credentials`. One that comes from a
   * function or a binding serves `listMeetings`, `meetings`, `listMeetingsForUsers` and `request`; the other methods
   * throw.
   * @param options Defaults for its calls. An option of a call that is undefined leaves the default in force.
   */
  constructor(credentials: CredentialsSource, options?: ListOptions);
  /** One page of a user's meetings, as the function `listMeetings`. These options take precedence over the client's. */
  listMeetings(query: MeetingQuery, options?: ListOptions): Promise<ListedMeetings>;
  /**
   * All meetings of a query from its page on, read page by page while they are iterated.
   *
   * ```ts
   * const { meetings, complete } = await zoom.meetings({ userId }).all();
   * const latest = await zoom.meetings({ userId, isUpComing: false }).toArray({ limit: 10 });
   * for await (const meeting of zoom.meetings({ userId })) console.log(meeting.topic);
   * ```
   *
   * Asks for pages of 1000 unless the query says otherwise, so most lists are one request.
   *
   * Goes by what came back: the server may use another page size, and count wrongly. Each page is one request or, with
   * retries, more; leaving the loop ends the one under way. A list of several pages may change while it is read:
   * `all()` reads it until two readings agree, and says whether it is complete. A loop reads it once, then looks at the
   * first page again, and reports by warnings.
   *
   * Reading rejects as `listMeetings` does, and with `invalid_response` where the list does not end (`too_many`),
   * repeats itself (`repeated_page`) or leaves meetings out (`page_size`).
   */
  meetings(query: MeetingQuery, options?: PagingOptions): MeetingList;
  /**
   * All meetings of many users, a few users at a time, each as soon as it is there. One that fails does not stop the
   * others.
   *
   * ```ts
   * for await (const { userId, meetings, complete, error } of zoom.listMeetingsForUsers(teachers)) {
   *   if (error) console.error(userId, error.code);
   *   else console.log(userId, meetings.length, complete);
   * }
   * ```
   *
   * Iterating rejects only with `aborted`, by the caller's signal, and with `invalid_argument`.
   */
  listMeetingsForUsers(userIds: Iterable<string> | AsyncIterable<string>, options?: UsersOptions): UserMeetingList;
  /** Calls any endpoint of this API, as the function `request`; these options take precedence over the client's. */
  request(request: ApiRequest, options?: CallOptions): Promise<ApiResponse>;
  /**
   * The signature of a base string: 27 characters of base64url. Of several secrets the first signs, or the one last
   * accepted.
   */
  sign(baseString: string | Uint8Array): string;
  /** A request ready to send, as the function `signRequest`. */
  signRequest(request: ListRequest | PathRequest, options?: SignOptions): SignedRequest;
  /** Checks a received request, as the function `verify`; of several secrets, with each. */
  verify(request: ReceivedRequest, options?: VerifyOptions): Record<string, string>;
  /** Wipes the secret. Later calls fail. Requests under way go on, but are not sent again. */
  dispose(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

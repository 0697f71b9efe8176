/**
 * The functions and the class of the client entry. Editors show these comments, and `client.ts` is checked against
 * these types.
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
} from "../public/types.js";

/**
 * Lists one page of a Zoom user's meetings. They were scheduled in, or imported into, a course of the LMS through LTI
 * Pro.
 *
 * ```ts
 * const page = await listMeetings(
 *   { key: env.LTI_KEY, secret: env.LTI_SECRET },
 *   { userId: "_vIWeZ76TtuFceCKHkVk4Q", isUpComing: true },
 * );
 * ```
 *
 * @throws LtiProError as a rejection, with any code except `verification_failed`.
 * @see Zoom support article KB0065241
 */
export declare function listMeetings(
  credentials: CredentialsSource,
  query: MeetingQuery,
  options?: ListOptions,
): Promise<ListedMeetings>;

/**
 * Calls any endpoint of this API. It signs the request, and has the same deadline, retries, clock correction, hooks and
 * errors as `listMeetings`. Use it for endpoints that have no function here.
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
 * A GET is retried after a temporary failure. Any other method changes data, so it is retried only if the request
 * certainly had no effect: nothing was sent, the server responded with 429 and `Retry-After`, or it rejected the
 * signature (2203) and there is a clock to correct or another secret to try. It is not retried after a status of 500 or
 * more, or if a `result` came with the refusal. `error.sent` says whether the request may have arrived.
 * `error.retryable` is true only if repeating the call cannot have an effect twice.
 *
 * @throws LtiProError as a rejection. By `sent`:
 * - `"no"`, nothing was sent: `invalid_argument` (a parameter, the path, the method, an option, or a body that cannot
 *   be written as JSON), `invalid_credentials`, `wasm_unavailable`.
 * - `"maybe"`, the request may have taken effect: `network` (no response came).
 * - `"yes"`, a response came: `signature_rejected`; `api_error` (refused: `errorCode`, `detail`, and `result` if the
 * response has one, as for a meeting that was created but not associated); `http_status`; `redirect_refused` (a
 * redirect is never followed); `truncated_body`, `body_too_large`, `invalid_response` (the body could not be read).
 * - any of them: `timeout`, `aborted`, `internal`; and `invalid_argument` if an option such as `fetch` or `now` fails
 * during the call.
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
 * @throws LtiProError `invalid_argument`: a name given twice; `&` or a control character in a value, which would give
 * two different requests the same signature; more than 100 parameters, or more than 16,384 bytes of names and values.
 */
export declare function baseString(params: Parameters): string;

/**
 * The raw signature: base64url, without padding, of HMAC-SHA1. Strings are encoded as UTF-8. It validates nothing and
 * stores nothing.
 *
 * ```ts
 * sign("Jefe", "what do ya want for nothing?"); // "7_zfauXrL6LSdBbV8YTfnCWafHk" (RFC 2202, test case 2)
 * ```
 */
export declare function sign(secret: string | Uint8Array, message: string | Uint8Array): string;

/**
 * Signs a request for a meeting list, or for any path of this API, without sending it.
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
 * Verifies the signature of a received request, for gateways and test doubles. The header must have 27 characters in
 * canonical form, the key must match, a name may occur only once, and the timestamp must be within 60 minutes of the
 * clock. The order in the URL does not matter. A query with more than 100 parameters, or more than 16,384 bytes of
 * names and values, does not verify.
 *
 * ```ts
 * const { userId } = verify(incoming, { key: env.LTI_KEY, secret: env.LTI_SECRET });
 * ```
 *
 * @returns the parameters, decoded.
 * @throws LtiProError `verification_failed`, the same for every mistake; `invalid_credentials`.
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
 * @throws LtiProError `signature_rejected` or `api_error` if the body says `status: false`; `truncated_body`,
 * `invalid_response` or `http_status` if it is not a response of the API.
 */
export declare function decodeMeetings(
  body: Uint8Array | ArrayBuffer | string,
  options?: { status?: number | undefined },
): MeetingPage;

/**
 * The instant at which a meeting starts. Null if it has no start time, or if the time or zone cannot be read.
 *
 * ```ts
 * const start = meetingStart(meeting);
 * const text = start?.fixed ? start.instant.toLocaleString() : "no fixed time";
 * ```
 *
 * Reads the API's `2022-08-04 10:00:00`, also with `T`, without seconds, with fractional seconds, or with an offset
 * from UTC (`Z`, `+02:00`). An offset takes precedence over `startTimeIn`.
 *
 * @throws LtiProError `invalid_argument` if `startTimeIn` is neither `"utc"` nor `"timezone"`.
 */
export declare function meetingStart(meeting: StartFields, options?: StartOptions): MeetingStart | null;

/**
 * A client that prepares its key and secret once. Call `dispose()`, or declare it with `using`, to clear the secret.
 *
 * ```ts
 * const zoom = new LtiPro({ key: env.LTI_KEY, secret: env.LTI_SECRET });
 * const page = await zoom.listMeetings({ userId: "_vIWeZ76TtuFceCKHkVk4Q" });
 * ```
 */
export declare class LtiPro {
  /**
   * @param credentials A secret that is given directly is checked at once: an invalid one throws `invalid_credentials`.
   * A secret from a function or a binding works with `listMeetings`, `meetings`, `listMeetingsForUsers` and `request`;
   * the other methods throw.
   * @param options Defaults for its calls. If an option of a call is undefined, the default applies.
   */
  constructor(credentials: CredentialsSource, options?: ListOptions);
  /** One page of a user's meetings, as the function `listMeetings`. These options take precedence over the client's. */
  listMeetings(query: MeetingQuery, options?: ListOptions): Promise<ListedMeetings>;
  /**
   * All meetings of a query, starting at its page. Pages are requested while you iterate.
   *
   * ```ts
   * const { meetings, complete } = await zoom.meetings({ userId }).all();
   * const latest = await zoom.meetings({ userId, isUpComing: false }).toArray({ limit: 10 });
   * for await (const meeting of zoom.meetings({ userId })) console.log(meeting.topic);
   * ```
   *
   * By default it requests pages of 1000, so most lists need one request.
   *
   * It relies on the pages received: the server may use another page size or report a wrong total. Each page takes one
   * request, or more with retries. Leaving the loop aborts the current request. A list of several pages may change
   * while it is read. `all()` reads it until two readings agree, and says whether it is complete. A loop reads it once,
   * then checks the first page again, and reports changes as warnings.
   *
   * It rejects as `listMeetings` does, and with `invalid_response` if the list does not end (`too_many`), repeats a
   * page (`repeated_page`) or skips meetings (`page_size`).
   */
  meetings(query: MeetingQuery, options?: PagingOptions): MeetingList;
  /**
   * All meetings of many users. It reads a few users at a time and returns each user as soon as possible. If one fails,
   * the others continue.
   *
   * ```ts
   * for await (const { userId, meetings, complete, error } of zoom.listMeetingsForUsers(teachers)) {
   *   if (error) console.error(userId, error.code);
   *   else console.log(userId, meetings.length, complete);
   * }
   * ```
   *
   * The iteration rejects only with `aborted`, when the caller's signal is aborted, or with `invalid_argument`.
   */
  listMeetingsForUsers(userIds: Iterable<string> | AsyncIterable<string>, options?: UsersOptions): UserMeetingList;
  /** Calls any endpoint of this API, as the function `request`; these options take precedence over the client's. */
  request(request: ApiRequest, options?: CallOptions): Promise<ApiResponse>;
  /**
   * The signature of a base string: 27 characters of base64url. If there are several secrets, it uses the one last
   * accepted, or else the first.
   */
  sign(baseString: string | Uint8Array): string;
  /** Makes a signed request, as the function `signRequest`. */
  signRequest(request: ListRequest | PathRequest, options?: SignOptions): SignedRequest;
  /** Verifies a received request, as the function `verify`. If there are several secrets, it tries each. */
  verify(request: ReceivedRequest, options?: VerifyOptions): Record<string, string>;
  /** Clears the secret. Later calls fail. Requests in progress continue, but are not retried. */
  dispose(): void;
  /** Calls `dispose()`, for `using`. */
  [Symbol.dispose](): void;
}

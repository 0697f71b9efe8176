/** The functions of the client entry. Each one refers only to what it uses, so that a bundler can drop the rest. */
import type {
  ApiRequest,
  ApiResponse,
  CallOptions,
  Credentials,
  CredentialsSource,
  ListedMeetings,
  ListOptions,
  ListRequest,
  MeetingPage,
  MeetingQuery,
  Parameters,
  PathRequest,
  ReceivedRequest,
  SignedRequest,
  SignOptions,
  VerifyOptions,
} from "../public/types.js";
import { decode } from "../wasm/responses.js";
import * as signing from "../wasm/signing.js";
import { Keyring, withCredentials } from "./credentials.js";
import * as operations from "./operations.js";
import { request as requestWith } from "./request.js";
import { bytesOrText, httpStatus, writeParameters } from "./values.js";

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
export async function listMeetings(
  credentials: CredentialsSource,
  query: MeetingQuery,
  options?: ListOptions,
): Promise<ListedMeetings> {
  const keyring = new Keyring(credentials, true);
  try {
    return await operations.listMeetings(keyring, query, options ?? {});
  } finally {
    keyring.dispose();
  }
}

/**
 * Calls any endpoint of this API. The call has the same deadline, retries, clock correction, hooks and errors as
 * `listMeetings`.
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
 * more, or if the response has a `result`. `error.sent` says whether the request may have arrived. `error.retryable` is
 * true only if repeating the call cannot have an effect twice.
 *
 * @throws LtiProError as a rejection. By `sent`:
 * - `"no"`, nothing was sent: `invalid_argument` (a parameter, the path, the method, an option, or a body that is not
 *   valid JSON), `invalid_credentials`, `wasm_unavailable`.
 * - `"maybe"`, the request may have taken effect: `network` (the server did not respond).
 * - `"yes"`, the server responded: `signature_rejected`; `api_error` (it refused the request: see `errorCode`, `detail`
 *   and `result`, for example for a meeting that was created but not associated); `http_status`; `redirect_refused`
 *   (the client never follows a redirect); `truncated_body`, `body_too_large`, `invalid_response` (the body is not
 *   readable).
 * - any of them: `timeout`, `aborted`, `internal`; and `invalid_argument` if an option such as `fetch` or `now` fails
 *   during the call.
 * @see Zoom support articles KB0066378 (bulkImport), KB0065882 (bulkDisassociate), KB0057989 (createAndAssociate)
 */
export async function request(
  credentials: CredentialsSource,
  request: ApiRequest,
  options?: CallOptions,
): Promise<ApiResponse> {
  const keyring = new Keyring(credentials, true);
  try {
    return await requestWith(keyring, request, options ?? {});
  } finally {
    keyring.dispose();
  }
}

/**
 * The base string: parameters sorted by name, `name=value` joined by `&`, values unencoded.
 *
 * ```ts
 * baseString({ userId: "u", key: "k", timestamp: 1661494048201 }); // "key=k&timestamp=1661494048201&userId=u"
 * ```
 *
 * @throws LtiProError `invalid_argument`: a name given twice; `&` or a control character in a value (two different
 * requests could have the same signature); more than 100 parameters, or more than 16,384 bytes of names and values.
 * @see Zoom support article KB0065241, "Creating the Request Header"
 */
export function baseString(params: Parameters): string {
  return signing.baseString(writeParameters(params));
}

/**
 * The signature of a text: the HMAC-SHA1 in base64url without padding. Strings are encoded as UTF-8. It checks nothing
 * and stores nothing. The API wants the base string as the message.
 *
 * ```ts
 * sign("Jefe", "what do ya want for nothing?"); // "7_zfauXrL6LSdBbV8YTfnCWafHk" (RFC 2202, test case 2)
 * ```
 *
 * @throws LtiProError `invalid_argument` if an argument is neither a string nor a `Uint8Array`.
 * @see Zoom support article KB0065241, "Creating the Request Header"
 */
export function sign(secret: string | Uint8Array, message: string | Uint8Array): string {
  return signing.signOnce(bytesOrText("secret", secret), bytesOrText("message", message));
}

/**
 * Signs a request for a meeting list, or for any path of this API, without sending it.
 *
 * ```ts
 * const { url, headers } = signRequest(credentials, { userId: "_vIWeZ76TtuFceCKHkVk4Q", pageSize: 20 });
 * const other = signRequest(credentials, { path: "/meeting/bulkImport", params: { userId: "u" } });
 * ```
 *
 * @throws LtiProError `invalid_credentials`, `invalid_argument`.
 * @see Zoom support article KB0065241, "Creating the Request Header"
 */
export function signRequest(
  credentials: Credentials,
  request: ListRequest | PathRequest,
  options?: SignOptions,
): SignedRequest {
  return withCredentials(credentials, (prepared) => operations.signRequest(prepared, request, options));
}

/**
 * Verifies the signature of a received request, for gateways and test doubles. The header must have 27 characters in
 * canonical form, the key must match, a name may occur only once, and the timestamp must be at most 60 minutes before
 * or after the clock. The order in the URL does not matter. A query with more than 100 parameters, or more than 16,384
 * bytes of names and values, does not verify.
 *
 * ```ts
 * const { userId } = verify(incoming, { key: env.LTI_KEY, secret: env.LTI_SECRET });
 * ```
 *
 * @returns the decoded parameters.
 * @throws LtiProError `verification_failed`, the same for every mistake; `invalid_credentials`.
 */
export function verify(
  request: ReceivedRequest,
  credentials: Credentials,
  options?: VerifyOptions,
): Record<string, string> {
  return withCredentials(credentials, (prepared) => operations.verify([prepared], request, options));
}

/**
 * Decodes the body of a response, as `listMeetings` does. `status` is its HTTP status; 200 by default.
 *
 * ```ts
 * const page = decodeMeetings(new Uint8Array(await response.arrayBuffer()), { status: response.status });
 * ```
 *
 * @throws LtiProError `signature_rejected` or `api_error` if the body has `status: false`; `truncated_body`,
 * `invalid_response` or `http_status` if it is not a response of the API.
 */
export function decodeMeetings(
  body: Uint8Array | ArrayBuffer | string,
  options?: { status?: number | undefined },
): MeetingPage {
  const bytes = body instanceof ArrayBuffer ? new Uint8Array(body) : bytesOrText("body", body);
  return decode(httpStatus(options?.status ?? 200), bytes);
}

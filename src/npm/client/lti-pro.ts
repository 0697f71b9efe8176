/** The class of the client entry. */
/// <reference lib="esnext.disposable" preserve="true" />
import type {
  ApiRequest,
  ApiResponse,
  CallOptions,
  CredentialsSource,
  ListedMeetings,
  ListOptions,
  ListRequest,
  MeetingList,
  MeetingQuery,
  PagingOptions,
  PathRequest,
  ReceivedRequest,
  SignedRequest,
  SignOptions,
  UserMeetingList,
  UsersOptions,
  VerifyOptions,
} from "../public/types.js";
import { sign } from "../wasm/signing.js";
import { LtiProError } from "../public/error.js";
import { Keyring, type PreparedCredentials } from "./credentials.js";
import * as operations from "./operations.js";
import { readAll } from "./paging.js";
import { request as requestWith } from "./request.js";
import { manyUsers } from "./users.js";
import { bytesOrText } from "./values.js";

/**
 * A client that prepares its key and secret once. To wipe the secret, call `dispose()` or declare the client with
 * `using`.
 *
 * ```ts
 * const zoom = new LtiPro({ key: env.LTI_KEY, secret: env.LTI_SECRET });
 * const page = await zoom.listMeetings({ userId: "_vIWeZ76TtuFceCKHkVk4Q" });
 * ```
 */
export class LtiPro {
  readonly #keyring: Keyring;
  readonly #options: ListOptions;

  /**
   * Prepares a client. It sends nothing yet.
   *
   * @param credentials An invalid key or secret throws `invalid_credentials`. A secret from a function or a binding
   * works only with `listMeetings`, `meetings`, `listMeetingsForUsers` and `request`; the other methods throw.
   * @param options The defaults of its calls. If an option of a call is undefined, the default applies.
   */
  constructor(credentials: CredentialsSource, options?: ListOptions) {
    this.#keyring = new Keyring(credentials);
    this.#options = options ?? {};
    complete();
  }

  /**
   * Lists one page of a user's meetings, as the function `listMeetings`. Its options override those of the client.
   *
   * ```ts
   * const zoom = new LtiPro(credentials);
   * const { list, total } = await zoom.listMeetings({ userId, isUpComing: false, pageSize: 20 });
   * ```
   *
   * @throws LtiProError as the function `listMeetings`.
   * @see Zoom support article KB0065241
   */
  listMeetings(query: MeetingQuery, options?: ListOptions): Promise<ListedMeetings> {
    return operations.listMeetings(this.#keyring, query, this.#with(options));
  }

  /**
   * All meetings of a query, starting at its page. Pages are requested while you iterate.
   *
   * ```ts
   * const { meetings, complete } = await zoom.meetings({ userId }).all();
   * const latest = await zoom.meetings({ userId, isUpComing: false }).toArray({ limit: 10 });
   * for await (const meeting of zoom.meetings({ userId })) console.log(meeting.topic);
   * ```
   *
   * It requests pages of 1000 by default, so most lists need one request. The server may use another page size or
   * report a wrong total. Leaving the loop aborts the current request.
   *
   * A list of several pages may change while it is read. `all()` reads it until two readings agree, and says whether it
   * is complete. A loop reads it once, then reads the first page again, and reports changes as warnings.
   *
   * It rejects as `listMeetings` does, and with `invalid_response` if the list does not end (`too_many`), repeats a
   * page (`repeated_page`) or skips meetings (`page_size`).
   */
  meetings(query: MeetingQuery, options?: PagingOptions): MeetingList {
    return operations.meetings(this.#keyring, query, this.#with(options));
  }

  /**
   * All meetings of many users. It reads a few users at a time, and returns each user as soon as possible. If one user
   * fails, the others continue.
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
  listMeetingsForUsers(userIds: Iterable<string> | AsyncIterable<string>, options?: UsersOptions): UserMeetingList {
    const given: UsersOptions = this.#with(options);
    return manyUsers(
      (userId, handle) => readAll(operations.pagesOf(this.#keyring, { ...given, userId }, given), 1, given, handle),
      userIds,
      given,
    );
  }

  /**
   * Calls any endpoint of this API, as the function `request`. Its options override those of the client.
   *
   * ```ts
   * const zoom = new LtiPro(credentials);
   * const body = [{ meetingId: "86756778157", contextId: "course-1", domain: "lms.example.edu" }];
   * const { result } = await zoom.request({ method: "PUT", path: "/meeting/bulkDisassociate", body });
   * ```
   *
   * @throws LtiProError as the function `request`.
   */
  request(request: ApiRequest, options?: CallOptions): Promise<ApiResponse> {
    return requestWith(this.#keyring, request, this.#with(options));
  }

  /**
   * The signature of a base string: 27 characters of base64url. With several secrets, it uses the one that the server
   * accepted last, and before that the first.
   *
   * ```ts
   * const zoom = new LtiPro(credentials);
   * const signature = zoom.sign(baseString({ key: "k", timestamp: 1661494048201, userId }));
   * ```
   *
   * @throws LtiProError `invalid_argument`, `invalid_credentials` if the secret comes from a function or a binding.
   */
  sign(baseString: string | Uint8Array): string {
    return sign(held(this.#keyring)[0]!.slot(), bytesOrText("baseString", baseString));
  }

  /**
   * Makes a signed request, as the function `signRequest`.
   *
   * ```ts
   * const zoom = new LtiPro(credentials);
   * const { url, headers } = zoom.signRequest({ userId, pageSize: 20 });
   * ```
   *
   * @throws LtiProError as the function `signRequest`; `invalid_credentials` if the secret comes from a function or a
   * binding.
   */
  signRequest(request: ListRequest | PathRequest, options?: SignOptions): SignedRequest {
    return operations.signRequest(held(this.#keyring)[0]!, request, this.#with(options));
  }

  /**
   * Verifies a received request, as the function `verify`. With several secrets, it tries each of them.
   *
   * ```ts
   * const zoom = new LtiPro(credentials);
   * const parameters = zoom.verify(incoming);
   * ```
   *
   * @throws LtiProError as the function `verify`; `invalid_credentials` if the secret comes from a function or a
   * binding.
   */
  verify(request: ReceivedRequest, options?: VerifyOptions): Record<string, string> {
    return operations.verify(held(this.#keyring), request, this.#with(options));
  }

  /** Wipes the secret. Later calls fail. Requests in progress continue, but are not retried. */
  dispose(): void {
    this.#keyring.dispose();
  }

  /** The options of a call over the client's. An undefined option counts as not given. */
  #with(options: object | undefined): ListOptions {
    const all: Record<string, unknown> = { ...this.#options };
    for (const [name, value] of Object.entries(options ?? {})) if (value !== undefined) all[name] = value;
    return all;
  }

  /** Calls `dispose()`, for `using`. */
  declare [Symbol.dispose]: () => void;
}

/** For the methods that cannot wait. Not a method of `Keyring`, because a bundler would keep it without this class. */
function held(keyring: Keyring): readonly PreparedCredentials[] {
  const prepared = keyring.prepared();
  if (prepared.length > 0) return prepared;
  throw new LtiProError(
    "invalid_credentials",
    "this method needs a secret that is already loaded, not a function or a binding",
    { field: "secret", hint: "Load the secret first, then create the client with it." },
  );
}

let isComplete = false;

/**
 * Adds to the class what minifiers would not drop from an unused class, so the first constructor call does it: the name
 * that is printed (the build shortens names), and `[Symbol.dispose]`. Node 20.0 to 20.4 and older browsers do not have
 * that symbol.
 */
function complete(): void {
  if (isComplete) return;
  isComplete = true;
  Object.defineProperty(LtiPro, "name", { value: "LtiPro", configurable: true });
  const dispose = function (this: LtiPro): void {
    this.dispose();
  };
  if (Symbol.dispose)
    Object.defineProperty(LtiPro.prototype, Symbol.dispose, { value: dispose, configurable: true, writable: true });
}

/**
 * The exports of the client; what each is stands in api.d.ts. They are bound to nothing but what they use, so that a bundler keeps of the client
 * what is imported of it.
 */
import type * as api from "./api.js";
import type * as self from "./client.js";
import { Keyring, withCredentials } from "./credentials.js";
import { invalidArgument } from "./error.js";
import * as instance from "./instance.js";
import * as client from "./lti-pro.js";
import { readAll } from "./paging.js";
import { isBytes, writeParameters } from "./parameters.js";
import { request as requestWith } from "./request.js";
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
} from "./types.js";
import { manyUsers } from "./users.js";

type Declared<Client extends typeof api> = Client;
/** Compiles only where the exports are what api.d.ts says. */
export type Checked = Declared<typeof self>;

export { MeetingStatus, MeetingType } from "./codes.js";
export { isLtiProError, LtiProError } from "./error.js";

export const listMeetings: typeof api.listMeetings = async (credentials, query, options) => {
  const keyring = new Keyring(credentials, true);
  return client.listMeetings(keyring, query, options ?? {}).finally(() => keyring.dispose());
};

export const request: typeof api.request = async (credentials, apiRequest, options) => {
  const keyring = new Keyring(credentials, true);
  return requestWith(keyring, apiRequest, options ?? {}).finally(() => keyring.dispose());
};

export const baseString: typeof api.baseString = (params) => instance.baseString(writeParameters(params));

export const sign: typeof api.sign = (secret, message) =>
  instance.signOnce(bytesOrText("secret", secret), bytesOrText("message", message));

export const signRequest: typeof api.signRequest = (credentials, request, options) =>
  withCredentials(credentials, (prepared) => client.signRequest(prepared, request, options));

export const verify: typeof api.verify = (request, credentials, options) =>
  withCredentials(credentials, (prepared) => client.verify([prepared], request, options));

export const decodeMeetings: typeof api.decodeMeetings = (body, options) =>
  instance.decode(
    httpStatus(options?.status ?? 200),
    body instanceof ArrayBuffer ? new Uint8Array(body) : bytesOrText("body", body),
  );

export { meetingStart } from "./start.js";

export class LtiPro implements api.LtiPro {
  readonly #keyring: Keyring;
  readonly #options: ListOptions;

  constructor(credentials: CredentialsSource, options?: ListOptions) {
    this.#keyring = new Keyring(credentials);
    this.#options = options ?? {};
    complete();
  }

  listMeetings(query: MeetingQuery, options?: ListOptions): Promise<ListedMeetings> {
    return client.listMeetings(this.#keyring, query, this.#with(options));
  }

  meetings(query: MeetingQuery, options?: PagingOptions): MeetingList {
    return client.meetings(this.#keyring, query, this.#with(options));
  }

  listMeetingsForUsers(userIds: Iterable<string> | AsyncIterable<string>, options?: UsersOptions): UserMeetingList {
    const given: UsersOptions = this.#with(options);
    return manyUsers(
      (userId, handle) => readAll(client.pagesOf(this.#keyring, { ...given, userId }, given), 1, given, handle),
      userIds,
      given,
    );
  }

  request(apiRequest: ApiRequest, options?: CallOptions): Promise<ApiResponse> {
    return requestWith(this.#keyring, apiRequest, this.#with(options));
  }

  sign(message: string | Uint8Array): string {
    return instance.sign(this.#keyring.first().slot(), bytesOrText("baseString", message));
  }

  signRequest(request: ListRequest | PathRequest, options?: SignOptions): SignedRequest {
    return client.signRequest(this.#keyring.first(), request, this.#with(options));
  }

  verify(request: ReceivedRequest, options?: VerifyOptions): Record<string, string> {
    return client.verify(this.#keyring.held(), request, this.#with(options));
  }

  dispose(): void {
    this.#keyring.dispose();
  }

  /** Options of a call over those of the client. An option that is undefined counts as not given. */
  #with(options: object | undefined): ListOptions {
    const given: Record<string, unknown> = { ...options };
    for (const name in given) if (given[name] === undefined) delete given[name];
    return { ...this.#options, ...given };
  }

  declare [Symbol.dispose]: () => void;
}

let isComplete = false;

/**
 * What the first client adds to its class, as minifiers would keep a class that has it where nobody uses it: the name it is printed under, which
 * the build shortens, and `[Symbol.dispose]` where there is such a symbol (not in Node 20.0 to 20.4 and older browsers, which have no `using` either).
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

function bytesOrText(field: string, value: unknown): string | Uint8Array {
  if (typeof value === "string" || isBytes(value)) return value;
  throw invalidArgument(field, `${field} is neither a string nor a Uint8Array that still has its memory`);
}

function httpStatus(value: number): number {
  if (Number.isInteger(value) && value >= 100 && value <= 599) return value;
  throw invalidArgument("status", "status is not an HTTP status");
}

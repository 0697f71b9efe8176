/**
 * The exports of the client. api.d.ts documents them. Each one refers only to what it uses, so that a bundler can drop
 * the rest.
 */
import type * as api from "./api.js";
import type * as self from "./client.js";
import { Keyring, withCredentials } from "./credentials.js";
import { invalidArgument } from "../public/error.js";
import { decode } from "../wasm/responses.js";
import * as signing from "../wasm/signing.js";
import * as operations from "./operations.js";
import { readAll } from "./paging.js";
import { isBytes, writeParameters } from "./values.js";
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
} from "../public/types.js";
import { manyUsers } from "./users.js";

type Declared<Client extends typeof api> = Client;
/** Compiles only if the exports match api.d.ts. */
export type Checked = Declared<typeof self>;

export { MeetingStatus, MeetingType } from "../public/meeting-codes.js";
export { isLtiProError, LtiProError } from "../public/error.js";

export const listMeetings: typeof api.listMeetings = async (credentials, query, options) => {
  const keyring = new Keyring(credentials, true);
  return operations.listMeetings(keyring, query, options ?? {}).finally(() => keyring.dispose());
};

export const request: typeof api.request = async (credentials, apiRequest, options) => {
  const keyring = new Keyring(credentials, true);
  return requestWith(keyring, apiRequest, options ?? {}).finally(() => keyring.dispose());
};

export const baseString: typeof api.baseString = (params) => signing.baseString(writeParameters(params));

export const sign: typeof api.sign = (secret, message) =>
  signing.signOnce(bytesOrText("secret", secret), bytesOrText("message", message));

export const signRequest: typeof api.signRequest = (credentials, request, options) =>
  withCredentials(credentials, (prepared) => operations.signRequest(prepared, request, options));

export const verify: typeof api.verify = (request, credentials, options) =>
  withCredentials(credentials, (prepared) => operations.verify([prepared], request, options));

export const decodeMeetings: typeof api.decodeMeetings = (body, options) =>
  decode(
    httpStatus(options?.status ?? 200),
    body instanceof ArrayBuffer ? new Uint8Array(body) : bytesOrText("body", body),
  );

export { meetingStart } from "./meeting-start.js";

export class LtiPro implements api.LtiPro {
  readonly #keyring: Keyring;
  readonly #options: ListOptions;

  constructor(credentials: CredentialsSource, options?: ListOptions) {
    this.#keyring = new Keyring(credentials);
    this.#options = options ?? {};
    complete();
  }

  listMeetings(query: MeetingQuery, options?: ListOptions): Promise<ListedMeetings> {
    return operations.listMeetings(this.#keyring, query, this.#with(options));
  }

  meetings(query: MeetingQuery, options?: PagingOptions): MeetingList {
    return operations.meetings(this.#keyring, query, this.#with(options));
  }

  listMeetingsForUsers(userIds: Iterable<string> | AsyncIterable<string>, options?: UsersOptions): UserMeetingList {
    const given: UsersOptions = this.#with(options);
    return manyUsers(
      (userId, handle) => readAll(operations.pagesOf(this.#keyring, { ...given, userId }, given), 1, given, handle),
      userIds,
      given,
    );
  }

  request(apiRequest: ApiRequest, options?: CallOptions): Promise<ApiResponse> {
    return requestWith(this.#keyring, apiRequest, this.#with(options));
  }

  sign(message: string | Uint8Array): string {
    return signing.sign(this.#keyring.first().slot(), bytesOrText("baseString", message));
  }

  signRequest(request: ListRequest | PathRequest, options?: SignOptions): SignedRequest {
    return operations.signRequest(this.#keyring.first(), request, this.#with(options));
  }

  verify(request: ReceivedRequest, options?: VerifyOptions): Record<string, string> {
    return operations.verify(this.#keyring.held(), request, this.#with(options));
  }

  dispose(): void {
    this.#keyring.dispose();
  }

  /** The options of a call over the client's. An undefined option counts as not given. */
  #with(options: object | undefined): ListOptions {
    const given: Record<string, unknown> = { ...options };
    for (const name in given) if (given[name] === undefined) delete given[name];
    return { ...this.#options, ...given };
  }

  declare [Symbol.dispose]: () => void;
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

function bytesOrText(field: string, value: unknown): string | Uint8Array {
  if (typeof value === "string" || isBytes(value)) return value;
  throw invalidArgument(field, `${field} must be a string or a Uint8Array that is not detached`);
}

function httpStatus(value: number): number {
  if (Number.isInteger(value) && value >= 100 && value <= 599) return value;
  throw invalidArgument("status", "status must be an HTTP status from 100 to 599");
}

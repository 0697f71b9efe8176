/** Makes what an entry file exports, over the wasm module that it loads its runtime's way. What each export is stands in api.d.ts. */
import type * as api from "./api.js";
import { Keyring, withCredentials } from "./credentials.js";
import { invalidArgument } from "./error.js";
import { Instance } from "./instance.js";
import * as client from "./lti-pro.js";
import { isBytes, writeParameters } from "./parameters.js";
import * as start from "./start.js";
import { ManyUsers } from "./users.js";
import type {
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

/** Starts wasm, and makes the exports over it. They depend on it as data, so that no bundler drops the start and keeps them. */
export function create(load: () => unknown): typeof api {
  const instance = new Instance(load);

  class LtiPro implements api.LtiPro {
    readonly #keyring: Keyring;
    readonly #options: ListOptions;

    constructor(credentials: CredentialsSource, options?: ListOptions) {
      this.#keyring = new Keyring(instance, credentials);
      this.#options = options ?? {};
    }

    listMeetings(query: MeetingQuery, options?: ListOptions): Promise<ListedMeetings> {
      return client.listMeetings(instance, this.#keyring, query, { ...this.#options, ...options });
    }

    meetings(query: MeetingQuery, options?: PagingOptions): MeetingList {
      return client.meetings(instance, this.#keyring, query, { ...this.#options, ...options });
    }

    listMeetingsForUsers(userIds: Iterable<string> | AsyncIterable<string>, options?: UsersOptions): UserMeetingList {
      const { isUpComing, pageSize } = options ?? {};
      const given = { ...this.#options, ...options };
      return new ManyUsers((userId) => client.meetings(instance, this.#keyring, { userId, isUpComing, pageSize }, given), userIds, given);
    }

    sign(baseString: string | Uint8Array): string {
      return instance.sign(this.#keyring.first().slot(), bytesOrText("baseString", baseString));
    }

    signRequest(request: ListRequest | PathRequest, options?: SignOptions): SignedRequest {
      return client.signRequest(instance, this.#keyring.first(), request, { ...this.#options, ...options });
    }

    verify(request: ReceivedRequest, options?: VerifyOptions): Record<string, string> {
      return client.verify(instance, this.#keyring.first(), request, { ...this.#options, ...options });
    }

    dispose(): void {
      this.#keyring.dispose();
    }

    declare [Symbol.dispose]: () => void;
  }
  makeDisposable(LtiPro);

  return {
    listMeetings: async (credentials, query, options) => {
      const keyring = new Keyring(instance, credentials);
      return client.listMeetings(instance, keyring, query, options ?? {}).finally(() => keyring.dispose());
    },
    LtiPro,
    baseString: (params) => instance.baseString(writeParameters(params)),
    sign: (secret, message) => instance.signOnce(bytesOrText("secret", secret), bytesOrText("message", message)),
    signRequest: (credentials, request, options) =>
      withCredentials(instance, credentials, (prepared) => client.signRequest(instance, prepared, request, options)),
    verify: (request, credentials, options) =>
      withCredentials(instance, credentials, (prepared) => client.verify(instance, prepared, request, options)),
    decodeMeetings: (body, options) =>
      instance.decode(httpStatus(options?.status ?? 200), body instanceof ArrayBuffer ? new Uint8Array(body) : bytesOrText("body", body)),
    meetingStart: (meeting, options) => start.meetingStart(instance, meeting, options),
  };
}

/** Node 20.0 to 20.4 and older browsers have no `Symbol.dispose`: there `using` does not exist either. */
function makeDisposable({ prototype }: { prototype: api.LtiPro }): void {
  if (Symbol.dispose) Object.defineProperty(prototype, Symbol.dispose, { value: prototype.dispose });
}

function bytesOrText(field: string, value: unknown): string | Uint8Array {
  if (typeof value === "string" || isBytes(value)) return value;
  throw invalidArgument(field, `${field} is neither a string nor a Uint8Array that still has its memory`);
}

function httpStatus(value: number): number {
  if (Number.isInteger(value) && value >= 100 && value <= 599) return value;
  throw invalidArgument("status", "status is not an HTTP status");
}

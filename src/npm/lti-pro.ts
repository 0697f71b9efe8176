/** The client over prepared credentials, and the functions that use a pair once. */
import { call, type CallSettings } from "./call.js";
import { invalidArgument, LtiProError } from "./error.js";
import type { Instance } from "./instance.js";
import { clock, isBytes, received, wellFormed, writeParameters } from "./parameters.js";
import type {
  Credentials,
  ListedMeetings,
  ListOptions,
  ListRequest,
  MeetingQuery,
  PathRequest,
  ReceivedRequest,
  SignedRequest,
  SignOptions,
  VerifyOptions,
} from "./types.js";

const encoder = new TextEncoder();

/** A pair as the wasm instance holds it: prepared anew whenever that was replaced. */
export class PreparedCredentials {
  readonly #instance: Instance;
  readonly #key: string;
  readonly #secret: Uint8Array;
  #slot = -1;
  #generation = -1;
  #disposed = false;

  constructor(instance: Instance, credentials: Credentials) {
    const { key, secret } = given(credentials);
    this.#instance = instance;
    this.#key = key;
    // A copy, which `slice` of a Buffer is not: wiping ours must not wipe the caller's.
    this.#secret = typeof secret === "string" ? encoder.encode(wellFormed("secret", secret)) : new Uint8Array(secret);
    try {
      this.slot();
    } catch (error) {
      this.#secret.fill(0);
      throw error;
    }
  }

  slot(): number {
    if (this.#disposed) throw invalidArgument("credentials", "this client was disposed");
    if (this.#generation !== this.#instance.generation || this.#slot < 0) {
      this.#slot = this.#instance.open(this.#key, this.#secret);
      this.#generation = this.#instance.generation;
      this.#instance.closeWithout(this, this.#slot);
    }
    return this.#slot;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#secret.fill(0);
    this.#instance.close(this, this.#slot, this.#generation);
  }
}

function given(credentials: Credentials): Credentials {
  const { key, secret } = credentials ?? {};
  const wrong = typeof key !== "string" ? "key" : typeof secret !== "string" && !isBytes(secret) ? "secret" : "";
  if (!wrong) return credentials;
  const kind = wrong === "key" ? "a string" : "a string or a Uint8Array";
  throw new LtiProError("invalid_credentials", `the LTI ${wrong} is not ${kind}`, {
    field: wrong,
    hint: "Is the binding or environment variable set, and does it have this name?",
  });
}

/** Prepares a pair, uses it, and forgets it. */
export function withCredentials<T>(instance: Instance, credentials: Credentials, use: (prepared: PreparedCredentials) => T): T {
  const prepared = new PreparedCredentials(instance, credentials);
  let result: T;
  try {
    result = use(prepared);
  } catch (error) {
    prepared.dispose();
    throw error;
  }
  if (result instanceof Promise) return result.finally(() => prepared.dispose()) as T;
  prepared.dispose();
  return result;
}

/** Signs a meeting list or any path; sends nothing. */
export function signRequest(
  instance: Instance,
  prepared: PreparedCredentials,
  request: ListRequest | PathRequest,
  options: SignOptions | null | undefined,
): SignedRequest {
  if (typeof request !== "object" || request === null) throw invalidArgument("request", "the request is not an object");
  const head = [text("baseUrl", options?.baseUrl), text("timestamp", request.timestamp ?? clock(options?.now))];
  const fields =
    "path" in request
      ? instance.signPath(prepared.slot(), [...head, text("path", request.path), ...writeParameters(request.params ?? {})])
      : instance.signList(prepared.slot(), [
          ...head,
          text("userId", request.userId),
          text("isUpComing", request.isUpComing),
          text("pageNum", request.pageNum),
          text("pageSize", request.pageSize),
        ]);
  const [url, baseString, signature, timestamp] = fields as [string, string, string, string];
  return { url, headers: { "X-Lti-Signature": signature }, baseString, signature, timestamp: Number(timestamp) };
}

export function verify(
  instance: Instance,
  prepared: PreparedCredentials,
  request: ReceivedRequest,
  options: VerifyOptions | null | undefined,
): Record<string, string> {
  const { query, signature } = received(request);
  const pairs = instance.verify(prepared.slot(), [query, signature, text("now", clock(options?.now))]);
  const parameters: [string, string][] = [];
  for (let i = 0; i < pairs.length; i += 2) parameters.push([pairs[i]!, pairs[i + 1]!]);
  // fromEntries defines properties: a parameter called __proto__ stays one.
  return Object.fromEntries(parameters);
}

export async function listMeetings(
  instance: Instance,
  prepared: PreparedCredentials,
  query: MeetingQuery,
  given: ListOptions | null | undefined,
): Promise<ListedMeetings> {
  const options = given ?? {};
  const { userId, isUpComing, pageNum, pageSize } = query ?? {};
  const settings: CallSettings = {
    signed: () => signRequest(instance, prepared, { userId, isUpComing, pageNum, pageSize }, options),
    upcoming: String(isUpComing ?? true) === "true",
  };
  return call(instance, settings, options);
}

/** A value as text for wasm, which checks it; empty where it is not given. */
function text(field: string, value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") {
    if (value === "" && field !== "baseUrl") throw invalidArgument(field, `${field} is empty`);
    return wellFormed(field, value);
  }
  if (typeof value === "number" && field !== "userId" && field !== "isUpComing") return String(value);
  if (typeof value === "boolean" && field === "isUpComing") return String(value);
  throw invalidArgument(field, `${field} is of a type that is not accepted: ${value === null ? "null" : typeof value}`);
}

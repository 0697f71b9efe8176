/** One attempt: sends a signed request and reads the response. */
import { changed, isLtiProError, LtiProError, type Sent } from "../public/error.js";
import type { Body } from "../wasm/body.js";
import { type Failure, type Head, noResponse, type Outcome, requestInit } from "../wasm/responses.js";
import { type Hidden, hiddenOf, masked, safeCause } from "./masking.js";
import { Incoming } from "./response.js";
import type { FetchLike, HttpMethod, SignedRequest } from "../public/types.js";

/** Makes a result or an error of the head and the body of a response. */
export type Receive<Result> = (head: Head, body: Body) => Outcome<Result>;

/** What is sent besides the signed URL and its header. */
export interface Outgoing {
  method: HttpMethod;
  /** JSON. */
  body?: string | Uint8Array | undefined;
}

const NO_HEAD: Head = { status: 0, isRedirect: false, signedMs: 0, headers: ["", "", ""] };
const NO_BODY: Body = { pieces: [], length: 0 };

/** Calls `ended` once with the outcome, unless it is stopped first. */
export class Attempt<Result> {
  /** Set before and after `fetch` is called. Never taken from an error. */
  sent: Sent = "no";
  #over = false;
  #response: Incoming | undefined;
  readonly #controller = new AbortController();
  readonly #receive: Receive<Result>;
  readonly #ended: (outcome: Outcome<Result>) => void;

  constructor(receive: Receive<Result>, ended: (outcome: Outcome<Result>) => void) {
    this.#receive = receive;
    this.#ended = ended;
  }

  /** Aborts `fetch` and cancels the body. `ended` is not called any more. */
  stop(): void {
    if (this.#over) return;
    this.#over = true;
    this.#abandon();
  }

  /** A body that is not read to its end would keep its connection. node-fetch frees it only when it is aborted. */
  #abandon(): void {
    this.#response?.cancel();
    this.#controller.abort();
  }

  /** Sends the request. One function, because each promise more would show in the time of a small response. */
  async send(
    signed: SignedRequest,
    outgoing: Outgoing,
    fetch: FetchLike,
    maxBodyBytes: number,
    secret: () => Uint8Array,
  ): Promise<void> {
    const hidden = () => hiddenOf(signed, outgoing.body, secret());
    let stage: Stage = "request";
    let head = NO_HEAD;
    let outcome: Outcome<Result>;
    try {
      const { method, body: content } = outgoing;
      const headers = headersOf(signed, content, fetch);
      const init = requestInit(method, headers, this.#controller.signal, content);
      stage = "network";
      this.sent = "maybe";
      let given: unknown;
      try {
        given = await fetch(signed.url, init);
      } catch (error) {
        given = responseOf(error);
      }
      const response = new Incoming(given);
      this.#response = response;
      this.sent = "yes";
      if (this.#over) return response.cancel();
      head = response.head(signed.timestamp);
      stage = "truncated";
      const body = response.isRedirect ? NO_BODY : await response.body(maxBodyBytes);
      if (this.#over) return;
      if (response.isRedirect || body.length > maxBodyBytes) this.#abandon();
      stage = "response";
      outcome = body.length > maxBodyBytes ? noResponse("too_large", body.length, head) : this.#receive(head, body);
    } catch (cause) {
      if (this.#over) return;
      if (stage === "truncated") this.#abandon();
      outcome = failure(cause, stage, head, signed.url, hidden);
    }
    this.#over = true;
    if (outcome.error) outcome = { ...outcome, error: masked(outcome.error, hidden()) };
    this.#ended(outcome);
  }
}

/** Wrappers of `fetch`, such as ky, may throw for a status other than 2xx. The response is in the error then. */
function responseOf(error: any): unknown {
  const response = error?.response;
  if (response?.bodyUsed !== false) throw error;
  return response;
}

/** What was under way when it failed. The two in the middle are codes that `src/js/fetch.rs` knows. */
type Stage = "request" | "network" | "truncated" | "response";

/** Never throws: an error that cannot be read gives a failure, too. */
function failure(cause: unknown, stage: Stage, head: Head, url: string, hidden: () => Hidden): Outcome<never> {
  try {
    if (isLtiProError(cause)) return { error: cause, serverMs: NaN };
    if (stage === "network" || stage === "truncated") {
      return withCause(noResponse(stage, 0, head), cause, url, hidden);
    }
    return internal(`could not ${stage === "request" ? "build the request" : "read the response"}`, cause);
  } catch (error) {
    return isLtiProError(error) ? { error, serverMs: NaN } : internal("could not read the error", error);
  }
}

function internal(message: string, cause: unknown): Outcome<never> {
  return { error: new LtiProError("internal", message, { cause }), serverMs: NaN };
}

function withCause(outcome: Outcome<never>, cause: unknown, url: string, hidden: () => Hidden): Outcome<never> {
  const { error, ...rest } = outcome as Failure;
  const hint = error.code === "network" ? (crossOriginHint(url) ?? error.hint) : error.hint;
  const details = { hint, ...(cause !== undefined && { cause: safeCause(cause, hidden()) }) };
  return { ...rest, error: changed(error, details) };
}

/** In a browser, a refusal by CORS looks like a broken connection. The hint names it if it is likely. */
function crossOriginHint(url: string): string | undefined {
  const { origin } = (globalThis as { location?: { origin?: string } }).location ?? {};
  if (!origin?.startsWith("http") || url.startsWith(`${origin}/`)) return undefined;
  return (
    "In a browser this is most likely CORS: the API does not allow pages of other origins. " +
    "Call it from your own Worker or server, which also keeps the secret out of the page."
  );
}

/** The platform's own `fetch`, if it is not JavaScript. A test may have replaced it. */
const nativeFetch = /* @__PURE__ */ native((globalThis as { fetch?: unknown }).fetch);

function native(fetch: unknown): unknown {
  return typeof fetch === "function" && /\[native code\]/.test(Function.prototype.toString.call(fetch)) ? fetch : null;
}

/**
 * A native `fetch` reads a plain object faster. Any other may expect `Headers`. Then the fields are own properties as
 * well: `{ ...headers }`, and a `fetch` with its own `Headers`, read only those.
 */
function headersOf({ signature }: SignedRequest, body: unknown, fetch: unknown): object {
  const fields: Record<string, string> = { "x-lti-signature": signature };
  if (body !== undefined) fields["content-type"] = "application/json";
  return fetch === nativeFetch ? fields : Object.assign(new Headers(fields), fields);
}

/** One attempt: what wasm sends and reads, and what ends it early whatever happens in wasm or in `fetch`. */
import { isLtiProError, LtiProError, safeCause } from "./error.js";
import * as instance from "./instance.js";
import type { Limits } from "./options.js";
import { plainResponse } from "./response.js";
import type { FetchLike, MeetingPage, SignedRequest } from "./types.js";

/** An answer of the API. */
export interface Answer {
  page: MeetingPage;
  status: number;
  /** The server's clock in milliseconds since 1970; NaN where it told none. */
  serverMs: number;
}

/** What an attempt rejects with. */
export interface Failure {
  error: LtiProError;
  /** As in {@link Answer}. */
  serverMs: number;
}

/** An attempt under way. */
export interface Attempt {
  /** Settles once the attempt is over, at its timeout at the latest. */
  answer: Promise<Answer>;
  /** Ends it: `answer` rejects, `fetch` is aborted, the body cancelled. */
  stop(error: LtiProError): void;
}

export function send(signed: SignedRequest, { timeoutMs, maxBodyBytes }: Limits, fetch: FetchLike): Attempt {
  const controller = new AbortController();
  let cancelBody = () => {};
  let over = false;
  let settle!: { resolve: (answer: Answer) => void; reject: (failure: Failure) => void };
  const answer = new Promise<Answer>((resolve, reject) => (settle = { resolve, reject }));
  /** Rejects what wasm waits for, so that its half ends with ours. */
  let release!: (error: LtiProError) => void;
  const stopped = new Promise<never>((_, reject) => (release = reject));
  stopped.catch(() => {});

  function end(): boolean {
    if (over) return false;
    clearTimeout(timer);
    instance.settled(pending);
    return (over = true);
  }
  function fail(error: unknown, serverMs = NaN): void {
    if (!end()) return;
    const failure = isLtiProError(error)
      ? error
      : new LtiProError("internal", "the answer could not be taken over", { cause: error });
    settle.reject({ error: failure, serverMs });
    release(failure);
    cancelBody();
    controller.abort();
  }

  let headers: string[] = [];
  const pending: instance.Pending = { fail };
  const timer = setTimeout(
    () => fail(new LtiProError("timeout", `no complete answer within timeoutMs (${timeoutMs})`, { retryable: true })),
    timeoutMs,
  );
  const untilStopped = <T>(promise: Promise<T>): Promise<T> => Promise.race([promise, stopped]);

  // Wasm calls these four. Nothing may be thrown through its frames, and no code of others may run above them: it might call in here again,
  // and make the instance trap and be replaced while these frames still stand in the old one.
  const attempt = {
    headers: undefined as unknown,
    timestamp: signed.timestamp,
    maxBodyBytes,
    signal: controller.signal,
    async fetch(init: unknown): Promise<unknown> {
      const received = async () => {
        await undefined;
        if (over) throw new Error("the attempt is over");
        const { response, cancel } = plainResponse(await fetch(signed.url, init), () => over, untilStopped);
        cancelBody = cancel;
        headers = response.headers;
        return response;
      };
      return untilStopped(received());
    },
    writeHeaders: () => instance.writeFrame(headers),
    page(status: number, serverMs: number): void {
      try {
        const page = instance.page();
        if (end()) settle.resolve({ page, status, serverMs });
      } catch (error) {
        queueMicrotask(() => fail(error));
      }
    },
    error(length: number, serverMs: number, cause: unknown): void {
      try {
        const error = instance.error(length);
        queueMicrotask(() => fail(failureOf(error, signed, cause), serverMs));
      } catch (error) {
        queueMicrotask(() => fail(error));
      }
    },
  };
  try {
    attempt.headers = requestHeaders(signed);
    instance.send(attempt, pending);
  } catch (error) {
    fail(error);
  }
  return { answer, stop: fail };
}

/** As `fetch` takes them. */
function requestHeaders({ headers }: SignedRequest): unknown {
  try {
    const made = new Headers();
    for (const [name, value] of Object.entries(headers)) made.set(name, value);
    return made;
  } catch (cause) {
    throw new LtiProError("internal", "the request could not be built", { cause });
  }
}

/** What goes wrong in reading a failure is one, too. */
function failureOf(...failed: Parameters<typeof readFailure>): unknown {
  try {
    return readFailure(...failed);
  } catch (error) {
    return error;
  }
}

function readFailure(error: LtiProError, { url, baseString, signature }: SignedRequest, cause: unknown): LtiProError {
  // Ours already: what ended the attempt, or what `plainResponse` says of the injected fetch.
  if (isLtiProError(cause)) return cause;
  const query = url.slice(url.indexOf("?") + 1);
  const secrets = [signature, query, baseString, encodeURIComponent(query)];
  const hint = error.code === "network" ? (crossOriginHint(url) ?? error.hint) : error.hint;
  const details = { ...error, hint };
  return new LtiProError(
    error.code,
    error.message,
    cause === undefined ? details : { ...details, cause: safeCause(cause, secrets) },
  );
}

/** In a page or its worker, a refusal by CORS cannot be told from a broken connection: say what is likely. */
function crossOriginHint(url: string): string | undefined {
  const { origin } = (globalThis as { location?: { origin?: string } }).location ?? {};
  if (!origin?.startsWith("http") || url.startsWith(`${origin}/`)) return undefined;
  return "In a browser this is most likely CORS: the API does not allow pages of other origins. Call it from your own Worker or server, which also keeps the secret out of the page.";
}

/** One call of the API: its deadline, its place in the table of pending calls, and the attempt that wasm makes. */
import { invalidArgument, isLtiProError, LtiProError, safeCause } from "./error.js";
import type { Instance, Pending } from "./instance.js";
import { clock } from "./parameters.js";
import { plainResponse } from "./response.js";
import { reading } from "./start.js";
import type { FetchLike, ListedMeetings, ListOptions, SignedRequest, Warning } from "./types.js";
import { readWarnings } from "./warnings.js";

export interface CallSettings {
  /** Signs the request anew. */
  signed(): SignedRequest;
  /** Whether upcoming meetings are asked for. */
  upcoming: boolean;
}

const DEFAULTS = { timeoutMs: 10_000, deadlineMs: 30_000, maxBodyBytes: 16 * 1024 * 1024 };

/** setTimeout takes a signed 32-bit number and fires at once beyond it. */
const LONGEST_MS = 0x7fff_ffff;

/** Settles in any case: with the page, with an error, or at the deadline, whatever happens in wasm or in `fetch`. */
export function call(instance: Instance, settings: CallSettings, options: ListOptions): Promise<ListedMeetings> {
  const { timeoutMs, deadlineMs, maxBodyBytes } = readLimits(options);
  const fetch = readFetch(options.fetch);
  const signal = readSignal(options.signal);
  reading(options.startTimeIn);
  readHook(options.onWarning);
  const signed = settings.signed();
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const timers: unknown[] = [];
    const pending: Pending = { fail };
    let attempts = 0;
    let settled = false;

    function settle(how: () => void): void {
      if (settled) return;
      settled = true;
      timers.forEach(clearTimeout);
      signal?.removeEventListener("abort", onAbort);
      instance.settled(pending);
      how();
    }
    function fail(error: unknown): void {
      settle(() => {
        reject(error);
        controller.abort();
      });
    }
    function onAbort(): void {
      fail(new LtiProError("aborted", "the call was aborted", { cause: signal?.reason, attempts }));
    }
    function late(): void {
      fail(new LtiProError("timeout", `no complete answer within deadlineMs (${deadlineMs})`, { retryable: true, attempts }));
    }

    // Wasm calls these four: nothing may be thrown through its frames.
    const attempt = {
      url: signed.url,
      signature: signed.signature,
      timestamp: signed.timestamp,
      maxBodyBytes,
      signal: controller.signal,
      async fetch(url: string, init: unknown): Promise<unknown> {
        if (settled) throw new Error("the call is settled");
        attempts = 1;
        return plainResponse(await fetch(url, init), () => settled);
      },
      onTimeout(callback: () => void): void {
        if (!settled) timers.push(setTimeout(callback, timeoutMs));
      },
      page(status: number, serverMs: number): void {
        try {
          const result = readAnswer(instance, settings, options, signed, status, serverMs);
          settle(() => resolve(result));
        } catch (error) {
          fail(error);
        }
      },
      error(length: number, cause: unknown): void {
        try {
          fail(readFailure(instance, signed, length, cause));
        } catch (error) {
          fail(error);
        }
      },
    };

    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);
    timers.push(setTimeout(late, deadlineMs));
    try {
      instance.send(attempt, pending);
    } catch (failure) {
      fail(failure);
    }
  });
}

function readLimits(options: ListOptions): typeof DEFAULTS {
  return {
    timeoutMs: Math.min(limit("timeoutMs", options.timeoutMs), LONGEST_MS),
    deadlineMs: Math.min(limit("deadlineMs", options.deadlineMs), LONGEST_MS),
    maxBodyBytes: limit("maxBodyBytes", options.maxBodyBytes),
  };
}

function limit(name: keyof typeof DEFAULTS, value: number = DEFAULTS[name]): number {
  if (typeof value === "number" && value > 0) return value;
  throw invalidArgument(name, `${name} must be a number above 0`);
}

function readSignal(signal: ListOptions["signal"] | null): ListOptions["signal"] {
  if (signal === undefined || signal === null) return undefined;
  if (typeof signal.addEventListener === "function" && typeof signal.removeEventListener === "function") return signal;
  throw invalidArgument("signal", "options.signal is not an AbortSignal");
}

function readHook(hook: unknown): void {
  if (hook !== undefined && typeof hook !== "function") throw invalidArgument("onWarning", "options.onWarning is not a function");
}

/** The global `fetch` is looked up at each call, and every one is called without a receiver: some throw on a foreign one. */
function readFetch(given: ListOptions["fetch"]): FetchLike {
  const fetch = typeof given === "object" && given !== null ? bound(given) : (given ?? (globalThis as { fetch?: FetchLike }).fetch);
  if (typeof fetch === "function") return fetch;
  throw invalidArgument("fetch", "options.fetch is neither a function nor an object with a method fetch");
}

function bound(fetcher: { fetch: FetchLike }): FetchLike | undefined {
  return typeof fetcher.fetch === "function" ? (url, init) => fetcher.fetch(url, init) : undefined;
}

function readAnswer(
  instance: Instance,
  settings: CallSettings,
  options: ListOptions,
  signed: SignedRequest,
  status: number,
  serverMs: number,
): ListedMeetings {
  const page = instance.page();
  const now = timeOr(signed.timestamp, options.now);
  const warnings = settings.upcoming ? readWarnings(instance, page.list, options.startTimeIn, now) : [];
  const clockOffsetMs = Number.isNaN(serverMs) ? null : serverMs - now;
  for (const warning of warnings) tell(options.onWarning, warning);
  return { ...page, meta: { attempts: 1, status, requestedAt: signed.timestamp, clockOffsetMs, warnings } };
}

/** A clock that fails after the answer has come must not cost the answer. */
function timeOr(otherwise: number, now: ListOptions["now"]): number {
  try {
    return clock(now);
  } catch {
    return otherwise;
  }
}

/** After the answer is settled. What a hook throws is not worth the process. */
function tell(hook: ListOptions["onWarning"], warning: Warning): void {
  if (!hook) return;
  Promise.resolve(warning)
    .then(hook)
    .catch(() => {});
}

function readFailure(instance: Instance, { url, baseString, signature }: SignedRequest, length: number, cause: unknown): LtiProError {
  const error = instance.error(length);
  // Ours already: what `plainResponse` says of the injected fetch.
  if (isLtiProError(cause)) return cause;
  const query = url.slice(url.indexOf("?") + 1);
  const secrets = [signature, query, baseString, encodeURIComponent(query)];
  const hint = error.code === "network" ? (crossOriginHint(url) ?? error.hint) : error.hint;
  const details = { ...error, hint, attempts: 1 };
  return new LtiProError(error.code, error.message, cause === undefined ? details : { ...details, cause: safeCause(cause, secrets) });
}

/** In a page or its worker, a refusal by CORS cannot be told from a broken connection: say what is likely. */
function crossOriginHint(url: string): string | undefined {
  const { origin } = (globalThis as { location?: { origin?: string } }).location ?? {};
  if (!origin?.startsWith("http") || url.startsWith(`${origin}/`)) return undefined;
  return "In a browser this is most likely CORS: the API does not allow pages of other origins. Call it from your own Worker or server, which also keeps the secret out of the page.";
}

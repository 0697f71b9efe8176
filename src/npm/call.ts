/** One call of the API: its deadline, its place in the table of pending calls, and the attempt that wasm makes. */
import { invalidArgument, LtiProError, safeCause } from "./error.js";
import type { Instance, Pending } from "./instance.js";
import type { FetchLike, ListedMeetings, ListOptions, SignedRequest } from "./types.js";
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
  const { signal } = options;
  const signed = settings.signed();
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const timers: unknown[] = [];
    const pending: Pending = { fail };
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
      fail(new LtiProError("aborted", "the call was aborted", { cause: signal?.reason, attempts: 1 }));
    }

    // Wasm calls these two: nothing may be thrown through its frames.
    const page = (status: number, serverMs: number) => {
      try {
        const result = readAnswer(instance, settings, options, signed, status, serverMs);
        settle(() => resolve(result));
      } catch (error) {
        fail(error);
      }
    };
    const error = (length: number, cause: unknown) => fail(readFailure(instance, signed.url, length, cause));
    const onTimeout = (callback: () => void) => timers.push(setTimeout(callback, timeoutMs));

    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);
    timers.push(setTimeout(() => fail(late(deadlineMs)), deadlineMs));
    const { url, signature, timestamp } = signed;
    try {
      instance.send({ url, signature, timestamp, maxBodyBytes, signal: controller.signal, fetch, onTimeout, page, error }, pending);
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

/** The global `fetch` is looked up at each call, and every one is called without a receiver: some throw on a foreign one. */
function readFetch(given: ListOptions["fetch"]): FetchLike {
  const fetch = typeof given === "object" && given !== null ? bound(given) : (given ?? (globalThis as { fetch?: FetchLike }).fetch);
  if (typeof fetch !== "function") throw invalidArgument("fetch", "options.fetch is neither a function nor an object with a method fetch");
  return async (url, init) => checked(await fetch(url, init));
}

function bound(fetcher: { fetch: FetchLike }): FetchLike | undefined {
  return typeof fetcher.fetch === "function" ? (url, init) => fetcher.fetch(url, init) : undefined;
}

/** Wasm reads these without a net: an injected fetch that answers something else must fail here. */
function checked(response: any): unknown {
  if (typeof response?.status === "number" && typeof response.headers?.get === "function") return response;
  throw new TypeError("options.fetch did not resolve to a Response");
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
  const now = (options.now ?? Date.now)();
  const warnings = settings.upcoming ? readWarnings(instance, page.list, options.startTimeIn, now) : [];
  const clockOffsetMs = Number.isNaN(serverMs) ? null : serverMs - now;
  // After the answer is settled: what a hook throws is its own affair, and must not unwind wasm.
  if (options.onWarning) for (const warning of warnings) queueMicrotask(() => options.onWarning?.(warning));
  return { ...page, meta: { attempts: 1, status, requestedAt: signed.timestamp, clockOffsetMs, warnings } };
}

function readFailure(instance: Instance, url: string, length: number, cause: unknown): LtiProError {
  const error = instance.error(length, cause === undefined ? undefined : safeCause(cause));
  const hint = error.code === "network" ? (crossOriginHint(url) ?? error.hint) : error.hint;
  return new LtiProError(error.code, error.message, { ...error, hint, attempts: 1, ...("cause" in error && { cause: error.cause }) });
}

/** In a page, a refusal by CORS cannot be told from a broken connection: say what is likely. */
function crossOriginHint(url: string): string | undefined {
  const { document, location } = globalThis as { document?: unknown; location?: { origin?: string } };
  if (typeof document !== "object" || !location?.origin || url.startsWith(`${location.origin}/`)) return undefined;
  return "In a browser page this is most likely CORS: the API does not allow pages of other origins. Call it from your own Worker or server, which also keeps the secret out of the page.";
}

function late(deadlineMs: number): LtiProError {
  return new LtiProError("timeout", `no complete answer within deadlineMs (${deadlineMs})`, { retryable: true, attempts: 1 });
}

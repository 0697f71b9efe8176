/** Checks the options of a call before anything is sent. */
import { invalidArgument, type LtiProError } from "../public/error.js";
import { readStartTimeIn } from "./values.js";
import { after } from "./timers.js";
import type { AbortSignalLike, FetchLike, ListOptions } from "../public/types.js";

/** The limits of a call. */
export interface Limits {
  timeoutMs: number;
  deadlineMs: number;
  maxBodyBytes: number;
  retries: number;
}

/** Options with defaults filled in. */
export interface ReadOptions extends Limits {
  fetch: FetchLike;
  signal: NonNullable<ListOptions["signal"]> | undefined;
  random: () => number;
  sleep: NonNullable<ListOptions["sleep"]>;
}

// 16 MiB as one number: bundlers would keep a product even if nothing here is used.
const DEFAULTS = { timeoutMs: 10_000, deadlineMs: 30_000, maxBodyBytes: 16_777_216 };
const DEFAULT_RETRIES = 2;
const MAX_RETRIES = 3;

export function readOptions(options: ListOptions): ReadOptions {
  readStartTimeIn(options.startTimeIn);
  const { random, sleep, onRequest, onResponse, onRetry, onWarning } = options;
  callback("random", random);
  callback("sleep", sleep);
  callback("onRequest", onRequest);
  callback("onResponse", onResponse);
  callback("onRetry", onRetry);
  callback("onWarning", onWarning);
  return {
    timeoutMs: limit("timeoutMs", options.timeoutMs),
    deadlineMs: limit("deadlineMs", options.deadlineMs),
    maxBodyBytes: limit("maxBodyBytes", options.maxBodyBytes),
    retries: wholeNumber("retries", options.retries ?? DEFAULT_RETRIES, 0, MAX_RETRIES),
    fetch: readFetch(options.fetch),
    signal: readSignal(options.signal),
    random: random ?? Math.random,
    sleep: sleep ?? pause,
  };
}

function callback(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function")
    throw invalidArgument(name, `options.${name} must be a function`);
}

/** Checks a whole number. */
export function wholeNumber(name: string, value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
  const limits = max < Number.MAX_SAFE_INTEGER ? `from ${min} to ${max}` : `of at least ${min}`;
  throw invalidArgument(name, `${name} must be a whole number ${limits}`);
}

function limit(name: keyof typeof DEFAULTS, value: number = DEFAULTS[name]): number {
  if (typeof value === "number" && value > 0) return value;
  throw invalidArgument(name, `${name} must be a number greater than 0`);
}

/** Checks the caller's signal, if there is one. */
export function readSignal(signal: ListOptions["signal"] | null): ReadOptions["signal"] {
  if (signal === undefined || signal === null) return undefined;
  if (typeof signal.addEventListener === "function" && typeof signal.removeEventListener === "function") return signal;
  throw notASignal();
}

type Listen = (onAbort: () => void) => () => void;

/** Calls with the same signal share one listener, because Node warns if a signal has more than ten. */
const shared = /* @__PURE__ */ new WeakMap<AbortSignalLike, Listen>();

/** Calls `onAbort` when the signal aborts, or now if it has. Returns a function that stops listening. */
export function listen(signal: ReadOptions["signal"], onAbort: () => void): () => void {
  try {
    if (signal?.aborted) onAbort();
    else if (signal) return (shared.get(signal) ?? listenOnce(signal))(onAbort);
  } catch {
    throw notASignal();
  }
  return () => {};
}

/** Adds the listener. It is removed with the last call that needs it. */
function listenOnce(signal: AbortSignalLike): Listen {
  const callbacks = new Set<() => void>();
  const fire = () => callbacks.forEach((callback) => callback());
  const listen: Listen = (onAbort) => {
    callbacks.add(onAbort);
    return () => {
      if (!callbacks.delete(onAbort) || callbacks.size > 0) return;
      shared.delete(signal);
      try {
        signal.removeEventListener("abort", fire);
      } catch {
        // An object that only looks like an AbortSignal may throw. The call is over anyway.
      }
    };
  };
  signal.addEventListener("abort", fire);
  shared.set(signal, listen);
  return listen;
}

function notASignal(): LtiProError {
  return invalidArgument("signal", "options.signal must be an AbortSignal");
}

/** Looks up the global `fetch` at each call. Calls without `this`, because a wrong `this` makes some of them throw. */
function readFetch(given: ListOptions["fetch"]): FetchLike {
  const fetch =
    typeof given === "object" && given !== null ? bound(given) : (given ?? (globalThis as { fetch?: FetchLike }).fetch);
  if (typeof fetch === "function") return fetch;
  if (given === undefined || given === null)
    throw invalidArgument("fetch", "this runtime has no global fetch: set options.fetch");
  throw invalidArgument("fetch", "options.fetch must be a function, or an object with a method fetch");
}

function bound(fetcher: { fetch: FetchLike }): FetchLike | undefined {
  return typeof fetcher.fetch === "function" ? (url, init) => fetcher.fetch(url, init) : undefined;
}

/** Waits. If the call ends first, the timer is cleared. */
function pause(ms: number, signal: { addEventListener(type: "abort", listener: () => void): void }): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", after(ms, resolve));
  });
}

/** Checks a call's options before anything is sent. */
import { invalidArgument, type LtiProError } from "./error.js";
import { reading } from "./start.js";
import { after } from "./timers.js";
import type { AbortSignalLike, FetchLike, ListOptions } from "./types.js";

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

// The 16 MiB are written out: a product a bundler would keep even where nothing of this is used.
const DEFAULTS = { timeoutMs: 10_000, deadlineMs: 30_000, maxBodyBytes: 16_777_216 };
const RETRIES = { usual: 2, most: 3 };

/** setTimeout takes a signed 32-bit number and fires at once beyond it. */
const LONGEST_MS = 0x7fff_ffff;

export function readOptions(options: ListOptions): ReadOptions {
  reading(options.startTimeIn);
  const { random, sleep, onRequest, onResponse, onRetry, onWarning } = options;
  callback("random", random);
  callback("sleep", sleep);
  callback("onRequest", onRequest);
  callback("onResponse", onResponse);
  callback("onRetry", onRetry);
  callback("onWarning", onWarning);
  return {
    timeoutMs: Math.min(limit("timeoutMs", options.timeoutMs), LONGEST_MS),
    deadlineMs: Math.min(limit("deadlineMs", options.deadlineMs), LONGEST_MS),
    maxBodyBytes: limit("maxBodyBytes", options.maxBodyBytes),
    retries: wholeNumber("retries", options.retries ?? RETRIES.usual, 0, RETRIES.most),
    fetch: readFetch(options.fetch),
    signal: readSignal(options.signal),
    random: random ?? Math.random,
    sleep: sleep ?? pause,
  };
}

function callback(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function")
    throw invalidArgument(name, `options.${name} is not a function`);
}

/** A whole number within bounds. */
export function wholeNumber(name: string, value: unknown, least: number, most: number): number {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
  throw invalidArgument(name, `${name} must be a whole number from ${least} to ${most}`);
}

function limit(name: keyof typeof DEFAULTS, value: number = DEFAULTS[name]): number {
  if (typeof value === "number" && value > 0) return value;
  throw invalidArgument(name, `${name} must be a number above 0`);
}

/** The caller's signal, if there is one. */
export function readSignal(signal: ListOptions["signal"] | null): ReadOptions["signal"] {
  if (signal === undefined || signal === null) return undefined;
  if (typeof signal.addEventListener === "function" && typeof signal.removeEventListener === "function") return signal;
  throw notASignal();
}

type Listen = (onAbort: () => void) => () => void;

/** Calls with the same signal share one listener: Node warns of more than ten. */
const shared = /* @__PURE__ */ new WeakMap<AbortSignalLike, Listen>();

/** Calls `onAbort` at once or later; the function returned stops listening. A signal may only be shaped like one. */
export function listen(signal: ReadOptions["signal"], onAbort: () => void): () => void {
  try {
    if (signal?.aborted) onAbort();
    else if (signal) return (shared.get(signal) ?? listenOnce(signal))(onAbort);
  } catch {
    throw notASignal();
  }
  return () => {};
}

/** The listener goes with the last call that waits. */
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
        // The signal's owner is responsible for what it keeps.
      }
    };
  };
  signal.addEventListener("abort", fire);
  shared.set(signal, listen);
  return listen;
}

function notASignal(): LtiProError {
  return invalidArgument("signal", "options.signal is not an AbortSignal");
}

/** The global `fetch` is looked up at each call, and every one is called without a receiver: some throw on a foreign one. */
function readFetch(given: ListOptions["fetch"]): FetchLike {
  const fetch =
    typeof given === "object" && given !== null ? bound(given) : (given ?? (globalThis as { fetch?: FetchLike }).fetch);
  if (typeof fetch === "function") return fetch;
  if (given === undefined || given === null)
    throw invalidArgument("fetch", "this runtime has no global fetch, and options.fetch is not given");
  throw invalidArgument("fetch", "options.fetch is neither a function nor an object with a method fetch");
}

function bound(fetcher: { fetch: FetchLike }): FetchLike | undefined {
  return typeof fetcher.fetch === "function" ? (url, init) => fetcher.fetch(url, init) : undefined;
}

/** Waits, and leaves no timer behind when the call ends first. */
function pause(ms: number, signal: { addEventListener(type: "abort", listener: () => void): void }): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", after(ms, resolve));
  });
}

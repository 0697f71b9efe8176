import type { AbortSignalLike } from "../public/types.js";
import { platform } from "./platform.js";

/** Throws what `fetch` would reject with. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted) throw reasonOf(signal);
}

/** Settles like the promise, or rejects as soon as the signal is aborted. */
export async function unlessAborted<T>(promise: PromiseLike<T>, signal: AbortSignalLike | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(reasonOf(signal));
  });
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/**
 * Waits, forever if the time is too long for a timer. An abort clears the timer, so that it does not keep Node alive.
 */
export function timerSleep(ms: number, signal?: AbortSignalLike): Promise<void> {
  return new Promise((resolve) => {
    if (ms > MAX_TIMER_MS) return;
    const drop = (): void => platform.clearTimeout(timer);
    const timer = platform.setTimeout(() => {
      signal?.removeEventListener("abort", drop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", drop);
  });
}

/** Timers above 31 bits fire at once. */
const MAX_TIMER_MS = 0x7fffffff;

function reasonOf(signal: AbortSignalLike): unknown {
  return signal.reason ?? new platform.DOMException("The operation was aborted.", "AbortError");
}

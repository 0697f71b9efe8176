/** What is used of the platform's clocks, as they were when this module was loaded: a test may replace them later. */

interface Timers {
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
  now(): number;
  queueMicrotask: unknown;
}

const timers = /* @__PURE__ */ captured();

function captured(): Timers {
  const { setTimeout, clearTimeout, performance, queueMicrotask } = globalThis as unknown as Omit<Timers, "now"> & {
    performance?: { now(): number };
  };
  // Some platforms have no `performance`, and an import must not throw.
  return { setTimeout, clearTimeout, now: performance ? performance.now.bind(performance) : Date.now, queueMicrotask };
}

/** Runs `callback` later; the function returned prevents that. */
export function after(milliseconds: number, callback: () => void): () => void {
  const { setTimeout, clearTimeout } = timers;
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}

/** Gives timers and I/O a turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void after(0, resolve));
}

/** Milliseconds since some moment. Setting the clock changes nothing, where the platform has `performance`. */
export function elapsed(): number {
  return timers.now();
}

/** Whether a test has replaced the queue of microtasks: Node's `arrayBuffer()` waits for the global one. */
export function isQueueReplaced(): boolean {
  return (globalThis as { queueMicrotask?: unknown }).queueMicrotask !== timers.queueMicrotask;
}

/**
 * The platform's clocks, captured when this module is loaded: a test may replace the globals later. If a fake clock was
 * installed first, the globals are read at each use. The clock of Sinon, Jest and Vitest marks what it replaces.
 */

interface Timers {
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
  now(): number;
  queueMicrotask: unknown;
}

const atLoad = /* @__PURE__ */ captured();

function isFake(): boolean {
  return "clock" in (atLoad.setTimeout as object);
}

function captured(): Timers {
  const { setTimeout, clearTimeout, performance, queueMicrotask } = globalThis as unknown as Omit<Timers, "now"> & {
    performance?: { now(): number };
  };
  // Some platforms have no `performance`, and an import must not throw.
  return { setTimeout, clearTimeout, now: performance ? performance.now.bind(performance) : Date.now, queueMicrotask };
}

function timers(): Timers {
  return isFake() ? captured() : atLoad;
}

/** `setTimeout` takes a signed 32-bit number. With a larger one it fires at once. */
const MAX_MS = 0x7fff_ffff;

/** Calls `callback` later, and after `Infinity` never. Returns a function that prevents it. */
export function after(milliseconds: number, callback: () => void): () => void {
  if (milliseconds === Infinity) return () => {};
  const { setTimeout, clearTimeout } = timers();
  const timer = setTimeout(callback, Math.min(milliseconds, MAX_MS));
  return () => clearTimeout(timer);
}

/** Gives timers and I/O a turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void after(0, resolve));
}

/** Milliseconds since a fixed moment. With `performance`, a change of the system clock has no effect. */
export function elapsed(): number {
  return timers().now();
}

/** Whether a test has replaced `queueMicrotask`, which `arrayBuffer()` of Node needs. */
export function isQueueReplaced(): boolean {
  return isFake() || (globalThis as { queueMicrotask?: unknown }).queueMicrotask !== atLoad.queueMicrotask;
}

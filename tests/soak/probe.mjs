// Watches what a run leaves behind. Imported before the package, so that it sees the package's instances and timers. It
// imports nothing of Node.

const instances = [];
const timers = new Set();

const { Instance } = WebAssembly;
WebAssembly.Instance = new Proxy(Instance, {
  construct(target, args) {
    const instance = new target(...args);
    instances.push(instance);
    return instance;
  },
});

const { setTimeout: set, clearTimeout: clear } = globalThis;
globalThis.setTimeout = (work, ms, ...rest) => {
  const timer = set.call(
    globalThis,
    (...args) => {
      timers.delete(timer);
      work(...args);
    },
    ms,
    ...rest,
  );
  timers.add(timer);
  return timer;
};
globalThis.clearTimeout = (timer) => {
  timers.delete(timer);
  clear.call(globalThis, timer);
};

/** The linear memories of all instances so far. */
export const memories = () =>
  instances.flatMap(({ exports }) => Object.values(exports).filter((value) => value instanceof WebAssembly.Memory));

/** Bytes of linear memory. */
export const memoryBytes = () => memories().reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

/** Timers that have neither fired nor been cleared. */
export const timersLeft = () => timers.size;

/** An AbortController whose signal counts its listeners. */
export function countedController() {
  const controller = new AbortController();
  const { signal } = controller;
  const count = { listeners: 0, most: 0 };
  const counted = {
    get aborted() {
      return signal.aborted;
    },
    get reason() {
      return signal.reason;
    },
    addEventListener(type, listener) {
      count.most = Math.max(count.most, ++count.listeners);
      signal.addEventListener(type, listener);
    },
    removeEventListener(type, listener) {
      count.listeners--;
      signal.removeEventListener(type, listener);
    },
  };
  return { signal: counted, abort: (reason) => controller.abort(reason), count };
}

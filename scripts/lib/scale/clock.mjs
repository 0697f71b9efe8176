// A clock that passes only when nothing is left to do: what takes hours of waiting is simulated in seconds, timeouts
// and all.

const realImmediate = setImmediate;

/** Stands in for the global timers and `performance.now` while `run` runs. */
export class SimulatedClock {
  #now = 0;
  #next = 1;
  #timers = new Map();

  get now() {
    return this.#now;
  }

  sleep(ms) {
    return new Promise((resolve) => this.#start(resolve, ms));
  }

  /** Resolves as `work` does, with the time that passed in it, in simulated milliseconds. */
  async run(work) {
    const restore = this.#install();
    const started = this.#now;
    let over = false;
    try {
      const done = work().finally(() => (over = true));
      done.catch(() => {});
      while (!(await settled(() => over))) this.#advance();
      return { result: await done, ms: this.#now - started };
    } finally {
      restore();
      this.#timers.clear();
    }
  }

  #start = (callback, ms = 0, ...args) => {
    const id = this.#next++;
    this.#timers.set(id, { at: this.#now + Math.max(0, ms), callback: () => callback(...args) });
    return id;
  };

  /** To the earliest timer, the first to be started where several are due. */
  #advance() {
    let [first, earliest] = [undefined, { at: Infinity }];
    for (const [id, timer] of this.#timers) if (timer.at < earliest.at) [first, earliest] = [id, timer];
    if (first === undefined) throw new Error("the simulation stands still: nothing runs, and nothing is waited for");
    this.#timers.delete(first);
    this.#now = earliest.at;
    earliest.callback();
  }

  #install() {
    const { setTimeout, clearTimeout } = globalThis;
    globalThis.setTimeout = this.#start;
    globalThis.clearTimeout = (id) => this.#timers.delete(id);
    performance.now = () => this.#now;
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      delete performance.now;
    };
  }
}

/** Lets all promises and streams run as far as they come; whether it is over then. */
async function settled(isOver) {
  for (let turn = 0; turn < 3 && !isOver(); turn++) await new Promise((resolve) => realImmediate(resolve));
  return isOver();
}

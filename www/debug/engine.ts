/** The page's interface to its worker. Only the latest request for an explanation counts; older ones are skipped. */
import type { Explanation, ExplainInput, SearchProgress } from "zoom-lti-pro/explain";
import type { Reply, Request } from "./messages.js";
import { startWorker } from "./start.js";

export type Outcome = { explanation: Explanation; ms: number } | { failure: string };

/** A running search for two mistakes. */
export interface Running {
  /** Undefined if a newer request replaced it. */
  outcome: Promise<Outcome | undefined>;
  stop(): void;
}

const BROKEN = "The worker of this page did not start, or broke down.";

interface Job {
  request: Request;
  settle: (outcome: Outcome | undefined) => void;
  onProgress?: (progress: SearchProgress) => void;
}

export class Engine {
  #worker: Promise<Worker> | undefined;
  #running: Job | undefined;
  #waiting: Job | undefined;
  #nextId = 1;

  /** Undefined if a newer request replaced it. */
  explain(input: ExplainInput): Promise<Outcome | undefined> {
    return new Promise((settle) => this.#put({ request: { id: this.#nextId++, kind: "explain", input }, settle }));
  }

  search(input: ExplainInput, onProgress: (progress: SearchProgress) => void): Running {
    const id = this.#nextId++;
    const outcome = new Promise<Outcome | undefined>((settle) =>
      this.#put({ request: { id, kind: "search", input }, settle, onProgress }),
    );
    return { outcome, stop: () => this.#post({ id, kind: "stop" }) };
  }

  /** Starts the worker, so that the first result comes at once. Resolves when it is loaded, or cannot be. */
  async prepare(): Promise<void> {
    await (this.#worker ??= this.#start()).catch(() => undefined);
  }

  /** Ends the worker and so clears its memory. The next call starts a new one. */
  forget(): void {
    this.#end();
    this.#running?.settle(undefined);
    this.#waiting?.settle(undefined);
    this.#running = this.#waiting = undefined;
  }

  #end(): void {
    void this.#worker?.then((worker) => worker.terminate()).catch(() => undefined);
    this.#worker = undefined;
  }

  #put(job: Job): void {
    if (this.#running === undefined) {
      this.#run(job);
      return;
    }
    this.#waiting?.settle(undefined);
    this.#waiting = job;
    if (this.#running.request.kind === "search") this.#post({ id: this.#running.request.id, kind: "stop" });
  }

  #run(job: Job): void {
    this.#running = job;
    this.#post(job.request);
  }

  #post(request: Request): void {
    if (request.kind === "stop" && this.#worker === undefined) return;
    const worker = (this.#worker ??= this.#start());
    worker.then(
      (started) => started.postMessage(request),
      () => worker === this.#worker && this.#fail(BROKEN),
    );
  }

  async #start(): Promise<Worker> {
    const worker = await startWorker();
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.#take(data));
    worker.addEventListener("error", () => this.#fail(BROKEN));
    return worker;
  }

  /** The next call starts a new worker. */
  #fail(message: string): void {
    this.#end();
    this.#settle({ failure: message });
  }

  #take(reply: Reply): void {
    if (reply.id !== this.#running?.request.id) return;
    if (reply.kind === "progress") this.#running.onProgress?.(reply.progress);
    else if (reply.kind === "failed") this.#fail(reply.message);
    else this.#settle({ explanation: reply.explanation, ms: reply.ms });
  }

  #settle(outcome: Outcome): void {
    const [done, next] = [this.#running, this.#waiting];
    this.#running = this.#waiting = undefined;
    done?.settle(next === undefined ? outcome : undefined);
    if (next !== undefined) this.#run(next);
  }
}

/** Starts the worker: a file beside the page. In the page of one file `start-inline.ts` takes this module's place. */
export function startWorker(): Worker {
  return new Worker(new URL("worker.js", import.meta.url));
}

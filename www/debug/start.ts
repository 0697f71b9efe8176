/**
 * Starts the worker, from text that came with the page: wherever the page is served, or opened from, the worker has the page's policy,
 * and it starts without a network.
 */
import source from "#worker";

export function startWorker(): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url);
  // Read by then: the address is needed no longer.
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

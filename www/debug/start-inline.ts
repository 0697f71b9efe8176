/** Starts the worker in the page of one file, from the text it was built into. */
import source from "#worker";

export function startWorker(): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url);
  // Read by then: the address is needed no longer.
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

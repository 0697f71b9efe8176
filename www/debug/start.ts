/**
 * Starts the worker, from text that came with the page: wherever the page is served, or opened from, the worker has the
 * page's policy, and it starts without a network.
 */
import source from "#worker";

export function startWorker(): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(trusted(url));
  // Read by then: the address is needed no longer.
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Where the browser knows Trusted Types, the page's policy lets no text become a program but through this one. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("worker", {
  createScriptURL: (url) => url,
});

function trusted(url: string): string {
  return policy?.createScriptURL(url) ?? url;
}

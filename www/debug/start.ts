/**
 * Starts the worker from text. So the worker has the page's policy in every location, and starts without a network. On
 * the served page, the text is a file of its own, so that the page is shown before it is loaded.
 */

export async function startWorker(): Promise<Worker> {
  const { default: source } = await import("#worker");
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(trusted(url));
  // The worker has loaded, so the URL is no longer needed.
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** In browsers with Trusted Types, the page's CSP allows only this policy to turn text into a script. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("worker", {
  createScriptURL: (url) => url,
});

function trusted(url: string): string {
  return policy?.createScriptURL(url) ?? url;
}

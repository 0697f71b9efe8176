/**
 * The worker computes everything, so that the page stays responsive. Its policy, that of the page, allows no
 * connections.
 */
import { explainSignature, searchMistakes, type ExplainInput, type Explanation } from "zoom-lti-pro/explain";
import type { Reply, Request } from "./messages.js";

const searches = new Map<number, AbortController>();

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  if (data.kind === "stop") searches.get(data.id)?.abort();
  else
    void respond(data.id, () => (data.kind === "search" ? search(data.id, data.input) : explainSignature(data.input)));
});

async function respond(id: number, work: () => Explanation | Promise<Explanation>): Promise<void> {
  const started = performance.now();
  try {
    const explanation = await work();
    reply({ id, kind: "done", explanation, ms: performance.now() - started });
  } catch (error) {
    reply({ id, kind: "failed", message: error instanceof Error ? error.message : "the request cannot be explained" });
  }
}

async function search(id: number, input: ExplainInput): Promise<Explanation> {
  const stop = new AbortController();
  searches.set(id, stop);
  try {
    return await searchMistakes(input, {
      signal: stop.signal,
      onProgress: (progress) => reply({ id, kind: "progress", progress }),
    });
  } finally {
    searches.delete(id);
  }
}

function reply(message: Reply): void {
  postMessage(message);
}

/**
 * Serves the emulator with `node:http`. It imports nothing from Node, so the entry also bundles for browsers and
 * Workers.
 */
import { platform } from "./platform.js";
import type { Emulator, NodeHandler, NodeRequest, NodeResponse, ResponseLike } from "./types.js";

/** The maximum request body in bytes. Bodies are kept in memory, and 400 meetings need less than a tenth of this. */
const MAX_BODY_BYTES = 1_048_576;

/**
 * Serves an emulator from `node:http`. Request targets and headers are recorded exactly as received.
 *
 * @example
 * http.createServer(createNodeHandler(createEmulator())).listen(8080, "127.0.0.1");
 * // baseUrl: "http://127.0.0.1:8080/api/v1/lti/rich"
 */
export function createNodeHandler(emulator: Pick<Emulator, "fetch">): NodeHandler {
  return (request, response) => {
    // If a fault makes `fetch` reject, drop the connection: the client sees the same.
    serve(emulator, request, response).catch(() => response.destroy());
  };
}

async function serve(emulator: Pick<Emulator, "fetch">, request: NodeRequest, response: NodeResponse): Promise<void> {
  const gone = new platform.AbortController();
  response.on("close", () => gone.abort());
  const { method = "GET", url = "/", rawHeaders } = request;
  const init = { method, headers: pairs(rawHeaders), signal: gone.signal, body: limited(request) };
  const from: ResponseLike = await emulator.fetch(url, init);
  response.statusCode = from.status;
  from.headers.forEach((value, name) => response.setHeader(name, value));
  await copy(from.body, response);
}

/** A body that is too large drops the connection. */
async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new TypeError("the body of the request is too large");
    yield chunk;
  }
}

/** Node's `rawHeaders` alternates names and values, in the case and order received. */
function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, i) => [rawHeaders[2 * i]!, rawHeaders[2 * i + 1]!]);
}

async function copy(body: Body | null, response: NodeResponse): Promise<void> {
  const reader = body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    await written(response, next.value);
  }
  response.end();
}

interface Body {
  getReader(): { read(): Promise<{ done: boolean; value: Uint8Array }> };
}

/**
 * Resolves when the chunk was sent: if the connection drops earlier, the chunk is lost. It also resolves on `close`.
 */
function written(response: NodeResponse, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("close", done);
      resolve();
    };
    response.on("close", done);
    response.write(chunk, done);
  });
}

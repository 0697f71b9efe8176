/** What `fetch` answered, as plain objects of ours: wasm reads them without a net, and an injected fetch may answer anything. */
import { invalidArgument } from "./error.js";

/** Reads once what wasm needs. The body of a redirect, or of an answer that comes when its call is `settled`, is cancelled. */
export function plainResponse(response: any, settled: () => boolean): unknown {
  const { status, type, headers, body } = Object(response);
  if (!Number.isInteger(status) || status < 0 || status > 999 || typeof headers?.get !== "function") {
    throw invalidArgument("fetch", "options.fetch did not resolve to a Response");
  }
  const get = (name: string) => {
    try {
      const value = headers.get(name);
      return typeof value === "string" ? value : null;
    } catch {
      return null;
    }
  };
  const plain = { status, type: typeof type === "string" ? type : "default", headers: { get } };
  const unwanted = settled() || (status >= 300 && status < 400) || type === "opaqueredirect";
  if (unwanted) cancel(body);
  return { ...plain, body: unwanted || body === null ? null : { getReader: reader(body) } };
}

function cancel(body: any): void {
  const cancelled = async () => body?.cancel?.();
  cancelled().catch(() => {});
}

/** Takes the reader now: a body that was read before is the caller's mistake, not a broken connection. */
function reader(body: any): () => unknown {
  const inner = takeReader(body);
  const read = async () => {
    const { done, value } = await inner.read();
    return done === true ? { done: true } : { done: false, value: bytes(value) };
  };
  return () => ({ read, cancel: async () => inner.cancel?.() });
}

function takeReader(body: any): any {
  try {
    return body.getReader();
  } catch {
    throw invalidArgument("fetch", "options.fetch resolved to a response whose body is not a readable stream, or was read before");
  }
}

/** A chunk of whichever realm. */
function bytes(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw invalidArgument("fetch", "options.fetch resolved to a response whose body is not made of bytes");
}

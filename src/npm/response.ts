/** What `fetch` answered, as plain objects of ours: wasm reads them without a net, and an injected fetch may answer anything. */
import { invalidArgument } from "./error.js";

/** After so many pieces of a body timers get a turn: a stream that never waits, nor ends, would keep the time limit from coming. */
const BREATH = 1024;

/** Longer than any header that is read here, or than what is read of it; the rest is cut off. */
const LONGEST_HEADER = 4096;

/** An answer for wasm, and how to cancel its body, which is nobody's to read any more then. */
export interface PlainResponse {
  response: { status: number; type: string; headers: string[]; body: unknown };
  cancel(): void;
}

/**
 * Reads once what wasm needs. The body of a redirect, or of an answer that comes when its attempt is `over`, is cancelled; every
 * read of a body goes through `watched`, which rejects once the attempt is stopped.
 */
export function plainResponse(
  given: any,
  over: () => boolean,
  watched: <T>(read: Promise<T>) => Promise<T>,
): PlainResponse {
  const { status, type, headers, body } = Object(given);
  if (!Number.isInteger(status) || status < 0 || status > 0xffff || typeof headers?.get !== "function") {
    throw invalidArgument("fetch", "options.fetch did not resolve to a Response");
  }
  if (type === "error") throw new TypeError("options.fetch resolved to a network error");
  const get = (name: string) => {
    try {
      const value = headers.get(name);
      return typeof value === "string" ? value.slice(0, LONGEST_HEADER) : "";
    } catch {
      return "";
    }
  };
  const response = {
    status,
    type: typeof type === "string" ? type : "default",
    // In the order in which `src/js/fetch.rs` reads them.
    headers: ["date", "location", "retry-after"].map(get),
    body: null as unknown,
  };
  const unwanted = over() || (status >= 300 && status < 400) || type === "opaqueredirect";
  if (unwanted) cancelling(body)();
  if (unwanted || body === null) return { response, cancel() {} };
  // Now: a body that was read before is the caller's mistake, not a broken connection.
  const reader = takeReader(body);
  let reads = 0;
  const read = async () => {
    // In a turn of its own: wasm asks for it.
    await (++reads % BREATH === 0 ? new Promise<void>((resolve) => setTimeout(resolve, 0)) : undefined);
    const { done, value } = await reader.read();
    return done === true ? { done: true } : { done: false, value: bytes(value) };
  };
  response.body = { getReader: () => ({ read: () => watched(read()) }) };
  return { response, cancel: cancelling(reader) };
}

function cancelling(source: any): () => void {
  const cancel = async () => source?.cancel?.();
  return () => void cancel().catch(() => {});
}

function takeReader(body: any): any {
  try {
    return body.getReader();
  } catch {
    throw invalidArgument(
      "fetch",
      "options.fetch resolved to a response whose body is not a readable stream, or was read before",
    );
  }
}

/** A chunk of whichever realm. */
function bytes(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw invalidArgument("fetch", "options.fetch resolved to a response whose body is not made of bytes");
}

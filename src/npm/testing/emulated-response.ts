/** A response as plain data, before it becomes the platform's `Response`. */
import type { AbortSignalLike } from "../public/types.js";
import { throwIfAborted } from "./abort.js";
import { platform, utf8 } from "./platform.js";
import type { EmulatorResponse } from "./types.js";

export interface EmulatedResponse {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array | Chunks | null;
}

/** A body that is generated while it is read. The signal is aborted with the request, or when the reader cancels. */
export type Chunks = (signal: AbortSignalLike) => AsyncIterator<Uint8Array, void>;

export function json(status: number, value: unknown): EmulatedResponse {
  return { status, headers: { "content-type": "application/json" }, body: utf8(JSON.stringify(value)) };
}

export function html(status: number, body: string): EmulatedResponse {
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body: utf8(body) };
}

/** The documented shape of an error: `errorCode` is a string, the detail number is inside the text. */
export const failed = (errorCode: string, errorMessage: string) => ({ status: false, errorCode, errorMessage });

export function failure(status: number, errorCode: string, errorMessage: string): EmulatedResponse {
  return json(status, failed(errorCode, errorMessage));
}

export function toResponse(response: EmulatedResponse, signal: AbortSignalLike | undefined): EmulatorResponse {
  const { status, headers, body } = response;
  const sent = typeof body === "function" ? stream(body, signal) : body && whole(body);
  return new platform.Response(sent, { status, headers });
}

/** Our own stream: Node's stream from bytes ends only after the global `queueMicrotask` runs, which a test may fake. */
function whole(body: Uint8Array): unknown {
  const pull = async (controller: { enqueue(chunk: Uint8Array): void; close(): void }): Promise<void> => {
    if (body.length > 0) controller.enqueue(body);
    controller.close();
  };
  return new platform.ReadableStream({ pull, cancel() {} }, { highWaterMark: 0 });
}

/** High-water mark 0: nothing is generated before it is read, so an oversized body costs only what is read. */
function stream(chunks: Chunks, signal: AbortSignalLike | undefined): unknown {
  const reading = new platform.AbortController();
  const abort = (): void => reading.abort(signal?.reason);
  signal?.addEventListener("abort", abort);
  const source = chunks(reading.signal);
  const pull = async (controller: { enqueue(chunk: Uint8Array): void; close(): void }): Promise<void> => {
    throwIfAborted(signal);
    const next = await source.next();
    if (!next.done) return controller.enqueue(next.value);
    signal?.removeEventListener("abort", abort);
    controller.close();
  };
  const cancel = (reason: unknown): void => {
    signal?.removeEventListener("abort", abort);
    reading.abort(reason);
  };
  return new platform.ReadableStream({ pull, cancel }, { highWaterMark: 0 });
}

/**
 * The parts of the platform that we use. Declared here, so that the code and its declarations need no DOM or Node
 * types.
 */
import type { AbortSignalLike } from "../public/types.js";
import type { EmulatorResponse } from "./types.js";

interface Platform {
  readonly Response: new (body: unknown, init: { status: number; headers: Record<string, string> }) => EmulatorResponse;
  readonly ReadableStream: new (source: StreamSource, strategy: { highWaterMark: number }) => unknown;
  readonly AbortController: new () => AbortControllerLike;
  readonly DOMException: new (message: string, name: string) => Error;
  btoa(binary: string): string;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

interface StreamSource {
  pull(controller: { enqueue(chunk: Uint8Array): void; close(): void }): Promise<void>;
  cancel(reason: unknown): void;
}

export interface AbortControllerLike {
  readonly signal: AbortSignalLike;
  abort(reason?: unknown): void;
}

/** The global object. Properties are read at each use, because a test may replace a timer. */
export const platform = globalThis as unknown as Platform;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const base64 = (bytes: Uint8Array): string => platform.btoa(String.fromCharCode(...bytes));

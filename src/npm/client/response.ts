/** Reads what `fetch` resolved to, whoever made it: the head as plain values, the body as bytes that are counted. */
import { invalidArgument } from "../public/error.js";
import type { Body } from "../wasm/body.js";
import type { Head } from "../wasm/responses.js";
import { readsByob } from "../wasm/start.js";
import { isQueueReplaced, nextTurn } from "./timers.js";

/** Timers get a turn after this many pieces. Otherwise an endless stream that never waits would stop them. */
const PIECES_PER_TURN = 1024;

/** Header values are cut at this length. No valid value is longer. */
const MAX_HEADER = 4096;

/** The size of the buffers that pieces of a body are read into, one after the other. */
const ROOM = 65_536;

/** Smaller pieces are copied together. Larger ones are kept as they came. */
const SMALL = 16_384;

/** The maximum compression factor of deflate (https://zlib.net/zlib_tech.html). */
const MAX_INFLATION = 1032;

/** What `fetch` resolved to. Its methods never run while wasm is on the stack: they could re-enter it. */
export class Incoming {
  readonly isRedirect: boolean;
  readonly #given: any;
  readonly #status: number;
  readonly #type: unknown;
  readonly #headers: { get(name: string): unknown };
  #reader: Reader | undefined;

  constructor(given: any) {
    const { status, type, headers } = Object(given);
    if (!Number.isInteger(status) || status < 0 || status > 0xffff || typeof headers?.get !== "function") {
      throw invalidArgument("fetch", "options.fetch did not resolve to a Response");
    }
    if (type === "error") throw new TypeError("options.fetch resolved to a network error");
    this.#given = given;
    this.#status = status;
    this.#type = type;
    this.#headers = headers;
    this.isRedirect = (status >= 300 && status < 400) || type === "opaqueredirect";
  }

  /** `Retry-After` matters only after a failure. */
  head(signedMs: number): Head {
    const location = this.isRedirect ? this.#header("location") : "";
    const retryAfter = this.#status < 300 ? "" : this.#header("retry-after");
    const headers = [this.#header("date"), location, retryAfter];
    return { status: this.#status, isRedirect: this.isRedirect, signedMs, headers };
  }

  /** The whole body. */
  body(maxBytes: number): Promise<Body> {
    const given = this.#given;
    // Checked first: a body that was already read is the caller's mistake, not a broken connection.
    if (given.bodyUsed === true) throw unreadable();
    // `body` is not touched if it is not needed: workerd creates the stream on first access.
    if (typeof given.arrayBuffer === "function" && this.#fits(maxBytes)) return whole(given);
    const { body } = given;
    if (body === null) return Promise.resolve({ pieces: [], length: 0 });
    if (body?.locked === true) throw unreadable();
    this.#reader = readerOf(body);
    return this.#reader ? collect(this.#reader, maxBytes) : whole(given);
  }

  /** Cancels the body, which nobody reads any more. */
  cancel(): void {
    const reader = this.#reader;
    if (reader) {
      reader.isCanceled = true;
      reader.cancel();
    } else cancelQuietly(() => endStream(this.#given.body));
  }

  /** Whether the head promises a body within the maximum. With CORS it does not show whether it is compressed. */
  #fits(maxBytes: number): boolean {
    const length = this.#header("content-length");
    if (!/^\d+$/.test(length) || this.#type === "cors" || isQueueReplaced()) return false;
    const encoding = this.#header("content-encoding");
    if (encoding && encoding !== "gzip" && encoding !== "deflate") return false;
    return Number(length) * (encoding ? MAX_INFLATION : 1) <= maxBytes;
  }

  #header(name: string): string {
    try {
      const value = this.#headers.get(name);
      return typeof value === "string" ? value.slice(0, MAX_HEADER) : "";
    } catch {
      return "";
    }
  }
}

/** Reads a body in one step: one that promises to be small enough, or that cannot be read in pieces. */
async function whole(given: any): Promise<Body> {
  let bytes: unknown;
  try {
    bytes = await (typeof given.arrayBuffer === "function" ? given.arrayBuffer() : encodedText(given));
  } catch (error) {
    // Nothing was read, because somebody else reads the body.
    throw given.bodyUsed === false && given.body?.locked === true ? unreadable() : error;
  }
  const piece = bytesOf(bytes);
  return { pieces: [piece], length: piece.length };
}

const encoder = /* @__PURE__ */ new TextEncoder();

async function encodedText(given: any): Promise<unknown> {
  if (typeof given.text === "function") return encoder.encode(await given.text());
  throw unreadable();
}

interface Piece {
  isLast: boolean;
  bytes?: Uint8Array | undefined;
}

/** Reads a body piece by piece. */
interface Reader {
  /** The next piece. If it is read into `room`, the memory moves to the piece, even to an empty one at the end. */
  read(room: () => Uint8Array): Promise<Piece>;
  cancel(): void;
  /** Each piece but the last fills its room. */
  fills?: boolean;
  /** Nobody needs the rest. */
  isCanceled?: boolean;
}

/** The fastest reader that a body has; undefined if it has no reader. */
function readerOf(body: any): Reader | undefined {
  if (typeof body?.getReader === "function") return (readsByob && byobReader(body)) || defaultReader(body);
  if (typeof body?.[Symbol.asyncIterator] === "function") return iterator(body);
  return undefined;
}

/** Reads into our own buffers, which only byte streams can. */
function byobReader(body: any): Reader | undefined {
  let reader: any;
  try {
    reader = body.getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
  // Only workerd has `readAtLeast`. It reads 64 KB in one turn; `read` needs a second turn to see the end.
  const fills = typeof reader.readAtLeast === "function";
  const next = (room: Uint8Array) => (fills ? reader.readAtLeast(room.length, room) : reader.read(room));
  const read = async (room: () => Uint8Array) => pieceOf(await next(room()));
  return { read, cancel: () => cancelQuietly(() => reader.cancel()), fills };
}

function defaultReader(body: any): Reader {
  try {
    const reader = body.getReader();
    return { read: async () => pieceOf(await reader.read()), cancel: () => cancelQuietly(() => reader.cancel()) };
  } catch {
    throw unreadable();
  }
}

/** For streams of Node, such as the bodies of node-fetch. */
function iterator(body: any): Reader {
  const pieces = body[Symbol.asyncIterator]();
  const cancel = () => (typeof body.destroy === "function" ? endStream(body) : pieces.return?.());
  const read = async () => {
    const { done, value } = await pieces.next();
    // A stream with an encoding gives text.
    return pieceOf({ done, value: typeof value === "string" ? encoder.encode(value) : value });
  };
  return { read, cancel: () => cancelQuietly(cancel) };
}

function pieceOf({ done, value }: { done?: unknown; value?: unknown }): Piece {
  if (done === true && value === undefined) return { isLast: true };
  return { isLast: done === true, bytes: bytesOf(value) };
}

const NO_ROOM = /* @__PURE__ */ new Uint8Array(0);

/** Reads to the end, or until more than `maxBytes` have come. */
async function collect(reader: Reader, maxBytes: number): Promise<Body> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Small pieces are copied together, so that a body in single bytes takes no more memory than any other.
  let room: Uint8Array = NO_ROOM;
  let filled = 0;
  const flush = () => {
    if (filled > 0) pieces.push(room.subarray(0, filled));
    room = NO_ROOM;
    filled = 0;
  };
  const makeRoom = (size: number) => {
    flush();
    room = new Uint8Array(size);
  };
  for (let count = 1; ; count++) {
    let asked = 0;
    const { bytes, isLast } = await reader.read(() => {
      if (filled === room.length) makeRoom(ROOM);
      asked = room.length - filled;
      return room.subarray(filled);
    });
    if (bytes) length += bytes.length;
    // These bytes are not used, and `room` may be detached.
    if (reader.isCanceled || length > maxBytes) return { pieces: [], length };
    if (bytes) {
      if (asked > 0 && (room.length === 0 || bytes.buffer === room.buffer)) {
        // The piece shares its memory with `room`, and the earlier pieces are before it.
        room = new Uint8Array(bytes.buffer);
        filled += bytes.length;
      } else if (bytes.length >= SMALL) {
        flush();
        pieces.push(bytes);
      } else {
        if (room.length < filled + bytes.length) makeRoom(SMALL);
        room.set(bytes, filled);
        filled += bytes.length;
      }
    }
    if (isLast || (reader.fills && bytes!.length < asked)) break;
    if (count % PIECES_PER_TURN === 0) await nextTurn();
  }
  flush();
  return { pieces, length };
}

/** A view of bytes from any realm. */
function bytesOf(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (Object.prototype.toString.call(value) === "[object ArrayBuffer]") return new Uint8Array(value as ArrayBuffer);
  throw invalidArgument("fetch", "options.fetch resolved to a response whose body is not bytes");
}

function unreadable() {
  return invalidArgument(
    "fetch",
    "options.fetch resolved to a response whose body cannot be read: it is not a stream, or it was already read",
  );
}

/** Ends a web stream or a Node stream. The latter may emit an error, and without a listener this ends the process. */
function endStream(body: any): unknown {
  if (typeof body?.cancel === "function") return body.cancel();
  body?.on?.("error", () => {});
  return body?.destroy?.();
}

/** Errors are ignored. */
function cancelQuietly(cancel: () => unknown): void {
  void (async () => cancel())().catch(() => {});
}

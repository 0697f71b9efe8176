/** What `fetch` resolved to, whoever made it: its head as plain values, and its body as bytes, counted while they come. */
import { invalidArgument } from "./error.js";
import { type Field, readsByob } from "./instance.js";
import { isQueueReplaced, nextTurn } from "./timers.js";

/** After so many pieces of a body timers get a turn: a stream that never waits, nor ends, would keep them from firing. */
const PIECES_PER_TURN = 1024;

/** Headers are cut here: none that is read is longer. */
const MAX_HEADER = 4096;

/** The room that pieces of a body are read into, one behind the other. */
const ROOM = 65_536;

/** Pieces that come with memory of their own are kept as they are, smaller ones are put together. */
const SMALL = 16_384;

/** No byte of deflate stands for more (https://zlib.net/zlib_tech.html). */
const MAX_INFLATION = 1032;

/** A body in pieces; where its length is more than what was allowed, it was read no further. */
export interface Body {
  pieces: Uint8Array[];
  length: number;
}

/** What `fetch` resolved to. Whatever it is, its methods are never called above wasm, which they could call. */
export class Incoming {
  readonly isRedirect: boolean;
  readonly #given: any;
  readonly #status: number;
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
    this.#headers = headers;
    this.isRedirect = (status >= 300 && status < 400) || type === "opaqueredirect";
  }

  /** In the order in which `src/js/fetch.rs` reads it. Only a failure has something to say of when to come again. */
  head(signedAt: number): Field[] {
    const location = this.isRedirect ? this.#header("location") : "";
    const retryAfter = this.#status < 300 ? "" : this.#header("retry-after");
    return [this.#status, +this.isRedirect, signedAt, this.#header("date"), location, retryAfter];
  }

  /** The whole body. */
  body(maxBytes: number): Promise<Body> {
    const given = this.#given;
    // Now: a body that was read before is the caller's mistake, not a broken connection.
    if (given.bodyUsed === true) throw unreadable();
    // The stream is not looked at where it is not needed: workerd makes it for whoever looks.
    if (typeof given.arrayBuffer === "function" && this.#fits(maxBytes)) return whole(given);
    const { body } = given;
    if (body === null) return Promise.resolve({ pieces: [], length: 0 });
    if (body?.locked === true) throw unreadable();
    this.#reader = readerOf(body);
    return this.#reader ? collect(this.#reader, maxBytes) : whole(given);
  }

  /** Ends the body, which nobody reads any more. */
  cancel(): void {
    const reader = this.#reader;
    if (reader) {
      reader.isCanceled = true;
      reader.cancel();
    } else cancelQuietly(() => endStream(this.#given.body));
  }

  /** Whether the head promises a body within the limit. Another origin's does not show whether it is compressed. */
  #fits(maxBytes: number): boolean {
    const length = this.#header("content-length");
    if (!/^\d+$/.test(length) || this.#given.type === "cors" || isQueueReplaced()) return false;
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

/** Reads at once what promises to be small enough, or cannot be read in pieces. */
async function whole(given: any): Promise<Body> {
  let bytes: unknown;
  try {
    bytes = await bytesOrText(given);
  } catch (error) {
    // Nothing was read: somebody else holds the body.
    throw given.bodyUsed === false && given.body?.locked === true ? unreadable() : error;
  }
  const piece = bytesOf(bytes);
  return { pieces: [piece], length: piece.length };
}

const encoder = /* @__PURE__ */ new TextEncoder();

async function bytesOrText(given: any): Promise<unknown> {
  if (typeof given.arrayBuffer === "function") return given.arrayBuffer();
  if (typeof given.text === "function") return encoder.encode(await given.text());
  throw unreadable();
}

interface Piece {
  isLast: boolean;
  bytes?: Uint8Array | undefined;
}

/** Reads a body piece by piece. */
interface Reader {
  /** The next piece. It may be read into `room`, whose memory moves to the piece then, even to an empty one at the end. */
  read(room: () => Uint8Array): Promise<Piece>;
  cancel(): void;
  /** Each piece fills what it was given, but for the last. */
  fills?: boolean;
  /** Nobody waits for the rest. */
  isCanceled?: boolean;
}

/** The best way to read a body in pieces; undefined where there is none. */
function readerOf(body: any): Reader | undefined {
  if (typeof body?.getReader === "function") return (readsByob && byobReader(body)) || defaultReader(body);
  if (typeof body?.[Symbol.asyncIterator] === "function") return iterator(body);
  return undefined;
}

/** Only streams of bytes have one. */
function byobReader(body: any): Reader | undefined {
  let reader: any;
  try {
    reader = body.getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
  // workerd's own: one turn for each 64 KB, where `read` takes another one to see the end.
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

/** Streams of Node, which the bodies of node-fetch and others are. */
function iterator(body: any): Reader {
  const pieces = body[Symbol.asyncIterator]();
  const cancel = () => (typeof body.destroy === "function" ? body.destroy() : pieces.return?.());
  const read = async () => {
    const { done, value } = await pieces.next();
    // A stream that was told an encoding hands out text.
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
  // Small pieces are put together here, so that a body of single bytes takes no more memory than another.
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
    if (reader.isCanceled) break;
    if (bytes) {
      length += bytes.length;
      if (length > maxBytes) {
        reader.cancel();
        break;
      }
      if (asked > 0 && (room.length === 0 || bytes.buffer === room.buffer)) {
        // The room's memory came back with the piece in its place: what was read before is in it, too.
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

/** Bytes of whichever realm. */
function bytesOf(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (Object.prototype.toString.call(value) === "[object ArrayBuffer]") return new Uint8Array(value as ArrayBuffer);
  throw invalidArgument("fetch", "options.fetch resolved to a response whose body is not made of bytes");
}

function unreadable() {
  return invalidArgument(
    "fetch",
    "options.fetch resolved to a response whose body cannot be read: it is not a stream, or was read before",
  );
}

/** Ends a body that nobody has begun to read: a stream of the web, or of Node. */
function endStream(body: any): unknown {
  return typeof body?.cancel === "function" ? body.cancel() : body?.destroy?.();
}

/** Whatever that comes to. */
function cancelQuietly(cancel: () => unknown): void {
  void (async () => cancel())().catch(() => {});
}

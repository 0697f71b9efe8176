/**
 * Converts the arguments of `fetch`, or of a Worker's handler, to one form. It does not parse what the signature
 * covers.
 */
import type { AbortSignalLike } from "../public/types.js";
import { unlessAborted } from "./abort.js";
import { platform } from "./platform.js";
import type { HeadersLike, RequestInitLike, RequestLike } from "./types.js";

export interface Received {
  readonly method: string;
  /** As received. */
  readonly url: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Headers;
  readonly signal: AbortSignalLike | undefined;
  /** As text. Null if it is missing or empty. */
  readonly body: string | null;
}

/** A request before its body is read. */
export interface Head extends Omit<Received, "body"> {
  readonly content: Content | null;
}

/** A body that is not read yet: one that `fetch` accepts, or a request. */
type Content = { readonly body: unknown } | { text(): Promise<string> };

type Headers = ReadonlyArray<readonly [name: string, value: string]>;

export function receive(input: string | { readonly href: string } | RequestLike, init: RequestInitLike = {}): Head {
  const request: Partial<RequestLike> = isRequest(input) ? input : {};
  const url = isRequest(input) ? input.url : typeof input === "string" ? input : input.href;
  const method = (init.method ?? request.method ?? "GET").toUpperCase();
  return {
    method,
    url,
    ...target(url),
    headers: headerList(init.headers ?? request.headers ?? []),
    signal: init.signal ?? request.signal ?? undefined,
    content: method === "GET" || method === "HEAD" ? null : contentOf(request, init),
  };
}

function contentOf(request: Partial<RequestLike>, { body }: RequestInitLike): Content | null {
  if (body !== undefined && body !== null) return { body };
  // Not every browser has `Request.body`.
  return request.text ? (request as { text(): Promise<string> }) : null;
}

/** Reads the body of a request. The signal can abort a body that never ends. */
export async function withBody({ content, ...head }: Head): Promise<Received> {
  const text = content && (await unlessAborted(textOf(content), head.signal));
  return { ...head, body: text || null };
}

async function textOf(content: Content): Promise<string> {
  if ("text" in content) return content.text();
  const { body } = content;
  if (typeof body === "string") return body;
  const whole = isChunked(body) ? joined(await chunksOf(body)) : body;
  return new platform.Response(whole, { status: 200, headers: {} }).text();
}

async function chunksOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return chunks;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Whether a body is a Node request or stream. */
const isChunked = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;

/** A header's value, as `Headers.get` returns it. Repeated headers are joined. */
export function header(headers: Headers, name: string): string | null {
  const values = headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return values.length === 0 ? null : values.join(", ");
}

/** The parts of the URL that reach a server; a fragment never does. */
export function target(url: string): { path: string; query: string } {
  const [sent = ""] = url.split("#", 1);
  const local = sent.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?]*/i, "");
  const mark = local.indexOf("?");
  return mark < 0 ? { path: local, query: "" } : { path: local.slice(0, mark), query: local.slice(mark + 1) };
}

function isRequest(input: string | { readonly href: string } | RequestLike): input is RequestLike {
  return typeof input === "object" && "url" in input;
}

function headerList(headers: HeadersLike): Headers {
  if (isIterable(headers)) return Array.from(headers, pairOf);
  if (typeof headers.forEach !== "function") return Object.entries(headers).flatMap(spread);
  const list: (readonly [string, string])[] = [];
  headers.forEach((value, name) => list.push([name, value]));
  return list;
}

const isIterable = (headers: HeadersLike): headers is Iterable<Iterable<string>> => Symbol.iterator in headers;

function pairOf(pair: Iterable<string>): readonly [string, string] {
  const [name, value] = pair;
  return [String(name), String(value)];
}

/** An array of values means several headers with one name. */
function spread([name, values]: [string, string | readonly string[]]): (readonly [string, string])[] {
  return [values].flat().map((value) => [name, String(value)]);
}

/** Reads the arguments of `fetch`, and of a Worker's handler, into one shape. Nothing is parsed that the signature covers. */
import type { AbortSignalLike } from "../types.js";
import type { HeadersLike, RequestInitLike, RequestLike } from "./types.js";

export interface Received {
  readonly method: string;
  /** As handed over. */
  readonly url: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Headers;
  readonly signal: AbortSignalLike | undefined;
}

type Headers = ReadonlyArray<readonly [name: string, value: string]>;

export function receive(input: string | { readonly href: string } | RequestLike, init: RequestInitLike = {}): Received {
  const request: Partial<RequestLike> = isRequest(input) ? input : {};
  const url = isRequest(input) ? input.url : typeof input === "string" ? input : input.href;
  return {
    method: (init.method ?? request.method ?? "GET").toUpperCase(),
    url,
    ...target(url),
    headers: headerList(init.headers ?? request.headers ?? []),
    signal: init.signal ?? request.signal ?? undefined,
  };
}

/** A header as `Headers.get` returns it: repeated ones joined. */
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

/** Several values under one name are several headers. */
function spread([name, values]: [string, string | readonly string[]]): (readonly [string, string])[] {
  return [values].flat().map((value) => [name, String(value)]);
}

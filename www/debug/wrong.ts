/**
 * Programs that sign with one mistake each. They use the browser's cryptography and none of the debugger's code, so
 * that the examples are independent of it. The secret is invented.
 */

import { baseUrl, endpoints } from "../../src/npm/generated/parameters.js";

export const KEY = "Kq3vT0bYxN2mWcR8sLdP5g";
export const SECRET = "bWFkZS11cC1zZWNyZXQtMDE";
const OTHER_SECRET = "another-made-up-secret";
const USER = "12dd589465Z=";
const ENDPOINT = baseUrl + endpoints.meetingList.path;

export type Pair = readonly [name: string, value: string];
type Bytes = Uint8Array<ArrayBuffer>;

/** What an example fills in. */
export interface Filled {
  request: string;
  response?: string;
  secrets: { label: string; secret: string }[];
}

/** The steps that a wrong program changes. Missing steps are correct. */
export interface Wrong {
  /** The parameters of the URL. They are also those of the base string, unless `signed` changes them. */
  sent?: (pairs: Pair[]) => Pair[];
  /** The signed parameters, made from the sorted sent ones. */
  signed?: (pairs: Pair[]) => Pair[];
  /** The base string. */
  base?: (pairs: Pair[]) => string;
  /** The digest. */
  digest?: (secret: string, base: string) => Promise<Bytes>;
  /** The header's value. */
  encode?: (digest: Bytes) => string;
  /** Whether the mistake is visible with this digest. If not, it signs again with the timestamp a millisecond later. */
  shows?: (digest: Bytes) => boolean;
  secret?: string;
  /** How a value is written in the URL. */
  escape?: (value: string) => string;
  /** The pasted text. */
  pasted?: (url: string, header: string) => string;
  response?: string;
  more?: { label: string; secret: string }[];
}

/** Signs and writes the request as such a program would. */
export async function wrong(program: Wrong, now: number): Promise<Filled> {
  for (let at = now; ; at--) {
    const { sent = same, escape: escaped = encodeURIComponent, encode = base64url, pasted = curl } = program;
    const pairs = sent(parameters(at));
    const digest = await digestOf(program, pairs);
    if (program.shows?.(digest) === false) continue;
    const url = `${ENDPOINT}?${pairs.map(([name, value]) => `${name}=${escaped(value)}`).join("&")}`;
    const secrets = [{ label: "LTI secret", secret: SECRET }, ...(program.more ?? [])];
    return {
      request: pasted(url, encode(digest)),
      secrets,
      ...(program.response === undefined ? {} : { response: program.response }),
    };
  }
}

function digestOf(
  { signed = same, base = joined, digest = hmac(), secret = SECRET }: Wrong,
  sent: Pair[],
): Promise<Bytes> {
  return digest(secret, base(signed(sorted(sent))));
}

function parameters(now: number): Pair[] {
  return [
    ["isUpComing", "true"],
    ["key", KEY],
    ["pageNum", "1"],
    ["pageSize", "20"],
    ["timestamp", String(now)],
    ["userId", USER],
  ];
}

const same = <T>(value: T): T => value;
const sorted = (pairs: Pair[]): Pair[] => [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
export const joined = (pairs: Pair[]): string => pairs.map(([name, value]) => `${name}=${value}`).join("&");
export const without =
  (left: string) =>
  (pairs: Pair[]): Pair[] =>
    pairs.filter(([name]) => name !== left);
export const set =
  (name: string, value: string) =>
  (pairs: Pair[]): Pair[] =>
    pairs.map((pair) => (pair[0] === name ? [name, value] : pair));
export const shifted =
  (by: (now: number) => string) =>
  (pairs: Pair[]): Pair[] =>
    pairs.map((pair) => (pair[0] === "timestamp" ? ["timestamp", by(Number(pair[1]))] : pair));
export const renamed =
  (from: string, to: string) =>
  (pairs: Pair[]): Pair[] =>
    pairs.map((pair) => (pair[0] === from ? [to, pair[1]] : pair));
export const added =
  (name: string, value: string) =>
  (pairs: Pair[]): Pair[] => [...pairs, [name, value]];
export const ordered =
  (names: readonly string[]) =>
  (pairs: Pair[]): Pair[] =>
    [...pairs].sort(([a], [b]) => names.indexOf(a) - names.indexOf(b));
export const other = { label: "OAuth client secret", secret: OTHER_SECRET };
export const endpoint = ENDPOINT;

const bytes = (text: string): Bytes => new TextEncoder().encode(text);
const digits = (of: Bytes): string => String.fromCharCode(...of);

export function hmac(
  hash = "SHA-1",
  keyOf = bytes,
  messageOf = bytes,
): (secret: string, base: string) => Promise<Bytes> {
  return async (secret, base) => {
    const key = await crypto.subtle.importKey("raw", keyOf(secret), { name: "HMAC", hash }, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", key, messageOf(base)));
  };
}

export async function sha1(text: string): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-1", bytes(text)));
}

export const fromBase64 = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
export const base64 = (of: Bytes): string => btoa(digits(of));
export const base64url = (of: Bytes): string => base64(of).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
export const hex = (of: Bytes): string => [...of].map((byte) => byte.toString(16).padStart(2, "0")).join("");
/** The digest must contain `+` or `/`, so that the standard alphabet is visible. */
export const hasSigns = (of: Bytes): boolean => /[+/]/.test(base64(of));

export function curl(url: string, header: string): string {
  return `curl '${url}' \\\n  -H 'X-Lti-Signature: ${header}'`;
}

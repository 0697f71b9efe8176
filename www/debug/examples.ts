/** An example for each mistake: its name, and the program that makes it. */
import {
  added,
  base64,
  base64url,
  curl,
  endpoint,
  fromBase64,
  hasSigns,
  hex,
  hmac,
  joined,
  KEY,
  ordered,
  other,
  renamed,
  SECRET,
  set,
  sha1,
  shifted,
  without,
  type Pair,
  type Wrong,
} from "./wrong.js";

export interface Example {
  /** A stable name. */
  id: string;
  label: string;
  program: Wrong;
}

export interface Group {
  title: string;
  examples: readonly Example[];
}

const example = (id: string, label: string, program: Wrong): Example => ({ id, label, program });

const ARTICLE_ORDER = ["key", "timestamp", "isUpComing", "pageNum", "pageSize", "userId"];
const asQuery = (pairs: Pair[]): string =>
  pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const hours =
  (count: number) =>
  (now: number): string =>
    String(now + count * 3600_000);
const ACCEPTED = '{"status":true,"result":{"pageNum":1,"pageSize":20,"total":0,"list":[]}}';

const HEADER: Group = {
  title: "The header",
  examples: [
    example("hex-base64", "hex, then base64", { encode: (digest) => base64url(utf8(hex(digest))) }),
    example("hex", "hex", { encode: hex }),
    example("standard-alphabet", "+ and / left in", {
      encode: (digest) => base64(digest).replace(/=+$/, ""),
      shows: hasSigns,
    }),
    example("padding", "= left on", { encode: (digest) => `${base64url(digest)}=` }),
    example("base64-twice", "base64 twice", { encode: (digest) => base64url(utf8(base64(digest))) }),
    example("percent-encoded", "percent-encoded", { encode: (digest) => encodeURIComponent(base64(digest)) }),
    example("text", "through a text string", { encode: (digest) => base64(utf8(String.fromCharCode(...digest))) }),
    example("prefix", "sha1= in front", { encode: (digest) => `sha1=${base64url(digest)}` }),
    example("promise", "a forgotten await", { encode: () => "[object Promise]" }),
    example("cut", "last character lost", { encode: (digest) => base64url(digest).slice(0, -1) }),
    example("secret-sent", "the secret itself", { encode: () => SECRET }),
  ],
};

const BASE_STRING: Group = {
  title: "What was signed",
  examples: [
    example("article-order", "the order of the URL", { sent: ordered(ARTICLE_ORDER), signed: ordered(ARTICLE_ORDER) }),
    example("encoded", "values percent-encoded", { base: asQuery }),
    example("question-mark", "? in front", { base: (pairs) => `?${joined(pairs)}` }),
    example("path", "path in front", { base: (pairs) => `/api/v1/lti/rich/open/meeting/list?${joined(pairs)}` }),
    example("whole-url", "the whole URL", { base: (pairs) => `${endpoint}?${joined(pairs)}` }),
    example("line-feed", "line feed at the end", { base: (pairs) => `${joined(pairs)}\n` }),
    example("no-joiner", "no & between", { base: (pairs) => joined(pairs).replaceAll("&", "") }),
    example("json", "JSON", { base: (pairs) => JSON.stringify(Object.fromEntries(pairs)) }),
    example("not-signed", "userId sent, not signed", { signed: without("userId") }),
    example("not-sent", "userId signed, not sent", {
      pasted: (url, header) =>
        `curl -X GET '${url.replace(/&userId=.*$/, "")}' -H 'X-Lti-Signature: ${header}' -d ` +
        `'{"userId":"12dd589465Z="}'`,
    }),
    example("two-clocks", "two clock reads", { signed: shifted((now) => String(now + 7)) }),
    example("signed-seconds", "seconds signed, ms sent", { signed: shifted((now) => String(Math.floor(now / 1000))) }),
    example("other-page-size", "another pageSize", { signed: set("pageSize", "100") }),
    example("signed-true", "True signed, true sent", { signed: set("isUpComing", "True") }),
    example("times", "×tamp", { base: (pairs) => joined(pairs).replace("&timestamp", "×tamp") }),
    example("amp", "&amp;", { base: (pairs) => joined(pairs).replaceAll("&", "&amp;") }),
  ],
};

const MAC: Group = {
  title: "Key and hash",
  examples: [
    example("sha256", "SHA-256", { digest: hmac("SHA-256") }),
    example("swapped", "arguments swapped", { digest: (secret, base) => hmac()(base, secret) }),
    example("plain-hash", "a hash, no HMAC", { digest: (secret, base) => sha1(secret + base) }),
    example("key-as-secret", "the key as secret", { secret: KEY }),
    example("other-credential", "another credential’s secret", { secret: other.secret, more: [other] }),
    example("secret-newline", "line feed after the secret", { secret: `${SECRET}\n` }),
    example("secret-quotes", "quotes around the secret", { secret: `"${SECRET}"` }),
    example("secret-decoded", "the secret base64-decoded", { digest: hmac("SHA-1", fromBase64) }),
    example("oauth1", "& after the secret (OAuth 1)", { secret: `${SECRET}&` }),
    example("undefined", "secret undefined", { secret: "undefined" }),
    example("two-mistakes", "two mistakes at once", { base: asQuery, secret: `${SECRET}\r\n` }),
    example("foreign", "a secret not given here", { secret: "a-secret-nobody-knows" }),
  ],
};

const REQUEST: Group = {
  title: "Parameters and time",
  examples: [
    example("seconds", "seconds", { sent: shifted((now) => String(Math.floor(now / 1000))) }),
    example("microseconds", "microseconds", { sent: shifted((now) => `${now}000`) }),
    example("iso", "an ISO date", { sent: shifted((now) => new Date(now).toISOString()) }),
    example("expired", "3 days old", { sent: shifted(hours(-72.1)) }),
    example("local-time", "local time as UTC", { sent: shifted(hours(2)) }),
    example("misspelt", "isUpcoming", { sent: renamed("isUpComing", "isUpcoming") }),
    example("true", "True", { sent: set("isUpComing", "True") }),
    example("page-size", "pageSize 5000", { sent: set("pageSize", "5000") }),
    example("missing", "timestamp missing", { sent: without("timestamp") }),
    example("twice", "a parameter twice", { sent: added("pageNum", "1") }),
    example("tool", "_= added by a tool", { pasted: (url, header) => curl(`${url}&_=1761494048201`, header) }),
    example("e-mail", "an e-mail address", { sent: set("userId", "jane@example.edu") }),
    example("invisible", "a zero-width space", { sent: set("userId", "12dd589465Z\u200b") }),
  ],
};

const SENDING: Group = {
  title: "Sending",
  examples: [
    example("plus", "+ in the URL", { sent: set("userId", "12dd+89465Z"), escape: (value) => value }),
    example("unquoted", "URL not quoted", { pasted: (url, header) => `curl -H 'X-Lti-Signature: ${header}' ${url}` }),
    example("header-name", "X-LTI-Signatur", {
      pasted: (url, header) => curl(url, header).replace("X-Lti-Signature", "X-LTI-Signatur"),
    }),
    example("in-query", "signature in the URL", { pasted: (url, header) => `${url}&X-Lti-Signature=${header}` }),
    example("http", "http", { pasted: (url, header) => curl(url.replace("https:", "http:"), header) }),
    example("host", "another host", {
      pasted: (url, header) => curl(url.replace("applications.zoom.us", "api.zoom.us"), header),
    }),
    example("post", "POST", { pasted: (url, header) => curl(url, header).replace("curl ", "curl -X POST ") }),
    example("empty-list", "accepted, but empty", { response: ACCEPTED }),
    example("right", "all right", {}),
  ],
};

export const GROUPS: readonly Group[] = [HEADER, BASE_STRING, MAC, REQUEST, SENDING];

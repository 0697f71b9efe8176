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

/** The request from the article's example. */
export const ARTICLE_URL =
  "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?key=te2BnjG2QUOxSxiQZBHYAw&timestamp=1659605405120&isUpComing=true&pageNum=1&pageSize=1&userId=_vIWeZ76TtuFceCKHkVk4Q";

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
  title: "Header",
  examples: [
    example("hex-base64", "Hexadecimal text encoded as base64", { encode: (digest) => base64url(utf8(hex(digest))) }),
    example("hex", "Signature in hexadecimal digits", { encode: hex }),
    example("standard-alphabet", "Base64 with + and / instead of base64url", {
      encode: (digest) => base64(digest).replace(/=+$/, ""),
      shows: hasSigns,
    }),
    example("padding", "Padding = left at the end of the signature", { encode: (digest) => `${base64url(digest)}=` }),
    example("base64-twice", "Signature encoded as base64 twice", {
      encode: (digest) => base64url(utf8(base64(digest))),
    }),
    example("percent-encoded", "Signature percent-encoded in the header", {
      encode: (digest) => encodeURIComponent(base64(digest)),
    }),
    example("text", "Digest converted to text before base64", {
      encode: (digest) => base64(utf8(String.fromCharCode(...digest))),
    }),
    example("prefix", "sha1= in front of the signature", { encode: (digest) => `sha1=${base64url(digest)}` }),
    example("promise", "Forgotten await: [object Promise]", { encode: () => "[object Promise]" }),
    example("cut", "Last character of the signature lost", { encode: (digest) => base64url(digest).slice(0, -1) }),
    example("secret-sent", "Secret sent as the signature", { encode: () => SECRET }),
  ],
};

const BASE_STRING: Group = {
  title: "What was signed",
  examples: [
    example("article-order", "Parameters in another order", {
      sent: ordered(ARTICLE_ORDER),
      signed: ordered(ARTICLE_ORDER),
    }),
    example("encoded", "Values percent-encoded before signing", { base: asQuery }),
    example("question-mark", "? in front of the base string", { base: (pairs) => `?${joined(pairs)}` }),
    example("path", "Path signed with the parameters", {
      base: (pairs) => `/api/v1/lti/rich/open/meeting/list?${joined(pairs)}`,
    }),
    example("whole-url", "Whole URL signed", { base: (pairs) => `${endpoint}?${joined(pairs)}` }),
    example("line-feed", "Line feed at the end of the base string", { base: (pairs) => `${joined(pairs)}\n` }),
    example("no-joiner", "Parameters joined without &", { base: (pairs) => joined(pairs).replaceAll("&", "") }),
    example("json", "Parameters signed as JSON", { base: (pairs) => JSON.stringify(Object.fromEntries(pairs)) }),
    example("not-signed", "userId sent but not signed", { signed: without("userId") }),
    example("not-sent", "userId signed but sent in the body", {
      pasted: (url, header) =>
        `curl -X GET '${url.replace(/&userId=.*$/, "")}' -H 'X-Lti-Signature: ${header}' -d ` +
        `'{"userId":"12dd589465Z="}'`,
    }),
    example("two-clocks", "Clock read twice: two timestamps", { signed: shifted((now) => String(now + 7)) }),
    example("signed-seconds", "Seconds signed, milliseconds sent", {
      signed: shifted((now) => String(Math.floor(now / 1000))),
    }),
    example("other-page-size", "One pageSize signed, another one sent", { signed: set("pageSize", "100") }),
    example("signed-true", "isUpComing=True signed, true sent", { signed: set("isUpComing", "True") }),
    example("times", "×tamp instead of &timestamp", { base: (pairs) => joined(pairs).replace("&timestamp", "×tamp") }),
    example("amp", "&amp; instead of & between the parameters", {
      base: (pairs) => joined(pairs).replaceAll("&", "&amp;"),
    }),
  ],
};

const MAC: Group = {
  title: "Secret and HMAC",
  examples: [
    example("sha256", "HMAC with SHA-256 instead of SHA-1", { digest: hmac("SHA-256") }),
    example("swapped", "Secret and base string swapped", { digest: (secret, base) => hmac()(base, secret) }),
    example("plain-hash", "SHA-1 hash without HMAC", { digest: (secret, base) => sha1(secret + base) }),
    example("key-as-secret", "LTI key used as the secret", { secret: KEY }),
    example("other-credential", "Secret of the OAuth app", { secret: other.secret, more: [other] }),
    example("secret-newline", "Line feed after the secret", { secret: `${SECRET}\n` }),
    example("secret-quotes", "Quotes around the secret", { secret: `"${SECRET}"` }),
    example("secret-decoded", "Secret decoded from base64 first", { digest: hmac("SHA-1", fromBase64) }),
    example("oauth1", "OAuth 1 key: & after the secret", { secret: `${SECRET}&` }),
    example("undefined", "Secret is undefined in the program", { secret: "undefined" }),
    example("two-mistakes", "Two mistakes together", { base: asQuery, secret: `${SECRET}\r\n` }),
    example("foreign", "Secret that is not entered here", { secret: "a-secret-nobody-knows" }),
  ],
};

const REQUEST: Group = {
  title: "Parameters and time",
  examples: [
    example("seconds", "Timestamp in seconds", { sent: shifted((now) => String(Math.floor(now / 1000))) }),
    example("microseconds", "Timestamp in microseconds", { sent: shifted((now) => `${now}000`) }),
    example("iso", "Timestamp as an ISO date", { sent: shifted((now) => new Date(now).toISOString()) }),
    example("expired", "Timestamp three days old", { sent: shifted(hours(-72.1)) }),
    example("local-time", "Local time used as UTC", { sent: shifted(hours(2)) }),
    example("misspelt", "isUpcoming instead of isUpComing", { sent: renamed("isUpComing", "isUpcoming") }),
    example("true", "isUpComing=True with a capital letter", { sent: set("isUpComing", "True") }),
    example("page-size", "pageSize above the maximum of 1000", { sent: set("pageSize", "5000") }),
    example("missing", "Parameter timestamp missing", { sent: without("timestamp") }),
    example("twice", "Parameter pageNum sent twice", { sent: added("pageNum", "1") }),
    example("tool", "Parameter _ added by a tool after signing", {
      pasted: (url, header) => curl(`${url}&_=1761494048201`, header),
    }),
    example("e-mail", "E-mail address as userId", { sent: set("userId", "jane@example.edu") }),
    example("invisible", "Zero-width space in userId", { sent: set("userId", "12dd589465Z\u200b") }),
  ],
};

const SENDING: Group = {
  title: "Request",
  examples: [
    example("plus", "Raw + in the URL", { sent: set("userId", "12dd+89465Z"), escape: (value) => value }),
    example("unquoted", "URL without quotes in the shell", {
      pasted: (url, header) => `curl -H 'X-Lti-Signature: ${header}' ${url}`,
    }),
    example("header-name", "Header name misspelled: X-LTI-Signatur", {
      pasted: (url, header) => curl(url, header).replace("X-Lti-Signature", "X-LTI-Signatur"),
    }),
    example("in-query", "Signature in the URL instead of the header", {
      pasted: (url, header) => `${url}&X-Lti-Signature=${header}`,
    }),
    example("http", "http instead of https", { pasted: (url, header) => curl(url.replace("https:", "http:"), header) }),
    example("host", "Wrong host: api.zoom.us", {
      pasted: (url, header) => curl(url.replace("applications.zoom.us", "api.zoom.us"), header),
    }),
    example("post", "POST instead of GET", {
      pasted: (url, header) => curl(url, header).replace("curl ", "curl -X POST "),
    }),
    example("empty-list", "Signature accepted, but the list is empty", { response: ACCEPTED }),
    example("article", "Request of Zoom's article, without a signature", { pasted: () => ARTICLE_URL }),
    example("right", "Everything is right", {}),
  ],
};

/** The common groups first. */
export const GROUPS: readonly Group[] = [REQUEST, BASE_STRING, MAC, HEADER, SENDING];

// Faults of the framing: truncated, too long, badly compressed, endless. On some runtimes `fetch` reports some of them.
// Otherwise the JSON parser does. If the JSON text is complete, the page is valid.

import { almost, either, fails, failsTwice, gives, half, three, whole } from "./parts.mjs";

const cut = failsTwice("truncated_body");
const chunked = { "Transfer-Encoding": "chunked" };
const gzipped = { "Content-Encoding": "gzip" };
const chunk = (text) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** The second call may find the connection broken, and then makes another. */
const twice = [...three, ...three];

const stuck = "when decompression fails, its fetch sometimes neither ends nor fails the body; then the timeout does";

export const framing = {
  "complete, chunked": {
    play: (response) =>
      response
        .head(200, chunked)
        .write(`${chunk(half)}${chunk(whole.slice(half.length))}0\r\n\r\n`)
        .end(),
    expect: gives(three),
  },
  "complete, ended by the connection": {
    play: (response) => response.head(200).write(whole).end(),
    expect: gives(three),
  },
  "complete, in single bytes": {
    play: (response) => response.byBytes(whole),
    expect: gives(three),
  },
  "complete, with chunk extensions and a trailer": {
    play: (response) =>
      response
        .head(200, chunked)
        .write(`${whole.length.toString(16)};a=b\r\n${whole}\r\n0\r\nX-Trailer: 1\r\n\r\n`)
        .end(),
    expect: gives(three),
  },
  "truncated, with Content-Length": {
    play: (response) => response.head(200, { "Content-Length": whole.length }).write(half).end(),
    expect: cut,
  },
  "truncated by one byte, with Content-Length": {
    play: (response) => response.head(200, { "Content-Length": whole.length }).write(almost).end(),
    expect: cut,
  },
  "truncated inside a chunk": {
    play: (response) => response.head(200, chunked).write(chunk(whole).slice(0, half.length)).end(),
    expect: cut,
  },
  "truncated between chunks": { play: (response) => response.head(200, chunked).write(chunk(half)).end(), expect: cut },
  "truncated, without a length": { play: (response) => response.head(200).write(half).end(), expect: cut },
  "reset inside the body": {
    play: async (response) => {
      response.head(200, { "Content-Length": whole.length }).write(half);
      await response.pause(50);
      response.reset();
    },
    expect: cut,
  },
  "truncated at the first attempt, complete at the second": {
    play: (response, { attempt }) => (attempt === 1 ? response.head(200).write(half).end() : response.send(200, whole)),
    expect: gives(three, 2),
  },
  "complete JSON, Content-Length is larger": {
    play: (response) =>
      response
        .head(200, { "Content-Length": whole.length + 100 })
        .write(whole)
        .end(),
    expect: cut,
  },
  "complete JSON, the last chunk is missing": {
    play: (response) => response.head(200, chunked).write(chunk(whole)).end(),
    expect: cut,
    on: {
      "node 20": [
        gives(three),
        "its fetch reads the end of the connection as the end of the body; the page is complete",
      ],
    },
  },
  "Content-Length is smaller": {
    play: (response) => response.head(200, { "Content-Length": half.length }).write(whole).end(),
    expect: cut,
  },
  "complete JSON, then bytes beyond Content-Length": {
    play: (response) => response.head(200, { "Content-Length": whole.length }).write(`${whole}garbage`).end(),
    expect: gives(three),
  },
  "two different lengths": {
    play: (response) =>
      response.head(200, { "Content-Length": whole.length, "content-length": half.length }).write(whole).end(),
    expect: failsTwice("network"),
  },
  "a length that is not a number": {
    play: (response) => response.head(200, { "Content-Length": "many" }).write(whole).end(),
    expect: failsTwice("network"),
    on: { chromium: [gives(three), "it reads to the end of the connection instead"] },
  },
  "an invalid chunk size": {
    play: (response) => response.head(200, chunked).write(`zz\r\n${whole}\r\n0\r\n\r\n`).end(),
    expect: either(cut, failsTwice("network")),
  },
  "the body stalls in the middle": {
    play: (response) => response.head(200, { "Content-Length": whole.length }).write(half),
    options: { timeoutMs: 400 },
    expect: failsTwice("timeout"),
  },
  "the body arrives slowly without end": {
    play: (response) => response.head(200).trickle(half, " "),
    options: { timeoutMs: 400 },
    expect: failsTwice("timeout"),
  },
  "aborted by the caller during the body": {
    play: (response) => response.head(200, { "Content-Length": whole.length }).write(half),
    abortMs: 200,
    expect: fails("aborted"),
  },
  "aborted by the caller before the headers": { play: () => {}, abortMs: 200, expect: fails("aborted") },
  gzip: { play: (response) => response.send(200, response.gzip(whole), gzipped), expect: gives(three) },
  "gzip, truncated": {
    play: (response) => response.send(200, response.gzip(whole).subarray(0, 120), gzipped),
    expect: cut,
  },
  "gzip, wrong checksum": {
    play: (response) => response.send(200, corrupted(response.gzip(whole)), gzipped),
    expect: cut,
    options: { timeoutMs: 1_500 },
    on: {
      "node 20": [either(cut, failsTwice("timeout")), stuck],
      chromium: [gives(three), "it does not check the checksum; the JSON text is complete"],
    },
  },
  "not gzip, but declared as gzip": {
    play: (response) => response.send(200, whole, gzipped),
    options: { timeoutMs: 1_500 },
    expect: cut,
    on: { "node 20": [either(cut, failsTwice("timeout")), stuck] },
  },
  "an unknown encoding": {
    play: (response) => response.send(200, whole, { "Content-Encoding": "x-unknown" }),
    expect: gives(three),
  },
  "gzip that decompresses to 64 MB": {
    play: (response) => response.send(200, response.gzip(" ".repeat(64 << 20)), gzipped),
    options: { maxBodyBytes: 1 << 20 },
    expect: fails("body_too_large"),
  },
  "a page of 17 MB, 1 MB above the limit": {
    play: (response) => response.send(200, whole + " ".repeat(17 << 20)),
    expect: fails("body_too_large"),
  },
  "an endless body": {
    play: (response) => response.flood(" ".repeat(1 << 16)),
    options: { maxBodyBytes: 1 << 20 },
    expect: fails("body_too_large"),
  },
  "two responses to one request": {
    play: (response) => response.keep(200, whole).keep(200, "{}"),
    call: "twice",
    expect: either(gives(twice), gives(twice, 2)),
    on: {
      workerd: [
        either(gives(twice), fails("invalid_response", { rows: three })),
        "it may read the second as the response to its next request",
      ],
    },
  },
  "a response, then garbage on the kept connection": {
    play: (response) => response.keep(200, whole).write("\0\x01garbage\r\n\r\n"),
    call: "twice",
    expect: either(gives(twice), gives(twice, 2)),
  },
};

/** The checksum starts eight bytes before the end. */
function corrupted(gzip) {
  const at = gzip.length - 8;
  gzip[at] ^= 0xff;
  return gzip;
}

// Faults of the body's framing: cut, over-long, badly compressed, endless. `fetch` notices some of them on some
// runtimes; where it does not, the JSON text does, and where the JSON text is whole there is nothing wrong with the
// page.

import { almost, either, fails, failsTwice, gives, half, three, whole } from "./answers.mjs";

const cut = failsTwice("truncated_body");
const chunked = { "Transfer-Encoding": "chunked" };
const gzipped = { "Content-Encoding": "gzip" };
const chunk = (text) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** The second call may find the connection spoilt, and then makes another. */
const twice = [...three, ...three];

const stuck = "when decompression fails, its fetch now and then neither ends nor fails the body; the time limit does";

export const framing = {
  "whole, chunked": {
    play: (answer) =>
      answer
        .head(200, chunked)
        .write(`${chunk(half)}${chunk(whole.slice(half.length))}0\r\n\r\n`)
        .end(),
    expect: gives(three),
  },
  "whole, ended by the connection": { play: (answer) => answer.head(200).write(whole).end(), expect: gives(three) },
  "whole, in single bytes": {
    play: (answer) => answer.byBytes(whole),
    expect: gives(three),
  },
  "whole, with chunk extensions and a trailer": {
    play: (answer) =>
      answer
        .head(200, chunked)
        .write(`${whole.length.toString(16)};a=b\r\n${whole}\r\n0\r\nX-Trailer: 1\r\n\r\n`)
        .end(),
    expect: gives(three),
  },
  "cut by Content-Length": {
    play: (answer) => answer.head(200, { "Content-Length": whole.length }).write(half).end(),
    expect: cut,
  },
  "cut by Content-Length, one byte short": {
    play: (answer) => answer.head(200, { "Content-Length": whole.length }).write(almost).end(),
    expect: cut,
  },
  "cut chunked, inside a chunk": {
    play: (answer) => answer.head(200, chunked).write(chunk(whole).slice(0, half.length)).end(),
    expect: cut,
  },
  "cut chunked, between chunks": { play: (answer) => answer.head(200, chunked).write(chunk(half)).end(), expect: cut },
  "cut by the connection": { play: (answer) => answer.head(200).write(half).end(), expect: cut },
  "reset inside the body": {
    play: async (answer) => {
      answer.head(200, { "Content-Length": whole.length }).write(half);
      await answer.pause(50);
      answer.reset();
    },
    expect: cut,
  },
  "cut at the first attempt, whole at the second": {
    play: (answer, { attempt }) => (attempt === 1 ? answer.head(200).write(half).end() : answer.send(200, whole)),
    expect: gives(three, 2),
  },
  "whole JSON, Content-Length says more": {
    play: (answer) =>
      answer
        .head(200, { "Content-Length": whole.length + 100 })
        .write(whole)
        .end(),
    expect: cut,
  },
  "whole JSON, the last chunk missing": {
    play: (answer) => answer.head(200, chunked).write(chunk(whole)).end(),
    expect: cut,
    on: {
      "node 20": [gives(three), "its fetch takes the end of the connection for the end of the body; the page is whole"],
    },
  },
  "Content-Length says less": {
    play: (answer) => answer.head(200, { "Content-Length": half.length }).write(whole).end(),
    expect: cut,
  },
  "whole JSON, then bytes beyond Content-Length": {
    play: (answer) => answer.head(200, { "Content-Length": whole.length }).write(`${whole}garbage`).end(),
    expect: gives(three),
  },
  "two lengths that differ": {
    play: (answer) =>
      answer.head(200, { "Content-Length": whole.length, "content-length": half.length }).write(whole).end(),
    expect: failsTwice("network"),
  },
  "a length that is no number": {
    play: (answer) => answer.head(200, { "Content-Length": "many" }).write(whole).end(),
    expect: failsTwice("network"),
    on: { chromium: [gives(three), "it reads to the end of the connection instead"] },
  },
  "a chunk size that is none": {
    play: (answer) => answer.head(200, chunked).write(`zz\r\n${whole}\r\n0\r\n\r\n`).end(),
    expect: either(cut, failsTwice("network")),
  },
  "body stalls half-way": {
    play: (answer) => answer.head(200, { "Content-Length": whole.length }).write(half),
    options: { timeoutMs: 400 },
    expect: failsTwice("timeout"),
  },
  "body trickles for ever": {
    play: (answer) => answer.head(200).trickle(half, " "),
    options: { timeoutMs: 400 },
    expect: failsTwice("timeout"),
  },
  "aborted by the caller inside the body": {
    play: (answer) => answer.head(200, { "Content-Length": whole.length }).write(half),
    abortMs: 200,
    expect: fails("aborted"),
  },
  "aborted by the caller before the headers": { play: () => {}, abortMs: 200, expect: fails("aborted") },
  gzip: { play: (answer) => answer.send(200, answer.gzip(whole), gzipped), expect: gives(three) },
  "gzip, cut": { play: (answer) => answer.send(200, answer.gzip(whole).subarray(0, 120), gzipped), expect: cut },
  "gzip, wrong checksum": {
    play: (answer) => answer.send(200, corrupted(answer.gzip(whole)), gzipped),
    expect: cut,
    options: { timeoutMs: 1_500 },
    on: {
      "node 20": [either(cut, failsTwice("timeout")), stuck],
      chromium: [gives(three), "it does not look at the checksum; the JSON text is whole"],
    },
  },
  "gzip in name only": {
    play: (answer) => answer.send(200, whole, gzipped),
    options: { timeoutMs: 1_500 },
    expect: cut,
    on: { "node 20": [either(cut, failsTwice("timeout")), stuck] },
  },
  "an encoding nobody knows": {
    play: (answer) => answer.send(200, whole, { "Content-Encoding": "x-unknown" }),
    expect: gives(three),
  },
  "gzip that grows to 64 MB": {
    play: (answer) => answer.send(200, answer.gzip(" ".repeat(64 << 20)), gzipped),
    options: { maxBodyBytes: 1 << 20 },
    expect: fails("body_too_large"),
  },
  "a page of 17 MB, one above the limit": {
    play: (answer) => answer.send(200, whole + " ".repeat(17 << 20)),
    expect: fails("body_too_large"),
  },
  "a body without end": {
    play: (answer) => answer.flood(" ".repeat(1 << 16)),
    options: { maxBodyBytes: 1 << 20 },
    expect: fails("body_too_large"),
  },
  "two answers to one request": {
    play: (answer) => answer.keep(200, whole).keep(200, "{}"),
    call: "twice",
    expect: either(gives(twice), gives(twice, 2)),
    on: {
      workerd: [
        either(gives(twice), fails("invalid_response", { rows: three })),
        "it may take the second for the answer to its next request",
      ],
    },
  },
  "an answer, then garbage on the kept connection": {
    play: (answer) => answer.keep(200, whole).write("\0\x01garbage\r\n\r\n"),
    call: "twice",
    expect: either(gives(twice), gives(twice, 2)),
  },
};

/** The checksum stands eight bytes before the end. */
function corrupted(gzip) {
  const at = gzip.length - 8;
  gzip[at] ^= 0xff;
  return gzip;
}

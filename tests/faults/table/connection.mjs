// Faults before the answer's body: connections that are refused, break, stall, or carry something that is not HTTP.

import { fails, failsTwice, gives, resent, three, whole } from "./answers.mjs";

const noAnswer = failsTwice("network");
const tooSlow = failsTwice("timeout");
const hurried = { timeoutMs: 400 };

const passed = "it takes the line for a header, or drops it";

export const connection = {
  "connection refused": { at: "refused", expect: noAnswer },
  "TLS to a port that speaks plain HTTP": { at: "tls", expect: noAnswer },
  "closed on connect": { at: "slam", expect: noAnswer },
  "closed after the request": { play: (answer) => answer.end(), expect: noAnswer },
  "reset after the request": { play: (answer) => answer.reset(), expect: noAnswer },
  "half a status line": { play: (answer) => answer.write("HTTP/1.").end(), expect: noAnswer },
  "reset among the headers": {
    play: async (answer) => {
      answer.write("HTTP/1.1 200 OK\r\nContent-Type: applica");
      await answer.pause(50);
      answer.reset();
    },
    expect: noAnswer,
  },
  "never answers": { play: () => {}, options: hurried, expect: tooSlow },
  "never answers, and the deadline comes first": {
    play: () => {},
    options: { timeoutMs: 5_000, deadlineMs: 400 },
    expect: fails("timeout", { retryable: true }),
  },
  "headers trickle": {
    play: (answer) => answer.trickle("HTTP/1.1 200 OK\r\nX-Slow: ", "a"),
    options: hurried,
    expect: tooSlow,
  },
  "another protocol": { play: (answer) => answer.write("SSH-2.0-OpenSSH_9.6\r\n").end(), expect: noAnswer },
  "a body without status line (HTTP/0.9)": { play: (answer) => answer.write(whole).end(), expect: noAnswer },
  "no response at the first attempt, a page at the second": {
    play: (answer, { attempt }) => (attempt === 1 ? answer.reset() : answer.send(200, whole)),
    expect: gives(three, 2),
    on: { chromium: [gives(three), resent] },
  },
  "a stall at the first attempt, a page at the second": {
    play: (answer, { attempt }) => (attempt === 1 ? undefined : answer.send(200, whole)),
    options: { timeoutMs: 1_500 },
    expect: gives(three, 2),
  },
  "256 KB of headers": {
    play: (answer) => answer.send(200, whole, { "X-Large": "a".repeat(256 * 1024) }),
    expect: noAnswer,
    on: { workerd: [gives(three), "it has no such limit"] },
  },
  "a header name with a space": {
    play: (answer) => answer.send(200, whole, { "X Bad": "1" }),
    expect: noAnswer,
    on: { "node 20": [gives(three), passed], chromium: [gives(three), passed] },
  },
  "a NUL in a header": {
    play: (answer) => answer.send(200, whole, { "X-Nul": "a\0b" }),
    expect: noAnswer,
  },
  "a thousand times 103 Early Hints": {
    play: (answer) => answer.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(1000)).send(200, whole),
    expect: gives(three),
  },
  "103 Early Hints for ever": {
    play: (answer) => answer.trickle("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
    options: hurried,
    expect: tooSlow,
  },
  "101 Switching Protocols": {
    play: (answer) =>
      answer
        .write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
        .write(whole)
        .end(),
    expect: noAnswer,
    on: { workerd: [fails("http_status", { status: 101 }), "its fetch hands the status out"] },
  },
  "a status that is none (999)": { play: (answer) => answer.send(999, whole), expect: gives(three) },
  "a status of four digits": {
    play: (answer) => answer.send(1000, whole),
    expect: noAnswer,
    on: { chromium: [gives(three), "its fetch hands the status out"] },
  },
};

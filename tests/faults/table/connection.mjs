// Faults before the body: connections that are refused, break, stall, or carry something other than HTTP.

import { fails, failsTwice, gives, resent, three, whole } from "./parts.mjs";

const noResponse = failsTwice("network");
const tooSlow = failsTwice("timeout");
const hurried = { timeoutMs: 400 };

const passed = "it reads the line as a header, or drops it";

export const connection = {
  "connection refused": { at: "refused", expect: noResponse },
  "TLS to a port that speaks plain HTTP": { at: "tls", expect: noResponse },
  "closed on connect": { at: "slam", expect: noResponse },
  "closed after the request": { play: (response) => response.end(), expect: noResponse },
  "reset after the request": { play: (response) => response.reset(), expect: noResponse },
  "half a status line": { play: (response) => response.write("HTTP/1.").end(), expect: noResponse },
  "reset between the headers": {
    play: async (response) => {
      response.write("HTTP/1.1 200 OK\r\nContent-Type: applica");
      await response.pause(50);
      response.reset();
    },
    expect: noResponse,
  },
  "no response": { play: () => {}, options: hurried, expect: tooSlow },
  "no response, and the deadline comes before the timeout": {
    play: () => {},
    options: { timeoutMs: 5_000, deadlineMs: 400 },
    expect: fails("timeout", { retryable: true }),
  },
  "headers arrive slowly without end": {
    play: (response) => response.trickle("HTTP/1.1 200 OK\r\nX-Slow: ", "a"),
    options: hurried,
    expect: tooSlow,
  },
  "another protocol": { play: (response) => response.write("SSH-2.0-OpenSSH_9.6\r\n").end(), expect: noResponse },
  "a body without a status line (HTTP/0.9)": { play: (response) => response.write(whole).end(), expect: noResponse },
  "no response at the first attempt, a page at the second": {
    play: (response, { attempt }) => (attempt === 1 ? response.reset() : response.send(200, whole)),
    expect: gives(three, 2),
    on: { chromium: [gives(three), resent] },
  },
  "a stall at the first attempt, a page at the second": {
    play: (response, { attempt }) => (attempt === 1 ? undefined : response.send(200, whole)),
    options: { timeoutMs: 1_500 },
    expect: gives(three, 2),
  },
  "256 KB of headers": {
    play: (response) => response.send(200, whole, { "X-Large": "a".repeat(256 * 1024) }),
    expect: noResponse,
    on: { workerd: [gives(three), "it has no such limit"] },
  },
  "a header name with a space": {
    play: (response) => response.send(200, whole, { "X Bad": "1" }),
    expect: noResponse,
    on: { "node 20": [gives(three), passed], chromium: [gives(three), passed] },
  },
  "a NUL in a header": {
    play: (response) => response.send(200, whole, { "X-Nul": "a\0b" }),
    expect: noResponse,
  },
  "a thousand times 103 Early Hints": {
    play: (response) => response.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(1000)).send(200, whole),
    expect: gives(three),
  },
  "103 Early Hints without end": {
    play: (response) => response.trickle("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
    options: hurried,
    expect: tooSlow,
  },
  "101 Switching Protocols": {
    play: (response) =>
      response
        .write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
        .write(whole)
        .end(),
    expect: noResponse,
    on: { workerd: [fails("http_status", { status: 101 }), "its fetch returns the status"] },
  },
  "an undefined status (999)": { play: (response) => response.send(999, whole), expect: gives(three) },
  "a status of four digits": {
    play: (response) => response.send(1000, whole),
    expect: noResponse,
    on: { chromium: [gives(three), "its fetch returns the status"] },
  },
};

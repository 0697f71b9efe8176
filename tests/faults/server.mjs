// The fault server: plain TCP, so that it can send any bytes instead of a response. On loopback only.
//
// /fault/<number of the row>/<id>/… plays that row of the table, /places returns the URLs of the other ports, and
// /seen/<id> returns what arrived under an ID. CORS lets any page read every response.

import { createHmac } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { table } from "./table.mjs";

const rows = Object.values(table);
const open = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*" };
const preflight = {
  ...open,
  "Access-Control-Allow-Methods": "*",
  "Access-Control-Allow-Headers": "*",
  "Content-Length": "0",
};

/** {url, close}. */
export async function startFaults() {
  const state = { seen: new Map(), elsewhere: 0, places: {} };
  const main = await listen((socket) => serve(socket, state));
  const slam = await listen((socket) => socket.destroy());
  const other = await listen((socket) => socket.on("data", () => state.elsewhere++));
  const closed = await listen(() => {});
  closed.close();
  state.places = { slam: slam.url, other: other.url, refused: closed.url, tls: main.url.replace("http:", "https:") };
  return { url: main.url, close: () => [main, slam, other].forEach(({ close }) => close()) };
}

function listen(onSocket) {
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    // In many rows the client disconnects.
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    onSocket(socket);
  });
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve({ url: `http://127.0.0.1:${server.address().port}`, close })),
  );
}

/** Reads the requests of a connection. */
function serve(socket, state) {
  let text = "";
  socket.on("data", (bytes) => {
    // The response of a plain HTTP server to a TLS handshake.
    if (text === "" && bytes[0] === 0x16)
      return void socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    text += bytes.toString("latin1");
    for (let end; (end = text.indexOf("\r\n\r\n")) >= 0; text = text.slice(end + 4))
      handle(socket, text.slice(0, end), state);
  });
}

function handle(socket, head, state) {
  const [method, path] = head.split(" ", 2);
  const response = new FaultResponse(socket);
  if (method === "OPTIONS") return response.line(204, preflight);
  const [, verb, what, id, query] = /^\/(\w+)\/?([^/?]*)\/?([^/?]*)[^?]*\??(.*)$/.exec(path);
  if (verb === "places") return response.json(state.places);
  if (verb === "seen") return response.json({ ...seenUnder(state, what), elsewhere: state.elsewhere });
  if (verb !== "fault") return response.send(404, "");
  const seen = seenUnder(state, id);
  const params = Object.fromEntries(new URLSearchParams(query));
  const page = `${params.userId} ${params.pageNum}`;
  seen.pages[page] = (seen.pages[page] ?? 0) + 1;
  seen.requests++;
  seen.open++;
  socket.once("close", () => seen.open--);
  const call = {
    params,
    url: path,
    attempt: seen.pages[page],
    pageNum: Number(params.pageNum),
    timestamp: Number(params.timestamp),
    other: state.places.other,
  };
  call.signedWith = (secret) => signature(secret, params) === /^x-lti-signature: *(\S+)/im.exec(head)?.[1];
  return Promise.resolve(rows[Number(what)].play(response, call));
}

function seenUnder({ seen }, id) {
  if (!seen.has(id)) seen.set(id, { requests: 0, open: 0, pages: {} });
  return seen.get(id);
}

function signature(secret, params) {
  const names = Object.keys(params).sort();
  return createHmac("sha1", secret)
    .update(names.map((name) => `${name}=${params[name]}`).join("&"))
    .digest("base64url");
}

/** What a row can do with a connection. */
class FaultResponse {
  #socket;

  constructor(socket) {
    this.#socket = socket;
  }

  write(bytes) {
    if (!this.#socket.destroyed) this.#socket.write(typeof bytes === "string" ? Buffer.from(bytes) : bytes);
    return this;
  }

  /** The status line and only these headers. */
  line(status, headers) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return this.write(`HTTP/1.1 ${status} Status\r\n${lines.join("")}\r\n`);
  }

  /** A head with headers. The connection is closed after the body. */
  head(status, headers = {}) {
    return this.line(status, { "Content-Type": "application/json", ...open, Connection: "close", ...headers });
  }

  /** A complete response. */
  send(status, body, headers = {}) {
    return this.head(status, { "Content-Length": Buffer.byteLength(body), ...headers })
      .write(body)
      .end();
  }

  /** A complete response on a connection that stays open. */
  keep(status, body) {
    return this.line(status, {
      "Content-Type": "application/json",
      ...open,
      "Content-Length": Buffer.byteLength(body),
    }).write(body);
  }

  json(value) {
    return this.send(200, JSON.stringify(value));
  }

  /** Ends the connection properly. */
  end() {
    this.#socket.end();
    return this;
  }

  /** Resets the connection. */
  reset() {
    this.#socket.resetAndDestroy();
    return this;
  }

  /** Writes `start`, then `more` ten times a second while the client is connected. */
  async trickle(start, more) {
    for (this.write(start); !this.#socket.destroyed; await this.pause(100)) this.write(more);
  }

  /** Writes `piece` without end, as fast as the client reads. */
  async flood(piece) {
    this.head(200);
    while (!this.#socket.destroyed) {
      if (!this.#socket.write(piece))
        await Promise.race([sleep(100), new Promise((resolve) => this.#socket.once("drain", resolve))]);
    }
  }

  /** A complete response in single bytes. */
  async byBytes(body) {
    this.#socket.setNoDelay();
    this.head(200, { "Content-Length": Buffer.byteLength(body) });
    for (const byte of Buffer.from(body)) {
      this.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.end();
  }

  gzip(text) {
    return gzipSync(text);
  }

  pause(ms) {
    return sleep(ms);
  }
}

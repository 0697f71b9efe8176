// The helper server of the runtime suite, on loopback only. The URL contains its responses (see responses.mjs).

import { createServer } from "node:http";
import { text as whole } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

const open = { "access-control-allow-origin": "*" };
const preflight = {
  ...open,
  "access-control-allow-methods": "*",
  "access-control-allow-headers": "*",
  "access-control-max-age": "600",
};

/** {url, close}. */
export async function startHelper() {
  const requests = new Map();
  // The URL contains the response, and Node limits it to 16 KB by default.
  const server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
    // It fails only if the client has disconnected.
    handle(request, response, requests).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

async function handle(request, response, requests) {
  const [, verb, text, rest] = /^\/(respond|received)\/([\w-]+)(.*)$/s.exec(request.url) ?? [];
  if (!verb) return void response.writeHead(404, open).end();
  const { id, responses } = JSON.parse(Buffer.from(text, "base64url").toString());
  const body = await whole(request);
  const seen = requests.get(id) ?? [];
  requests.set(id, seen);
  if (verb === "received")
    return void response.writeHead(200, { ...open, "content-type": "application/json" }).end(JSON.stringify(seen));
  const next = responses[Math.min(seen.length, responses.length - 1)] ?? {};
  if (request.method === "OPTIONS") return void response.writeHead(204, next.cors === false ? {} : preflight).end();
  seen.push({ method: request.method, url: rest, headers: request.headers, body });
  return send(response, next);
}

async function send(
  response,
  {
    status = 200,
    headers = {},
    body = "",
    padding = 0,
    cors = true,
    delayMs = 0,
    stallMs = 0,
    declaredLength,
    drop = false,
  },
) {
  await pause(delayMs);
  if (drop) return response.destroy();
  const bytes = Buffer.from((typeof body === "string" ? body : JSON.stringify(body)) + " ".repeat(padding));
  const length = declaredLength === undefined ? {} : { "content-length": String(declaredLength) };
  response.strictContentLength = false;
  response.writeHead(status, { "content-type": "application/json", ...(cors && open), ...headers, ...length });
  if (stallMs !== 0) response.flushHeaders();
  await pause(stallMs);
  if (declaredLength === undefined) return void response.end(bytes);
  // The connection ends the body, because `end` would wait for the missing bytes.
  response.write(bytes, () => response.destroy());
}

/** Infinity crosses JSON as null. */
function pause(ms) {
  return ms === null ? new Promise(() => {}) : sleep(ms);
}

// node api-server.mjs: the API server for whole calls, in a separate process. Prints {form: port}.

import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { body } from "../bodies.mjs";
import { counts, credentials, forms } from "./samples.mjs";

/** A common chunk size of servers. */
const chunkLength = 16 * 1024;

const pages = new Map(counts.map((count) => [String(count), upcoming(count)]));
const zipped = new Map([...pages].map(([count, bytes]) => [count, gzipSync(bytes)]));

/** Upcoming meetings must be in the future in every year. */
function upcoming(count) {
  return Buffer.from(body(count).text.replaceAll('"startTime":"2026-', '"startTime":"2096-'));
}

const senders = {
  "Content-Length": (response, count) => {
    const bytes = pages.get(count);
    response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length }).end(bytes);
  },
  chunked: (response, count) => {
    const bytes = pages.get(count);
    response.writeHead(200, { "content-type": "application/json" });
    for (let at = 0; at < bytes.length; at += chunkLength) response.write(bytes.subarray(at, at + chunkLength));
    response.end();
  },
  gzip: (response, count) => {
    const bytes = zipped.get(count);
    const headers = { "content-type": "application/json", "content-encoding": "gzip", "content-length": bytes.length };
    response.writeHead(200, headers).end(bytes);
  },
};

function serve(send) {
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, ({ url, headers }, response) => {
    const query = url.slice(url.indexOf("?") + 1);
    if (headers["x-lti-signature"] !== signature(query)) return response.writeHead(401).end("{}");
    send(response, new URLSearchParams(query).get("pageSize"));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
}

function signature(query) {
  return createHmac("sha1", credentials.secret).update(query).digest("base64url");
}

const ports = {};
for (const form of forms) ports[form] = await serve(senders[form]);
console.log(`@@ports ${JSON.stringify(ports)}`);

// A local web site for the browser rows. It serves files and receives the results that a page posts, so a page needs no
// driver.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * Serves `folders` ({"/prefix/": folder}) with `headers` on every response: {url, results, sent, close}.
 *
 * `results(ms)` resolves to what is posted to `/results`; `sent()` lists what was served as [path, bytes].
 */
export async function startSite({ folders = {}, headers = {} } = {}) {
  const sent = [];
  const posted = withResolvers();
  const server = createServer((request, response) => {
    respond(request, response, { folders, headers, sent, posted }).catch((error) =>
      response.writeHead(500).end(String(error)),
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    results: (ms = 120_000) => within(posted.promise, ms, "the page posted no results"),
    sent: () => sent,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function respond(request, response, { folders, headers, sent, posted }) {
  const { pathname } = new URL(request.url, "http://site");
  if (pathname === "/results") return takeResults(request, response, posted);
  const path = find(pathname, folders);
  if (!path) return void response.writeHead(404).end();
  const body = readFileSync(path);
  sent.push([pathname, body]);
  response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream", ...headers }).end(body);
}

/** Any origin may post, because the page of a dev server has another one. */
async function takeResults(request, response, posted) {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  response.writeHead(204, { "access-control-allow-origin": "*" }).end();
  if (text) posted.resolve(JSON.parse(text));
}

function find(pathname, folders) {
  for (const [prefix, folder] of Object.entries(folders)) {
    if (!pathname.startsWith(prefix)) continue;
    const rest = normalize(decodeURIComponent(pathname.slice(prefix.length)) || "index.html");
    if (rest.startsWith("..")) return;
    const path = join(folder, rest);
    if (existsSync(path) && statSync(path).isFile()) return path;
  }
}

/** Node 20 has no `Promise.withResolvers`. */
function withResolvers() {
  const all = {};
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
  return all;
}

/** `promise`, or an error after `ms`. */
export function within(promise, ms, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${Math.round(ms / 1000)} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

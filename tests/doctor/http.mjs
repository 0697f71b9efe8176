// Questions about HTTP.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deflateSync, gzipSync } from "node:zlib";
import { createNodeHandler } from "zoom-lti-pro/testing";
import { at, examine, outcome, SIZE_1, whole } from "./doctor.mjs";

describe("HTTP", () => {
  outcome("CORS for all", [{ cors: "*" }], {
    cors: ["any", /^access-control-allow-origin, access-control-expose-headers; no preflight was sent$/],
  });
  outcome("CORS for the origin of the request", [{ cors: "https://example.com" }], { cors: ["echoed"] });
  outcome("CORS for another origin", [{ cors: "https://lms.example.edu" }], { cors: ["other"] });

  test("one request has an Origin", async () => {
    const { emulator } = await examine();
    const origins = emulator.requests.map(({ headers }) => headers.find(([name]) => /^origin$/i.test(name))?.[1]);
    assert.deepEqual(origins, [...Array(14).fill(undefined), "https://example.com", undefined]);
  });

  let left = 30;
  const limited = (emulator) => {
    const handler = createNodeHandler(emulator);
    return (request, response) => {
      response.setHeader("X-RateLimit-Remaining", String(left--));
      handler(request, response);
    };
  };
  outcome("rate limits", [{ headers: { "X-RateLimit-Limit": "30" } }, { server: limited }], {
    rate_limit: ["present", /^x-ratelimit-limit: 30; x-ratelimit-remaining: 30, at last 15$/],
  });

  const coded = (encoding, compress) => ({
    server: whole((response, body) => {
      response.setHeader("content-encoding", encoding);
      response.end(compress(body));
    }),
  });
  outcome("gzip, and a length", [{}, coded("gzip", gzipSync)], { encoding: ["gzip"], length: ["content_length"] });
  outcome("another encoding", [{}, coded("deflate", deflateSync)], { encoding: ["other", /^deflate$/] });
  const untilClosed = whole((response, body) => {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.write(body);
    response.end();
  });
  outcome("a body that ends with the connection", [{}, { server: untilClosed }], { length: ["neither"] });
  const dateless = whole((response, body) => {
    response.sendDate = false;
    response.removeHeader("date");
    response.end(body);
  });
  outcome("no Date", [{}, { server: dateless }], {
    credentials: ["accepted"],
    clock: ["cannot_tell", /^no Date header/],
    timestamp_61_ahead: ["refused"],
  });
  outcome("a redirect to another host", [at(SIZE_1, { kind: "redirect" })], {
    redirects: ["redirected", /^1 of 16; HTTP 302 to another host$/],
    page_size_1: ["cannot_tell", /^HTTP 302, a redirect$/],
  });
  outcome("redirects on the same host", [{ fault: { kind: "redirect", status: 307, location: "/login?next=x" } }], {
    redirects: ["redirected", /^1 of 1; HTTP 307 to the same host$/],
    credentials: ["unreadable"],
  });
});

// Refusals: HTTP statuses, API errors, signatures, clocks, Retry-After, redirects.

import { credentials, fails, failsTwice, gives, html, refused, rejected, resent, three, whole } from "./parts.mjs";

const always = (status, body, expect, headers) => ({
  play: (response) => response.send(status, body, headers),
  expect,
});
const onceThenPage = (status, body, expect, headers) => ({
  play: (response, { attempt }) =>
    attempt === 1
      ? response.send(status, body, typeof headers === "function" ? headers() : headers)
      : response.send(200, whole),
  expect,
});
const transient = [408, 429, 500, 502, 503, 504];
const hour = 3_600_000;

/** A server with a wrong clock, which accepts only signatures for its own time. */
const clockOff =
  (ms) =>
  (response, { timestamp }) => {
    const now = Date.now() + ms;
    const date = { Date: new Date(now).toUTCString() };
    return Math.abs(timestamp - now) < hour ? response.send(200, whole, date) : response.send(401, rejected, date);
  };

const redirects = [301, 302, 303, 307, 308].map((status) => [
  `${status} to another origin`,
  {
    play: (response, { other }) => response.send(status, "", { Location: `${other}/open/meeting/list` }),
    expect: fails("redirect_refused"),
  },
]);

export const statuses = {
  ...Object.fromEntries(
    transient.map((status) => [`${status} once, then a page`, onceThenPage(status, html, gives(three, 2))]),
  ),
  "408 once, then a page": { ...onceThenPage(408, html, gives(three, 2)), on: { chromium: [gives(three), resent] } },
  ...Object.fromEntries(
    transient.map((status) => [`${status} always`, always(status, html, failsTwice("http_status", { status }))]),
  ),
  ...Object.fromEntries(
    [400, 403, 404, 410, 418, 501].map((status) => [
      `${status} with HTML`,
      always(status, html, fails("http_status", { status })),
    ]),
  ),
  "404 with JSON of another shape": always(
    404,
    JSON.stringify({ status: 404, error: "Not Found" }),
    fails("http_status", { status: 404 }),
  ),
  "429 with JSON of another shape, then a page": onceThenPage(
    429,
    JSON.stringify({ code: 429, message: "You have reached the daily rate limit." }),
    gives(three, 2),
  ),
  "a page under 404": always(404, whole, gives(three)),
  "a truncated page under 503": always(503, whole.slice(0, 100), failsTwice("http_status", { status: 503 })),
  "an API error under 200": always(200, refused, fails("api_error", { status: 200 })),
  "an API error under 403": always(403, refused, fails("api_error", { status: 403 })),
  "an API error under 503, then a page": onceThenPage(503, refused, gives(three, 2)),
  "429, Retry-After: 0": onceThenPage(429, html, gives(three, 2), { "Retry-After": "0" }),
  "429, Retry-After: 1": onceThenPage(429, html, gives(three, 2, { atLeastMs: 1_000 }), { "Retry-After": "1" }),
  "503, Retry-After as a date": onceThenPage(503, html, gives(three, 2, { atLeastMs: 1_000 }), () => ({
    Date: new Date().toUTCString(),
    "Retry-After": new Date(Date.now() + 2_000).toUTCString(),
  })),
  "429, Retry-After in ISO 8601": onceThenPage(429, html, gives(three, 2, { atLeastMs: 1_000 }), () => ({
    Date: new Date().toUTCString(),
    "Retry-After": new Date(Date.now() + 2_000).toISOString(),
  })),
  "429, Retry-After that is not a time": onceThenPage(429, html, gives(three, 2), { "Retry-After": "in a while" }),
  "429, Retry-After: 3600": always(
    429,
    html,
    fails("http_status", { status: 429, retryable: true, retryAfter: 3_600_000 }),
    { "Retry-After": "3600" },
  ),
  "429, Retry-After beyond the deadline": {
    ...always(429, html, fails("http_status", { status: 429, retryable: true, retryAfter: 15_000 }), {
      "Retry-After": "15",
    }),
    options: { deadlineMs: 5_000 },
  },
  "signature rejected under 401": always(401, rejected, fails("signature_rejected", { status: 401 })),
  "signature rejected under 200": always(200, rejected, fails("signature_rejected", { status: 200 })),
  "signature rejected under 503": always(503, rejected, fails("signature_rejected", { status: 503 })),
  "the server's clock is 5 hours ahead": {
    play: clockOff(5 * hour),
    expect: gives(three, 2, { warning: "clock_corrected" }),
  },
  "the server's clock is 5 hours behind": {
    play: clockOff(-5 * hour),
    expect: gives(three, 2, { warning: "clock_corrected" }),
  },
  "signature rejected twice by a clock that is 5 hours ahead": {
    play: (response) => response.send(401, rejected, { Date: new Date(Date.now() + 5 * hour).toUTCString() }),
    expect: fails("signature_rejected", { status: 401, attempts: 2 }),
  },
  "signature rejected by a clock that is 25 hours ahead": {
    play: (response) => response.send(401, rejected, { Date: new Date(Date.now() + 25 * hour).toUTCString() }),
    expect: fails("signature_rejected", { status: 401, attempts: 1 }),
  },
  "signature rejected by a clock that was never set": {
    play: (response) => response.send(401, rejected, { Date: "Thu, 01 Jan 1970 00:00:07 GMT" }),
    expect: fails("signature_rejected", { status: 401 }),
  },
  "signature rejected by a clock that agrees": {
    play: (response) => response.send(401, rejected, { Date: new Date().toUTCString() }),
    expect: fails("signature_rejected", { status: 401 }),
  },
  "the older of two secrets is correct": {
    play: (response, { signedWith }) =>
      signedWith(credentials.secret) ? response.send(200, whole) : response.send(401, rejected),
    secret: ["not-the-right-one", credentials.secret],
    expect: gives(three, 2),
  },
  "neither of two secrets is correct": {
    play: (response) => response.send(401, rejected),
    secret: ["not-the-right-one", "nor-is-this"],
    expect: fails("signature_rejected", { status: 401, attempts: 2 }),
  },
  ...Object.fromEntries(redirects),
  "302 to the same path, in a loop": {
    play: (response, { url }) => response.send(302, "", { Location: url }),
    expect: fails("redirect_refused"),
  },
  "302 without a Location": always(302, "", fails("redirect_refused")),
  "300 with HTML": always(300, html, fails("redirect_refused")),
  "304 without a condition": { play: (response) => response.head(304).end(), expect: fails("redirect_refused") },
  "200 with a Location and Refresh": {
    play: (response, { other }) => response.send(200, whole, { Location: `${other}/`, Refresh: `0; url=${other}/` }),
    expect: gives(three),
  },
};

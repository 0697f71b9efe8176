/** Responds to a calendar that requests a feed. */
import type { CalendarRequest, CalendarResponse, StoredFeed } from "./types.js";

const RETRY_AFTER_SECONDS = "600";

/**
 * The HTTP response with a feed: `text/calendar`, with an entity tag, for `GET` and `HEAD`. It is 304 if the calendar
 * has this feed already (`If-None-Match`, otherwise `If-Modified-Since`).
 *
 * ```ts
 * const feed = calendarFeed(meetings, { name: "My classes" });
 * const result = calendarResponse(incoming, feed);
 * ```
 *
 * Pass an error, null or undefined if the list could not be read and there is no earlier feed. The response is then
 * 503, because a calendar that receives an empty feed deletes all events.
 *
 * The feed is private, so shared caches must not keep it. Do not add `Content-Disposition: attachment`: some calendars
 * then refuse the subscription.
 */
export function calendarResponse(
  request: CalendarRequest,
  feed: StoredFeed | Error | null | undefined,
): CalendarResponse {
  if (request.method !== "GET" && request.method !== "HEAD") return respond(405, { Allow: "GET, HEAD" });
  if (!isFeed(feed)) return respond(503, { "Retry-After": RETRY_AFTER_SECONDS, "Cache-Control": "no-store" });
  const modified = new Date(feed.lastModified ?? NaN);
  const headers = {
    ETag: feed.etag,
    "Cache-Control": "private, no-cache",
    ...(!Number.isNaN(modified.getTime()) && { "Last-Modified": modified.toUTCString() }),
  };
  if (isCurrent(request.headers, feed.etag, modified)) return respond(304, headers);
  const content = { "Content-Type": "text/calendar; charset=utf-8", "X-Content-Type-Options": "nosniff" };
  return respond(200, { ...headers, ...content }, request.method === "HEAD" ? null : feed.text);
}

/** Code may throw anything, and a store may lose a part. */
function isFeed(feed: unknown): feed is StoredFeed {
  const { text, etag } = Object(feed) as Partial<StoredFeed>;
  return typeof text === "string" && text !== "" && typeof etag === "string";
}

function respond(status: number, headers: Record<string, string>, body: string | null = null): CalendarResponse {
  const { Response } = globalThis as unknown as { Response: ResponseConstructor };
  return new Response(body, { status, headers });
}

type ResponseConstructor = new (
  body: string | null,
  init: { status: number; headers: Record<string, string> },
) => CalendarResponse;

/** RFC 9110, section 13.2.2: a date counts only if there is no entity tag. */
function isCurrent(headers: CalendarRequest["headers"], etag: string, modified: Date): boolean {
  const tags = headers.get("If-None-Match");
  if (tags !== null) return tags.trim() === "*" || entityTags(tags).includes(etag);
  const text = headers.get("If-Modified-Since") ?? "";
  const since = new Date(text);
  // `Date` also reads what is not an HTTP date, and a date without a zone in the server's zone.
  return since.toUTCString() === text && Math.floor(modified.getTime() / 1000) * 1000 <= since.getTime();
}

/** The entity tags of a list, without the mark of weak ones: compression makes a tag weak. */
function entityTags(list: string): string[] {
  return [...list.matchAll(/"[^"]*"/g)].map(([tag]) => tag);
}

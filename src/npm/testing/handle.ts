/** The way of a request through the server: path, method, signature, parameters, page. No state, no clock. */
import { failure, json, type Answer } from "./answer.js";
import { signatureFailed } from "./faults.js";
import { listPage, readQuery } from "./list.js";
import { header, type Received } from "./received.js";
import type { Server } from "./server.js";

const LIST_PATH = "/api/v1/lti/rich/open/meeting/list";

export function handle(server: Server, request: Received, now: number): Answer {
  if (request.path !== LIST_PATH) return failure(404, "404", "Not found.");
  if (request.method !== "GET") return withHeaders(failure(405, "405", "Method not allowed."), { allow: "GET" });
  const parameters = verified(server, request, now);
  if (parameters === null) return signatureFailed(server.errorStatus);
  const query = readQuery(parameters);
  // Neither the code nor the words of this error are known; 9999 should look like nothing Zoom would send.
  if (typeof query === "string") return failure(server.errorStatus, "400", `Invalid parameter ${query}(9999).`);
  const pageSize = server.pageSize ?? query.pageSize;
  return json(200, listPage(server.meetings(now), { ...query, pageSize }, now, server.timeZoneField));
}

/** The answer to a browser's question whether a page may send the signature; null where it is not one we answer. */
export function preflight(server: Server, request: Received): Answer | null {
  if (server.cors === undefined || request.method !== "OPTIONS") return null;
  const headers = { "access-control-allow-methods": "GET", "access-control-allow-headers": "X-Lti-Signature" };
  return { status: 204, headers, body: null };
}

/** The headers every answer has, faults too: a page must be able to read those as well. */
export function dress(server: Server, answer: Answer, now: number): Answer {
  const date = { date: new Date(now).toUTCString() };
  if (server.cors === undefined) return withHeaders(answer, date);
  const origin = { "access-control-allow-origin": server.cors, "access-control-expose-headers": "Date, Retry-After" };
  return withHeaders(answer, { ...date, ...origin, ...(server.cors === "*" ? {} : { vary: "Origin" }) });
}

/** The parameters, or null where the signature does not hold. Any other error is a defect and must show. */
function verified(server: Server, request: Received, now: number): Record<string, string> | null {
  if (server.requireSortedQuery && !isSorted(request.query)) return null;
  const headers = { get: (name: string) => header(request.headers, name) };
  try {
    return server.verify({ url: request.url, headers }, server.credentials, { now: () => now });
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === "verification_failed") return null;
    throw error;
  }
}

function isSorted(query: string): boolean {
  const names = query.split("&").map((pair) => pair.split("=", 1)[0]!);
  return names.every((name, i) => i === 0 || names[i - 1]! <= name);
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

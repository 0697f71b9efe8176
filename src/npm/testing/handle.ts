/** Handles a request: path, method, signature, then its endpoint. It does not read the clock. */
import { failure, json, type EmulatedResponse } from "./emulated-response.js";
import { wrongField, wrongParameter } from "./parameter-checks.js";
import { BASE_PATH, ENDPOINTS } from "./endpoints.js";
import { signatureFailed } from "./faults.js";
import type { Received } from "./received.js";
import { parsed, Refused, type Outcome } from "./endpoint-call.js";
import type { Server } from "./server-options.js";
import { verified } from "./signatures.js";

export function handle(server: Server, request: Received, now: number, outcome: Outcome): EmulatedResponse {
  const there = ENDPOINTS.filter(({ path }) => request.path === BASE_PATH + path);
  const endpoint = there.find(({ method }) => request.method === method);
  if (there.length === 0) return failure(404, "404", "Not found.");
  if (!endpoint) return notAllowed(there.map(({ method }) => method));
  const parameters = verified(server, request, now);
  if (parameters === null) return signatureFailed(server.errorStatus);
  const content = parsed(request.body ?? "");
  const wrong = wrongParameter(endpoint, parameters, server) ?? wrongField(endpoint, content);
  if (wrong !== undefined) return invalid(server, wrong);
  const envelope = endpoint.act({ server, parameters, content, now, outcome });
  if (envelope instanceof Refused) return invalid(server, envelope.name);
  return json(envelope.status ? 200 : server.errorStatus, envelope);
}

/** Zoom's code and message for this error are not known. 9999 is clearly not one of Zoom's. */
function invalid({ errorStatus }: Server, name: string): EmulatedResponse {
  return failure(errorStatus, "400", `Invalid parameter ${name}(9999).`);
}

function notAllowed(methods: readonly string[]): EmulatedResponse {
  return withHeaders(failure(405, "405", "Method not allowed."), { allow: methods.join(", ") });
}

/** The response to a CORS preflight request. Null for other requests. */
export function preflight(server: Server, request: Received): EmulatedResponse | null {
  if (server.cors === undefined || request.method !== "OPTIONS") return null;
  const headers = {
    "access-control-allow-methods": [...new Set(ENDPOINTS.map(({ method }) => method))].join(", "),
    "access-control-allow-headers": "X-Lti-Signature, Content-Type",
  };
  return { status: 204, headers, body: null };
}

/** Adds the headers of every response, faults included: a page must be able to read those as well. */
export function withCommonHeaders(server: Server, response: EmulatedResponse, now: number): EmulatedResponse {
  const dated = { date: new Date(now).toUTCString(), ...server.headers };
  if (server.cors === undefined) return withHeaders(response, dated);
  const origin = { "access-control-allow-origin": server.cors, "access-control-expose-headers": "Date, Retry-After" };
  return withHeaders(response, { ...dated, ...origin, ...(server.cors === "*" ? {} : { vary: "Origin" }) });
}

function withHeaders(response: EmulatedResponse, headers: Record<string, string>): EmulatedResponse {
  return { ...response, headers: { ...response.headers, ...headers } };
}

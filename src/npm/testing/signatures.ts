/** Checks the signature of a request with the client's `verify`, adapted to the options. */
import { Limit } from "../generated/layout.js";
import { signingRules } from "../generated/parameters.js";
import { sign, verify } from "../index.js";
import { ENDPOINTS } from "./endpoints.js";
import { header, type Received } from "./received.js";
import type { Server } from "./server-options.js";

/** The parameters, or null if the signature is not valid. */
export function verified(server: Server, request: Received, now: number): Record<string, string> | null {
  const query = server.unsignedParameters === "ignore" ? withoutUnknown(request.query) : request.query;
  if (server.requireSortedQuery && !isSorted(query)) return null;
  const received = header(request.headers, "X-Lti-Signature");
  if (server.replay === "refuse" && server.accepted.has(received)) return null;
  const parameters = checked(server, `${request.path}?${query}`, sortedSignature(server, query, received), now);
  if (parameters !== null && server.replay === "refuse") server.accepted.add(received);
  return parameters;
}

/** `verify` with the option's time window. Any error except `verification_failed` is a bug and is rethrown. */
function checked(server: Server, url: string, signature: string | null, now: number): Record<string, string> | null {
  const { timestampWindow: window } = server;
  const clock = window === undefined ? now : Number(/[?&]timestamp=(\d+)(?:&|$)/.exec(url)?.[1]);
  if (
    window &&
    !(clock >= now - (window.pastMs ?? Limit.WindowMs) && clock <= now + (window.futureMs ?? Limit.WindowMs))
  )
    return null;
  try {
    return verify({ url, headers: { get: () => signature } }, server.credentials, { now: () => clock });
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === "verification_failed") return null;
    throw error;
  }
}

/** Applies `signedOrder`: if the signature is valid for the order received, returns that of the sorted order. */
function sortedSignature(server: Server, query: string, received: string | null): string | null {
  if (server.signedOrder === "sorted") return received;
  const { secret } = server.credentials;
  const pairs = query.split("&").map(decoded);
  if (sign(secret, pairs.join("&")) !== received) return server.signedOrder === "either" ? received : null;
  return sign(secret, pairs.sort(byName).join("&"));
}

function decoded(pair: string): string {
  try {
    return decodeURIComponent(pair);
  } catch {
    return pair;
  }
}

/** The documented parameters. */
const KNOWN = [...signingRules, ...ENDPOINTS.flatMap(({ parameters }) => parameters)].map(({ name }) => name);

const nameOf = (pair: string): string => pair.split("=", 1)[0]!;

const byName = (a: string, b: string): number => (nameOf(a) < nameOf(b) ? -1 : 1);

function withoutUnknown(query: string): string {
  const pairs = query.split("&");
  return pairs.filter((pair) => KNOWN.includes(nameOf(pair))).join("&");
}

function isSorted(query: string): boolean {
  const names = query.split("&").map(nameOf);
  return names.every((name, i) => i === 0 || names[i - 1]! <= name);
}

/** Faults while the emulator runs: GET, PUT and DELETE of /fault. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { describeFault, planned, type Planned } from "./fault-options.js";
import { UsageError } from "./command-definition.js";
import { visibleControls } from "./terminal-text.js";

/** The fault from the next request on. */
export interface Plan {
  now: Planned | null;
}

/**
 * Handles a request for `/fault` or with an invalid URL, and returns true. Returns false for any other request.
 */
export function control(
  plan: Plan,
  request: IncomingMessage,
  response: ServerResponse,
  tell: (text: string) => void,
): boolean {
  const url = target(request.url ?? "/");
  if (url === undefined) {
    respond(response, 400, { error: "the request target is not a path or a URL" });
    return true;
  }
  if (url.pathname !== "/fault") return false;
  try {
    if (change(plan, request.method, url.searchParams))
      tell(`Fault: ${plan.now ? visibleControls(describeFault(plan.now)) : "none"}`);
    respond(response, 200, { fault: plan.now && describeFault(plan.now) });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    respond(response, 400, { error: error.message });
  }
  return true;
}

/** Node passes on any request target, also one such as `//` that is not a URL. */
function target(given: string): URL | undefined {
  try {
    return new URL(given, "http://emulator.invalid");
  } catch {
    return undefined;
  }
}

function change(plan: Plan, method: string | undefined, parameters: URLSearchParams): boolean {
  if (method === "GET" || method === "HEAD") return false;
  if (method !== "PUT" && method !== "DELETE") throw new UsageError("/fault accepts only GET, PUT and DELETE");
  const { kind = "", ...settings } = Object.fromEntries(parameters);
  plan.now = method === "PUT" ? planned(kind, Object.entries(settings)) : null;
  return true;
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(`${JSON.stringify(body)}\n`);
}

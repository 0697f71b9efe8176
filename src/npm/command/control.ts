/** Faults while the emulator runs: GET, PUT and DELETE of /fault. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { describeFault, planned, type Planned } from "./faults.js";
import { UsageError } from "./spec.js";

/** What goes wrong from the next request on. */
export interface Plan {
  now: Planned | null;
}

/** Whether the request was one of these; then it is answered. */
export function control(
  plan: Plan,
  request: IncomingMessage,
  response: ServerResponse,
  tell: (text: string) => void,
): boolean {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://emulator.invalid");
  if (pathname !== "/fault") return false;
  try {
    if (change(plan, request.method, searchParams)) tell(`Fault: ${plan.now ? describeFault(plan.now) : "none"}`);
    answer(response, 200, { fault: plan.now && describeFault(plan.now) });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    answer(response, 400, { error: error.message });
  }
  return true;
}

function change(plan: Plan, method: string | undefined, parameters: URLSearchParams): boolean {
  if (method === "GET" || method === "HEAD") return false;
  if (method !== "PUT" && method !== "DELETE") throw new UsageError("GET, PUT and DELETE are for /fault");
  const { kind = "", ...settings } = Object.fromEntries(parameters);
  plan.now = method === "PUT" ? planned(kind, Object.entries(settings)) : null;
  return true;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(`${JSON.stringify(body)}\n`);
}

/** Sends the probes in sequence. */
import { Limit } from "../../generated/layout.js";
import { exchange, type Exchange } from "./exchange.js";
import { PROBE_NAMES, PROBES, type ProbeContext, type ProbeName } from "./probes.js";
import type { Seen } from "./probe-results.js";
import { verdictOf } from "./response-kind.js";

/** One for each probe. The first may be repeated with the server's time. */
export const MAX_REQUESTS = PROBE_NAMES.length + 1;

/** If the clock is off by more, it may be the cause of a refusal. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

export interface Target extends Pick<ProbeContext, "credentials" | "userId" | "baseUrl"> {
  readonly pauseMs: number;
  /** Called before each request. */
  readonly beforeRequest: () => void;
}

/** Throws if the first request cannot be signed. Then nothing was sent. */
export async function sendProbes(target: Target): Promise<Seen> {
  const exchanges = new Map<ProbeName, Exchange>();
  const context = contextOf(target, exchanges);
  let [requests, byServerClock] = [0, false];
  const send = async (name: ProbeName): Promise<void> => {
    if (requests > 0) await new Promise((resolve) => setTimeout(resolve, target.pauseMs));
    const request = PROBES[name](context);
    requests += 1;
    target.beforeRequest();
    exchanges.set(name, await exchange(request));
  };
  let stopped: string | undefined;
  for (const name of PROBE_NAMES) {
    await send(name);
    if (name === "plain" && mayBeClock(exchanges)) {
      await send(name);
      byServerClock = true;
    }
    stopped = whyStop(name, exchanges.get(name)!);
    if (stopped !== undefined) break;
  }
  return { exchanges, requests, stopped, offsetMs: firstDated(exchanges)?.likelyMs ?? null, byServerClock };
}

function contextOf(
  { credentials, userId, baseUrl }: Target,
  exchanges: ReadonlyMap<ProbeName, Exchange>,
): ProbeContext {
  const signed = new Set<number>();
  const total = (name: ProbeName): number => {
    const response = exchanges.has(name) ? verdictOf(exchanges.get(name)!) : undefined;
    return response?.kind === "accepted" ? Number(response.page.result["total"]) || 0 : 0;
  };
  return {
    credentials,
    userId,
    baseUrl,
    // A timestamp is never ahead of the server's clock, and never used twice: the server might refuse either.
    now: () => {
      let time = Date.now() + correctionMs(firstDated(exchanges));
      while (signed.has(time)) time -= 1;
      signed.add(time);
      return time;
    },
    longerIsUpcoming: () => total("plain") >= total("history"),
    first: () => exchanges.get("plain")!.sent,
  };
}

/**
 * The server's clock minus this one, in milliseconds, from the first response with a Date. A Date has whole seconds.
 */
function firstDated(exchanges: ReadonlyMap<ProbeName, Exchange>): Offset | null {
  for (const { reply, sentAt, receivedAt } of exchanges.values()) {
    const date = typeof reply === "string" ? NaN : Date.parse(reply.headers.get("date") ?? "");
    if (!Number.isNaN(date)) return { atLeastMs: date - receivedAt, likelyMs: date + 500 - (sentAt + receivedAt) / 2 };
  }
  return null;
}

function correctionMs(offset: Offset | null): number {
  return offset && Math.abs(offset.likelyMs) <= Limit.CorrectionMs ? offset.atLeastMs : 0;
}

interface Offset {
  readonly atLeastMs: number;
  readonly likelyMs: number;
}

function mayBeClock(exchanges: ReadonlyMap<ProbeName, Exchange>): boolean {
  const response = verdictOf(exchanges.get("plain")!);
  const refused = response.kind === "refused" && response.detail === 2203;
  const offsetMs = Math.abs(firstDated(exchanges)?.likelyMs ?? 0);
  return refused && offsetMs > CLOCK_TOLERANCE_MS && offsetMs <= Limit.CorrectionMs;
}

/** Without one accepted request, the other probes mean nothing. A busy server gets no more requests. */
function whyStop(name: ProbeName, exchange: Exchange): string | undefined {
  const { reply } = exchange;
  if (typeof reply !== "string" && reply.status === 429) return "the server responded with HTTP 429";
  return name === "plain" && verdictOf(exchange).kind !== "accepted" ? "the first request was not accepted" : undefined;
}

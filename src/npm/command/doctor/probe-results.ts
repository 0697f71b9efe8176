/** The results of the probes, for the questions. */
import type { Exchange, Reply } from "./exchange.js";
import type { ProbeName } from "./probes.js";
import { verdictOf, type Row, type Verdict } from "./response-kind.js";

export interface Seen {
  /** Only the probes that were sent. */
  readonly exchanges: ReadonlyMap<ProbeName, Exchange>;
  readonly requests: number;
  /** Why the rest was not sent. Undefined if all were sent. */
  readonly stopped: string | undefined;
  /** The server's time minus this machine's, in milliseconds; null without a Date header. */
  readonly offsetMs: number | null;
  /** Whether the first request was accepted only with the server's time. */
  readonly byServerClock: boolean;
}

export function verdict({ exchanges, stopped }: Seen, name: ProbeName): Verdict {
  const exchange = exchanges.get(name);
  return exchange ? verdictOf(exchange) : { kind: "other", said: `not sent, as ${stopped}` };
}

/** True or false, or the reason why it is unknown. Only 2203 counts as a refused signature. */
export function isAccepted(seen: Seen, name: ProbeName): boolean | string {
  const { kind, said, ...rest } = verdict(seen, name);
  if (kind === "accepted") return true;
  const is2203 = "detail" in rest && rest.detail === 2203;
  return is2203 ? false : kind === "refused" ? `another error came: ${said}` : said;
}

export function replies({ exchanges }: Seen): Reply[] {
  return [...exchanges.values()].flatMap(({ reply }) => (typeof reply === "string" ? [] : [reply]));
}

/** The server's time at which a probe was sent. */
export function serverTime({ exchanges, offsetMs }: Seen, name: ProbeName): number {
  return (exchanges.get(name)?.sentAt ?? Date.now()) + (offsetMs ?? 0);
}

/** The rows of the page with the most rows. */
export function rowsOf(seen: Seen, isUpComing: boolean): readonly Row[] {
  const pages = [...seen.exchanges.values()]
    .filter(({ sent }) => sent.url.includes(`isUpComing=${isUpComing}`))
    .map((exchange) => verdictOf(exchange))
    .flatMap((one) => (one.kind === "accepted" ? [one.page.list] : []));
  return pages.reduce((longest, list) => (list.length > longest.length ? list : longest), []);
}

export function allRows(seen: Seen): readonly Row[] {
  return [...rowsOf(seen, true), ...rowsOf(seen, false)];
}

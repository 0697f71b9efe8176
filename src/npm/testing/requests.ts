/** A request whose signature holds, on its way to an endpoint. */
import type { Server } from "./server.js";

export interface Call {
  readonly server: Server;
  /** The signed parameters, decoded. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** The body as JSON, undefined where there was no JSON. It is as documented. */
  readonly content: unknown;
  readonly now: number;
  readonly outcome: Outcome;
}

/** How much of a call succeeds. All of it, but for a fault. */
export interface Outcome {
  /** How many meetings of a bulk call are accepted; `"half"`: half of them, rounded down. */
  readonly accepted?: number | "half";
  /** Whether a meeting that is created comes into its course. */
  readonly associated?: boolean;
}

/** What every response of the API has. */
export interface Envelope {
  readonly status: boolean;
  readonly result?: object;
}

/** A parameter or a field of the body is missing, or is not as documented. */
export class Refused {
  /** Such as `pageNum` or `meetingList[3].domain`. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The body as JSON; undefined where it is none. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

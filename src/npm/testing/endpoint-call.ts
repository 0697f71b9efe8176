/** A request with a valid signature, for an endpoint. */
import type { Server } from "./server-options.js";

export interface Call {
  readonly server: Server;
  /** The signed parameters, decoded. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** The parsed JSON body, already checked. Undefined without one. */
  readonly content: unknown;
  readonly now: number;
  readonly outcome: Outcome;
}

/** How much of a call succeeds. Without a fault, all of it. */
export interface Outcome {
  /** How many meetings of a bulk call are accepted. `"half"` is rounded down. */
  readonly accepted?: number | "half";
  /** Whether a created meeting is added to its course. */
  readonly associated?: boolean;
}

/** The fields of every response of the API. */
export interface Envelope {
  readonly status: boolean;
  readonly result?: object;
}

/** A parameter or a field of the body is missing or wrong. */
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

/** The parsed JSON body. Undefined if it is not JSON. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

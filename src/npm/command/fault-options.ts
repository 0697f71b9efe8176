/** Faults of the emulator, as written on a command line or in a URL. */
import type { Fault, FaultKind } from "zoom-lti-pro/testing";
import { UsageError } from "./command-definition.js";
import { nearest } from "./nearest.js";

type Kind = "number" | "text" | "none";

/** The settings of each kind of fault. The type makes the table complete. */
const SETTINGS: Readonly<Record<FaultKind, Readonly<Record<string, Kind>>>> = {
  api_error: { detail: "number", errorCode: "text", errorMessage: "text", status: "number" },
  http_status: { status: "number", retryAfter: "text", body: "text" },
  truncated_body: { bytes: "number" },
  broken_body: {},
  empty_body: {},
  html: { body: "text" },
  redirect: { status: "number", location: "text" },
  delay: { headersMs: "number", bodyMs: "number" },
  network: {},
  content_type: { contentType: "text" },
  oversized_body: { bytes: "number" },
  deep_nesting: { depth: "number" },
  lost_response: {},
  partial_success: { accepted: "number" },
  not_associated: {},
};

export const KINDS = Object.keys(SETTINGS) as FaultKind[];

/** A fault for a number of requests. Infinity means until it is changed. */
export interface Planned {
  fault: Fault;
  times: number;
}

/** Reads a fault such as `http_status,status=503,times=2`. */
export function readFault(text: string): Planned {
  const [kind = "", ...settings] = text.split(",");
  return planned(
    kind,
    settings.map((setting) => [setting.split("=", 1)[0]!, setting.slice(setting.indexOf("=") + 1)]),
  );
}

export function planned(kind: string, settings: Iterable<readonly [string, string]>): Planned {
  if (!Object.hasOwn(SETTINGS, kind)) {
    const meant = nearest(kind, KINDS);
    if (meant !== undefined) throw new UsageError("there is no such fault", `Did you mean ${meant}?`);
    throw new UsageError(`there is no such fault; the faults are ${KINDS.join(", ")}`);
  }
  const known = { ...SETTINGS[kind as FaultKind], times: "number" };
  const read = Object.fromEntries([...settings].map(([name, value]) => [name, setting(kind, known, name, value)]));
  const { times = Infinity, ...rest } = read;
  const fault = { ...(kind === "http_status" ? { status: 503 } : {}), ...rest, kind } as Fault;
  return { fault: inRange(fault), times: Number(times) };
}

function setting(kind: string, known: Readonly<Record<string, string>>, name: string, value: string): string | number {
  const type = Object.hasOwn(known, name) ? known[name] : undefined;
  if (type === undefined)
    throw new UsageError(`the fault ${kind} has only these settings: ${Object.keys(known).join(", ")}`);
  if (type === "text") return value;
  const number = Number(value);
  if (value.trim() === "" || Number.isNaN(number) || number < 0) throw new UsageError(`${name} is not a number`);
  return number;
}

const MAX_DEPTH = 1_000_000;

/** Checked early: Node refuses an invalid status only while sending, and the nested body is built in memory. */
function inRange(fault: Fault): Fault {
  if ("depth" in fault && fault.depth! > MAX_DEPTH) throw new UsageError(`depth must be at most ${MAX_DEPTH}`);
  if (!("status" in fault) || fault.status === undefined) return fault;
  if (Number.isInteger(fault.status) && fault.status >= 200 && fault.status <= 599) return fault;
  throw new UsageError("status must be a number from 200 to 599");
}

export function describeFault({ fault: { kind, ...settings }, times }: Planned): string {
  const words = Object.entries(settings).map(([name, value]) => `${name}=${String(value)}`);
  return [kind, ...words, times === Infinity ? "" : `times=${times}`].filter(Boolean).join(",");
}

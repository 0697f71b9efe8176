/** The emulator of Zoom's LTI Pro API: the exports of `zoom-lti-pro/testing`. The entry passes in the client. */
import { throwIfAborted, unlessAborted } from "./abort.js";
import { toResponse, type Answer } from "./emulated-response.js";
import { EMULATOR_CREDENTIALS } from "./emulator-credentials.js";
import { applyFault } from "./faults.js";
import { dress, handle, preflight } from "./handle.js";
import { createNodeHandler } from "./node-handler.js";
import { platform } from "./platform.js";
import { receive, withBody, type Received } from "./received.js";
import type { Outcome } from "./endpoint-call.js";
import { configure, type Rules, type Server } from "./server-options.js";
import type { LtiProError } from "../public/error.js";
import type * as api from "../testing.js";
import type {
  Emulator,
  EmulatorFetch,
  EmulatorOptions,
  RecordedRequest,
  RequestInitLike,
  RequestLike,
} from "./types.js";

/** The client entry for the same runtime: it has the only implementation of the signature and the only error class. */
interface Client extends Rules {
  readonly LtiProError: typeof LtiProError;
}

/** Makes the exports of `zoom-lti-pro/testing`. */
export function createTesting(lti: Client): typeof api {
  const create = (options: EmulatorOptions = {}): Emulator => {
    requirePlatform(lti);
    return createEmulator(lti, options);
  };
  return { createEmulator: create, createNodeHandler, EMULATOR_CREDENTIALS };
}

/** Checked early: if `fetch` threw this, a client would report a failed connection. */
function requirePlatform({ LtiProError }: Client): void {
  const missing = (["Response", "ReadableStream"] as const).filter((name) => typeof platform[name] !== "function");
  if (missing.length === 0) return;
  const hint =
    "Jest's environment jsdom leaves out Node's fetch API: run the test in the environment node " +
    "(@jest-environment node).";
  throw new LtiProError(
    "invalid_argument",
    `the emulator needs ${missing.join(" and ")}, which this environment lacks`,
    { hint },
  );
}

function createEmulator(rules: Rules, options: EmulatorOptions): Emulator {
  const server = configure(rules, options);
  const log = createLog(server.maxRequests);
  const emulator: Emulator = {
    fetch: fetchOf(server, log, () => emulator.fault),
    credentials: server.credentials,
    users: server.users,
    requests: log.requests,
    clearRequests: log.clear,
    fault: options.fault,
  };
  return emulator;
}

function fetchOf(server: Server, log: Log, fault: () => Emulator["fault"]): EmulatorFetch {
  return async (input: string | { readonly href: string } | RequestLike, init?: unknown, context?: unknown) => {
    // If there is a third argument, the second is a Worker's `env` and not an init.
    const head = receive(input, context === undefined ? (init as RequestInitLike | undefined) : undefined);
    throwIfAborted(head.signal);
    // A request without a body is recorded at once, before `fetch` returns its promise.
    const request = head.content ? await withBody(head) : { ...head, body: null };
    const now = server.now();
    const entry = log.add(request, now);
    const answer = preflight(server, request) ?? (await spoiled(server, request, entry, fault()));
    return toResponse(dress(server, answer, now), request.signal);
  };
}

/** The response after applying the fault, if any. */
async function spoiled(
  server: Server,
  request: Received,
  entry: RecordedRequest,
  fault: Emulator["fault"],
): Promise<Answer> {
  const { signal } = request;
  const chosen = typeof fault === "function" ? await unlessAborted(Promise.resolve(fault(entry)), signal) : fault;
  const due = (outcome: Outcome = {}): Answer => handle(server, request, entry.receivedAt, outcome);
  return chosen ? applyFault(chosen, due, { errorStatus: server.errorStatus, sleep: server.sleep, signal }) : due();
}

/** The latest requests. */
interface Log {
  readonly requests: readonly RecordedRequest[];
  add(request: Received, receivedAt: number): RecordedRequest;
  clear(): void;
}

function createLog(limit: number): Log {
  const requests: RecordedRequest[] = [];
  let count = 0;
  return {
    requests,
    add({ method, url, headers, body }, receivedAt) {
      const entry = { index: count++, receivedAt, method, url, headers, body };
      if (requests.push(entry) > limit) requests.shift();
      return entry;
    },
    clear() {
      requests.length = count = 0;
    },
  };
}

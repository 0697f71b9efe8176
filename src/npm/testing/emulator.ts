/** The emulator of Zoom's LTI Pro API. */
import { LtiProError } from "../index.js";
import { throwIfAborted, unlessAborted } from "./abort.js";
import { toResponse, type EmulatedResponse } from "./emulated-response.js";
import { applyFault } from "./faults.js";
import { withCommonHeaders, handle, preflight } from "./handle.js";
import { platform } from "./platform.js";
import { receive, withBody, type Received } from "./received.js";
import type { Outcome } from "./endpoint-call.js";
import { configure, type Server } from "./server-options.js";
import type {
  Emulator,
  EmulatorFetch,
  EmulatorOptions,
  RecordedRequest,
  RequestInitLike,
  RequestLike,
} from "./types.js";

/**
 * Makes a server for tests that behaves as Zoom documents its LTI Pro API. It needs no network and no account. It
 * serves `GET /open/meeting/list`, `POST /meeting/bulkImport`, `PUT /meeting/bulkDisassociate` and
 * `POST /meeting/createAndAssociate`. It checks the signature, the parameters and the body, and responds in the
 * documented envelope. Imported and created meetings appear in the user's list. Disassociated meetings disappear from
 * it. This state lasts as long as the emulator object.
 *
 * Do not rely on behavior that Zoom does not document: a wrong parameter or body gets errorCode `"400"` and detail
 * 9999, an unknown path gets 404, another method 405. The `result` of a bulk call is `{ emulated: true, accepted,
 * refused }`, with two lists of meeting numbers. The `result` of `createAndAssociate` has only the `id`.
 *
 * @throws TypeError if `pageSize` or `maxRequests` is not a positive integer.
 * @throws LtiProError `invalid_argument` if the platform has no `Response` or `ReadableStream`, as in Jest's jsdom.
 * @example
 * const emulator = createEmulator();
 * const { list } = await listMeetings(
 *   emulator.credentials,
 *   { userId: emulator.users[0].userId },
 *   { fetch: emulator.fetch },
 * );
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  requirePlatform();
  const server = configure(options);
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

/** Checked early: if `fetch` threw this, a client would report a failed connection. */
function requirePlatform(): void {
  const missing = (["Response", "ReadableStream"] as const).filter((name) => typeof platform[name] !== "function");
  if (missing.length === 0) return;
  const hint =
    "Jest's environment jsdom has no fetch API. Run the test in the environment node (@jest-environment node).";
  throw new LtiProError(
    "invalid_argument",
    `the emulator needs ${missing.join(" and ")}, but this environment does not have it`,
    { hint },
  );
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
    const response = preflight(server, request) ?? (await withFault(server, request, entry, fault()));
    return toResponse(withCommonHeaders(server, response, now), request.signal);
  };
}

/** The response after applying the fault, if any. */
async function withFault(
  server: Server,
  request: Received,
  entry: RecordedRequest,
  fault: Emulator["fault"],
): Promise<EmulatedResponse> {
  const { signal } = request;
  const chosen = typeof fault === "function" ? await unlessAborted(Promise.resolve(fault(entry)), signal) : fault;
  const respond = (outcome: Outcome = {}): EmulatedResponse => handle(server, request, entry.receivedAt, outcome);
  return chosen
    ? applyFault(chosen, respond, { errorStatus: server.errorStatus, sleep: server.sleep, signal })
    : respond();
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

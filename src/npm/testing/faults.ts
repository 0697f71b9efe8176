/** The faults. Each is a function from the correct response to the one that is sent. */
import type { AbortSignalLike } from "../public/types.js";
import { throwIfAborted, unlessAborted } from "./abort.js";
import { failure, html, type EmulatedResponse } from "./emulated-response.js";
import { utf8 } from "./platform.js";
import type { Outcome } from "./endpoint-call.js";
import type { Fault, FaultKind } from "./types.js";

/** Processes the request and returns its response. If a fault does not call it, the request has no effect. */
export type Respond = (outcome?: Outcome) => EmulatedResponse;

export interface FaultContext {
  /** The HTTP status of responses with `status:false`. */
  readonly errorStatus: number;
  readonly signal: AbortSignalLike | undefined;
  readonly sleep: (ms: number, signal?: AbortSignalLike) => PromiseLike<void>;
}

/** Every signature mistake gets the same response. */
export function signatureFailed(status: number): EmulatedResponse {
  return failure(status, "401", "Verify LTI signature failed(2203).");
}

export async function applyFault(fault: Fault, respond: Respond, context: FaultContext): Promise<EmulatedResponse> {
  if (!Object.hasOwn(FAULTS, fault.kind)) throw new TypeError(`unknown kind of fault: ${String(fault.kind)}`);
  const apply = FAULTS[fault.kind] as ApplyFault<FaultKind>;
  return apply(fault, respond, context);
}

type ApplyFault<K extends FaultKind> = (
  fault: Extract<Fault, { kind: K }>,
  respond: Respond,
  context: FaultContext,
) => EmulatedResponse | Promise<EmulatedResponse>;

const FAULTS: { readonly [K in FaultKind]: ApplyFault<K> } = {
  api_error: (fault, _, { errorStatus }) => {
    const { status = errorStatus, errorCode = "401", detail = 2203, errorMessage = messageOf(detail) } = fault;
    return failure(status, errorCode, errorMessage);
  },
  http_status: ({ status, retryAfter, body = errorPage(status) }) => {
    const response = html(status, body);
    return retryAfter === undefined ? response : withHeader(response, "retry-after", String(retryAfter));
  },
  truncated_body: ({ bytes }, respond) => changed(respond(), (whole) => whole.subarray(0, bytes ?? whole.length >> 1)),
  broken_body: (_, respond) => changed(respond(), (whole) => () => breaking(whole)),
  empty_body: (_, respond) => changed(respond(), () => null),
  html: ({ body = LOGIN_PAGE }) => html(200, body),
  redirect: ({ status = 302, location = "https://elsewhere.invalid/login" }) => ({
    status,
    headers: { location },
    body: null,
  }),
  delay: async ({ headersMs = 0, bodyMs = 0 }, respond, { signal, sleep }) => {
    const response = respond();
    if (headersMs > 0) await pause(headersMs, signal, sleep);
    if (bodyMs <= 0) return response;
    return changed(response, (whole) => (reading) => halting(whole, () => pause(bodyMs, reading, sleep)));
  },
  network: ({ error = connectionFailed() }) => Promise.reject(error),
  content_type: ({ contentType = "text/plain" }, respond) => withHeader(respond(), "content-type", contentType),
  oversized_body: ({ bytes = 17 * MIB }, respond) =>
    changed(respond(), (whole) => (reading) => padded(whole, bytes, reading)),
  deep_nesting: ({ depth = 100_000 }, respond) => changed(respond(), (whole) => nested(whole, depth)),
  lost_response: ({ error = connectionFailed() }, respond) => {
    respond();
    return Promise.reject(error);
  },
  partial_success: ({ accepted }, respond) => respond({ accepted: accepted ?? "half" }),
  not_associated: (_, respond) => respond({ associated: false }),
};

const MIB = 2 ** 20;

const LOGIN_PAGE =
  "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Sign in to continue</form></body></html>";

/** An error page as nginx writes it. */
function errorPage(status: number): string {
  const [head, body] = [`<title>${status}</title>`, `<center><h1>${status}</h1></center>`];
  return `<html>\r\n<head>${head}</head>\r\n<body>\r\n${body}\r\n</body>\r\n</html>\r\n`;
}

/** Two messages are from Zoom; the rest is our own. */
function messageOf(detail: number): string {
  if (detail === 2203) return "Verify LTI signature failed(2203).";
  return detail === 2237 ? "The recording does not exist(2237)." : `Emulated error(${detail}).`;
}

function withHeader(response: EmulatedResponse, name: string, value: string | null): EmulatedResponse {
  const { [name]: _, ...others } = response.headers;
  return { ...response, headers: value === null ? others : { ...others, [name]: value } };
}

/**
 * The response with another body. The emulator's own bodies are bytes; only faults generate a body while it is read.
 */
function changed(
  response: EmulatedResponse,
  change: (whole: Uint8Array) => EmulatedResponse["body"],
): EmulatedResponse {
  const { body } = response;
  return { ...response, body: change(body instanceof Uint8Array ? body : new Uint8Array()) };
}

const connectionFailed = (): Error => new TypeError("fetch failed");

async function pause(ms: number, signal: AbortSignalLike | undefined, sleep: FaultContext["sleep"]): Promise<void> {
  throwIfAborted(signal);
  await unlessAborted(sleep(ms, signal), signal);
}

async function* breaking(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes.subarray(0, bytes.length >> 1);
  throw new TypeError("terminated");
}

async function* halting(bytes: Uint8Array, halt: () => Promise<void>): AsyncGenerator<Uint8Array, void> {
  yield bytes.subarray(0, bytes.length >> 1);
  await halt();
  yield bytes.subarray(bytes.length >> 1);
}

/** Each chunk is a new array, because a reader may transfer it. */
async function* padded(bytes: Uint8Array, total: number, reading: AbortSignalLike): AsyncGenerator<Uint8Array, void> {
  yield bytes;
  for (let left = total - bytes.length; left > 0; left -= PADDING) {
    throwIfAborted(reading);
    yield new Uint8Array(Math.min(left, PADDING)).fill(0x20);
  }
}

const PADDING = 2 ** 16;

/** Prepends `{"nested":[[…]],` to the object's other fields. */
function nested(bytes: Uint8Array, depth: number): Uint8Array {
  const head = utf8(`{"nested":${"[".repeat(depth)}${"]".repeat(depth)},`);
  const whole = new Uint8Array(head.length + bytes.length - 1);
  whole.set(head);
  whole.set(bytes.subarray(1), head.length);
  return whole;
}

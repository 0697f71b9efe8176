import type { BodyReason, ErrorCode } from "../generated/error-codes.js";

export type { BodyReason, ErrorCode };

/**
 * Why a body could not be decoded. The last four say why a list of pages could not be read to its end; `toArray()`
 * throws `incomplete` if `all()` would return `complete: false`.
 */
export type ErrorReason = BodyReason | "repeated_page" | "page_size" | "too_many" | "incomplete";

/**
 * Whether a request reached the server. `"no"`: nothing was sent. `"maybe"`: a request was passed to `fetch`, but no
 * response came. `"yes"`: a response came.
 */
export type Sent = "no" | "maybe" | "yes";

/** The properties of an {@link LtiProError} besides `code` and `message`. */
export interface ErrorDetails {
  /** As {@link LtiProError.hint}. */
  hint?: string | undefined;
  /** As {@link LtiProError.errorCode}. */
  errorCode?: string | undefined;
  /** As {@link LtiProError.detail}. */
  detail?: number | undefined;
  /** As {@link LtiProError.status}. */
  status?: number | undefined;
  /** As {@link LtiProError.retryable}; false by default. */
  retryable?: boolean | undefined;
  /** As {@link LtiProError.retryAfter}, in milliseconds. */
  retryAfter?: number | undefined;
  /** As {@link LtiProError.attempts}. */
  attempts?: number | undefined;
  /** As {@link LtiProError.reason}. */
  reason?: ErrorReason | undefined;
  /** As {@link LtiProError.offset}, in bytes. */
  offset?: number | undefined;
  /** As {@link LtiProError.row}, from 0. */
  row?: number | undefined;
  /** As {@link LtiProError.field}. */
  field?: string | undefined;
  /** As {@link LtiProError.sent}; `"no"` by default. */
  sent?: Sent | undefined;
  /** As {@link LtiProError.result}. */
  result?: unknown;
  /** The error behind this one, such as that of `fetch`. */
  cause?: unknown;
}

/** Marks our errors in every copy of this module. A program with `import` and `require` has two copies. */
const BRAND = Symbol.for("zoom-lti-pro.error");

/**
 * The error of every function of this package. It never contains a secret, a signature or the query of a URL.
 *
 * ```ts
 * try {
 *   await listMeetings(credentials, query);
 * } catch (error) {
 *   if (isLtiProError(error) && error.code === "signature_rejected") console.error(error.hint);
 *   else throw error;
 * }
 * ```
 */
export class LtiProError extends Error {
  /** What went wrong: a stable name. */
  readonly code: ErrorCode;
  /** What to do about it, if the message does not say it. */
  readonly hint: string | undefined;
  /** The API's `errorCode`, a string such as `"401"`. */
  readonly errorCode: string | undefined;
  /** The number at the end of the API's `errorMessage`, such as 2203. */
  readonly detail: number | undefined;
  /** The HTTP status of the response, if there was one. */
  readonly status: number | undefined;
  /**
   * Whether the same call may succeed later and cannot have an effect twice. False if a request other than a GET may
   * have taken effect.
   */
  readonly retryable: boolean;
  /** How long the server asked to wait (`Retry-After`), in milliseconds. */
  readonly retryAfter: number | undefined;
  /** The number of requests that were sent. */
  readonly attempts: number | undefined;
  /** Why the body, or the list, could not be read. */
  readonly reason: ErrorReason | undefined;
  /** The byte of the body at which decoding stopped. */
  readonly offset: number | undefined;
  /** The index in `list` of the meeting that has the fault. */
  readonly row: number | undefined;
  /** The parameter, option or field that has the fault. */
  readonly field: string | undefined;
  /**
   * Whether the last request may have reached the server. Only `"no"` means that it certainly had no effect.
   */
  readonly sent: Sent;
  /**
   * The `result` of a response that refuses the request (`status: false`), as `JSON.parse` reads it. An example is the
   * ID of a meeting that was created but not associated. It may contain personal data, so it is not in the message or
   * in `toJSON()`, and consoles do not print it.
   */
  declare readonly result: unknown;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.hint = details.hint;
    this.errorCode = details.errorCode;
    this.detail = details.detail;
    this.status = details.status;
    this.retryable = details.retryable ?? false;
    this.retryAfter = details.retryAfter;
    this.attempts = details.attempts;
    this.reason = details.reason;
    this.offset = details.offset;
    this.row = details.row;
    this.field = details.field;
    this.sent = details.sent ?? "no";
    Object.defineProperty(this, "result", { value: details.result });
  }

  /** All properties except the stack, the cause and the result, for logs. */
  toJSON(): Record<string, unknown> {
    return { ...(this as object), name: this.name, message: this.message };
  }
}

// The build shortens names. This is the name that is printed.
Object.defineProperty(LtiProError, "name", { value: "LtiProError", configurable: true });
Object.defineProperties(LtiProError.prototype, {
  name: { value: "LtiProError", configurable: true, writable: true },
  [BRAND]: { value: true },
});

/** Whether a value is an {@link LtiProError}, from any copy of this package. */
export function isLtiProError(value: unknown): value is LtiProError {
  try {
    return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
  } catch {
    return false;
  }
}

/** The same error with other details. It also copies properties that are not enumerable. */
export function changed(error: LtiProError, details: ErrorDetails, message = error.message): LtiProError {
  const cause = "cause" in error && { cause: error.cause };
  return new LtiProError(error.code, message, { ...error, ...cause, result: error.result, ...details });
}

/** An argument that is not valid. */
export function invalidArgument(field: string, message: string, hint?: string): LtiProError {
  return new LtiProError("invalid_argument", message, { field, hint });
}

/** The runtime did not start wasm. */
export function unavailable(cause: unknown): LtiProError {
  const hint =
    "A Content-Security-Policy needs 'wasm-unsafe-eval' in script-src. iOS in Lockdown Mode has no WebAssembly. " +
    "A bundle for Workers needs the condition workerd. " +
    'OpenNext needs serverExternalPackages: ["zoom-lti-pro"].';
  return new LtiProError("wasm_unavailable", "this runtime could not start WebAssembly", { hint, cause });
}

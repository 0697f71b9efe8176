/** The codes of errors. Generated from the sources in Rust by `npm run generate`. */

/** Every `code` of an `LtiProError`. The set is closed: a `switch` over it can be complete. */
export type ErrorCode =
  /**
   * A parameter, option or time is not valid, and nothing was sent. Or `options.fetch` did not resolve to a valid
   * `Response`.
   */
  | "invalid_argument"
  /** The LTI key or secret is missing, a placeholder, or starts or ends with whitespace. */
  | "invalid_credentials"
  /** The API responded with `status: false` and detail 2203, "Verify LTI signature failed". */
  | "signature_rejected"
  /** The API responded with `status: false` and another detail. */
  | "api_error"
  /**
   * An HTTP status other than 2xx whose body is not a response of the API. The message quotes its `message` or `error`.
   */
  | "http_status"
  /** The server responded with a redirect. Following it would send the signature to its target. */
  | "redirect_refused"
  /** No response: name resolution, connection, TLS or (in browsers) CORS. */
  | "network"
  /** No complete response within `timeoutMs` or `deadlineMs`. */
  | "timeout"
  /** The caller's signal aborted the call. Its reason is the `cause`. */
  | "aborted"
  /** The body is larger than `maxBodyBytes`. */
  | "body_too_large"
  /** The body ends before the JSON is complete. */
  | "truncated_body"
  /** The body is complete, but it is not the documented response. */
  | "invalid_response"
  /** A received request has no valid signature. */
  | "verification_failed"
  /** The runtime refused to compile or start the wasm module. */
  | "wasm_unavailable"
  /** A bug in this library. */
  | "internal";

/** Why a body could not be decoded. */
export type BodyReason =
  /** The body has no bytes, or whitespace only (`truncated_body`). */
  | "empty"
  /** The JSON text is not complete (`truncated_body`). */
  | "truncated"
  /** The body is an HTML or XML document. */
  | "html"
  /** Arrays and objects are nested more than 128 levels deep. */
  | "too_deep"
  /** The body has more bytes than the limit (`body_too_large`). */
  | "too_large"
  /** The bytes are not UTF-8. */
  | "encoding"
  /** The text is not JSON (RFC 8259). */
  | "syntax"
  /** The JSON is valid, but a field is missing or has the wrong type. */
  | "schema";

/** The client entry, `zoom-lti-pro`. */
export * from "./api.js";
export * from "./codes.js";
export type { ErrorCode, ErrorDetails, ErrorReason, Sent } from "./error.js";
export { isLtiProError, LtiProError } from "./error.js";
export type * from "./types.js";

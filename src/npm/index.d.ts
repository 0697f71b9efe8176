/**
 * The client entry, `zoom-lti-pro`.
 *
 * @module zoom-lti-pro
 */
export * from "./client/api.js";
export * from "./public/meeting-codes.js";
export type { ErrorCode, ErrorDetails, ErrorReason, Sent } from "./public/error.js";
export { isLtiProError, LtiProError } from "./public/error.js";
export type * from "./public/types.js";

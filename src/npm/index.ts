/**
 * The client entry, `zoom-lti-pro`.
 *
 * @module zoom-lti-pro
 */
export * from "./client/functions.js";
export { LtiPro } from "./client/lti-pro.js";
export { meetingStart } from "./client/meeting-start.js";
export { isLive, meetingTimes } from "./client/meeting-times.js";
export type { BodyReason, ErrorCode, ErrorDetails, ErrorReason, Sent } from "./public/error.js";
export { isLtiProError, LtiProError } from "./public/error.js";
export * from "./public/meeting-codes.js";
export type * from "./public/types.js";

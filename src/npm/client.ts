/** What the entry files of the client share: `create`, and the exports that need no wasm. */
export { MeetingStatus, MeetingType } from "./codes.js";
export { create } from "./create.js";
export { isLtiProError, LtiProError } from "./error.js";

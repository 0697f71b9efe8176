/**
 * The emulator entry, `zoom-lti-pro/testing`.
 *
 * @module zoom-lti-pro/testing
 */
export { createEmulator } from "./testing/emulator.js";
export { EMULATOR_CREDENTIALS } from "./testing/emulator-credentials.js";
export { createNodeHandler } from "./testing/node-handler.js";
export type * from "./testing/types.js";

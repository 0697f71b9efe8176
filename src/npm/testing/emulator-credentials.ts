import type { EmulatorCredentials } from "./types.js";

// Plain words, so that nobody mistakes them for real credentials. Frozen, because all emulators share them.
/**
 * The emulator's default key and secret. Zoom does not accept them.
 *
 * @example
 * const lti = new LtiPro(EMULATOR_CREDENTIALS, { fetch: createEmulator().fetch });
 */
export const EMULATOR_CREDENTIALS: EmulatorCredentials = /* @__PURE__ */ Object.freeze({
  key: "emulator-key-not-for-zoom",
  secret: "emulator-secret-not-for-zoom",
});

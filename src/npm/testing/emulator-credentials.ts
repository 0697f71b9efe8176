import type { EmulatorCredentials } from "./types.js";

/** Plain words, so that nobody mistakes them for real credentials. Frozen, because all emulators share them. */
export const EMULATOR_CREDENTIALS: EmulatorCredentials = /* @__PURE__ */ Object.freeze({
  key: "emulator-key-not-for-zoom",
  secret: "emulator-secret-not-for-zoom",
});

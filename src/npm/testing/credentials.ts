import type { EmulatorCredentials } from "./types.js";

/** Words, so that nobody takes them for real ones. Frozen: every emulator shares them. */
export const EMULATOR_CREDENTIALS: EmulatorCredentials = /* @__PURE__ */ Object.freeze({
  key: "emulator-key-not-for-zoom",
  secret: "emulator-secret-not-for-zoom",
});

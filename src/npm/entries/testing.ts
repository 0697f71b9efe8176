import { LtiProError, meetingStart, sign, verify } from "../client/client.js";
import { createTesting } from "../testing/emulator.js";

export const { createEmulator, createNodeHandler, EMULATOR_CREDENTIALS } = createTesting({
  LtiProError,
  meetingStart,
  sign,
  verify,
});

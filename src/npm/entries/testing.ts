import { LtiProError, meetingStart, sign, verify } from "../client.js";
import { createTesting } from "../testing/create.js";

export const { createEmulator, createNodeHandler, EMULATOR_CREDENTIALS } = createTesting({
  LtiProError,
  meetingStart,
  sign,
  verify,
});

import { LtiProError, verify } from "../client.js";
import { createTesting } from "../testing/create.js";

export const { createEmulator, createNodeHandler, EMULATOR_CREDENTIALS } = createTesting({ LtiProError, verify });

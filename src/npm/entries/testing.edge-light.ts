import { LtiProError, verify } from "./edge-light.js";
import { createTesting } from "../testing/create.js";

export const { createEmulator, createNodeHandler, EMULATOR_CREDENTIALS } = createTesting({ LtiProError, verify });

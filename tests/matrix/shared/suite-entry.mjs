// The suite for test runners with their own harness.

export * as assert from "./suite/assert.mjs";
export { tests } from "./suite/suite.mjs";

// The suite for test runners that bring their own harness.

export * as assert from "./suite/assert.mjs";
export { tests } from "./suite/suite.mjs";

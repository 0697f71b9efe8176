/**
 * The debugger entry, `zoom-lti-pro/explain`.
 *
 * @module zoom-lti-pro/explain
 */
export { explainSignature, searchMistakes } from "./explain/explanation.js";
export type * from "./explain/types.js";
export type * from "./generated/finding-codes.js";

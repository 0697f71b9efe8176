/**
 * The debugger entry, `zoom-lti-pro/explain`.
 *
 * @module zoom-lti-pro/explain
 */
export type * from "./explain/codes.js";
export { explainSignature, searchMistakes } from "./explain/explanation.js";
export type * from "./explain/types.js";

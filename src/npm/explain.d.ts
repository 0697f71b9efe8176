/**
 * The debugger entry, `zoom-lti-pro/explain`.
 *
 * @module zoom-lti-pro/explain
 */
import type { ExplainInput, Explanation, SearchOptions } from "./explain/types.js";

export type * from "./explain/codes.js";
export type * from "./explain/types.js";

/**
 * Explains why a signature was refused. It finds what breaks a rule, and which single mistake reproduces the header
 * that was sent. It sends nothing and stores nothing.
 *
 * ```ts
 * const curl = "curl 'https://…' -H 'X-Lti-Signature: …'";
 * const { verdict, findings, corrected } = explainSignature({ request: curl, secrets: secret });
 * console.log(verdict.title);
 * for (const { grade, title, message, fix } of findings) console.log(grade, title, message, fix);
 * ```
 *
 * @throws LtiProError `invalid_argument` if an input has the wrong type or is too long; `wasm_unavailable`. The limits:
 * 1 MiB for `request` and for `response`, 16,384 characters for `signature`, 16 secrets of 1024 characters each.
 */
export declare function explainSignature(input: ExplainInput): Explanation;

/**
 * Does what {@link explainSignature} does, then searches for two mistakes made together. It works in slices of about 30
 * ms, so that other tasks can run in between. It ends at the first proof. An aborted search resolves with what it has
 * found so far.
 *
 * ```ts
 * const explanation = await searchMistakes(input, { onProgress: ({ tried, total }) => show(tried / total) });
 * ```
 *
 * @throws LtiProError as {@link explainSignature}.
 */
export declare function searchMistakes(input: ExplainInput, options?: SearchOptions): Promise<Explanation>;

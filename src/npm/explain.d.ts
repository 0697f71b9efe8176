/** The debugger entry, `zoom-lti-pro/explain`. */
import type { ExplainInput, Explanation, SearchOptions } from "./explain/types.js";

export type * from "./explain/codes.js";
export type * from "./explain/types.js";

/**
 * Says what is wrong with a request's signature: what breaks a rule, and which single mistake reproduces the very
 * header that was sent. Sends nothing and keeps nothing.
 *
 * ```ts
 * const curl = "curl 'https://…' -H 'X-Lti-Signature: …'";
 * const { verdict, findings, corrected } = explainSignature({ request: curl, secrets: secret });
 * console.log(verdict.message);
 * for (const { grade, message, fix } of findings) console.log(grade, message, fix);
 * ```
 *
 * @throws LtiProError `invalid_argument` where an input is not of its type, or is longer than the debugger reads: 1 MiB
 * for `request` and `answer`, 16,384 characters for `signature`, 16 secrets of 1024 characters; `wasm_unavailable`.
 */
export declare function explainSignature(input: ExplainInput): Explanation;

/**
 * The same, and then the search for two mistakes at once, in slices of about 30 ms between which other work gets its
 * turn. Ends at the first proof. An aborted search resolves with what was found until then.
 *
 * ```ts
 * const explanation = await searchMistakes(input, { onProgress: ({ tried, total }) => show(tried / total) });
 * ```
 *
 * @throws LtiProError as {@link explainSignature}.
 */
export declare function searchMistakes(input: ExplainInput, options?: SearchOptions): Promise<Explanation>;

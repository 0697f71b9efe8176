/** The debugger entry, `zoom-lti-pro/explain`. */
import type { ExplainInput, Explanation } from "./explain/types.js";

export type * from "./explain/types.js";

/**
 * Shows every stage of a request's signature, beside the header that was sent. Sends nothing and keeps nothing.
 *
 * ```ts
 * const { stages, header, problems } = explainSignature({ request: "curl 'https://…' -H 'X-Lti-Signature: …'", secret });
 * if (header?.matches === false) console.log(header.verdict, "Right would be:", stages.signature);
 * ```
 *
 * @throws LtiProError `invalid_argument` where an input is not a string; `wasm_unavailable`.
 */
export declare function explainSignature(input: ExplainInput): Explanation;

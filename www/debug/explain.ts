/** The page's one door to the package's `explain` entry. */
import { explainSignature, type Explanation } from "zoom-lti-pro/explain";

export type { ExplainedHeader, ExplainedParameter, Explanation, Finding, HeaderShape } from "zoom-lti-pro/explain";

export interface Input {
  request: string;
  secret: string;
  received: string;
}

/** Explains a request; a field left empty counts as not given. A message where that fails. */
export function explain({ request, secret, received }: Input): Explanation | { failure: string } {
  try {
    return explainSignature({ request, secrets: secret === "" ? undefined : secret, signature: received.trim() === "" ? undefined : received });
  } catch (error) {
    return { failure: error instanceof Error ? error.message : "the request cannot be explained" };
  }
}

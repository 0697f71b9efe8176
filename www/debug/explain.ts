/** The only module that knows the package's `explain` entry: the pages' own shapes, so that a change there is a change here. */
import { explainSignature } from "zoom-lti-pro/explain";

export interface Parameter {
  name: string;
  /** As it stands in the request. */
  raw: string;
  /** As the server reads it. */
  value: string;
}

export interface Problem {
  code: string;
  seen?: string | undefined;
  message: string;
}

export interface Stages {
  baseString: string;
  /** Hex; needs the secret, as the signature does. */
  mac?: string | undefined;
  signature?: string | undefined;
  url?: string | undefined;
}

export interface Header {
  value: string;
  shape: string;
  verdict: string;
  corrected?: string | undefined;
  matches?: boolean | undefined;
}

export interface Explanation {
  parameters: readonly Parameter[];
  problems: readonly Problem[];
  stages: Stages;
  header?: Header | undefined;
}

export interface Input {
  request: string;
  secret: string;
  received: string;
}

/** Explains a request; an empty secret or header counts as not given. A message where the request cannot be read at all. */
export function explain({ request, secret, received }: Input): Explanation | { unreadable: string } {
  try {
    return explainSignature({
      request,
      ...(secret === "" ? {} : { secret }),
      ...(received === "" ? {} : { signature: received }),
    });
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : "the request cannot be read" };
  }
}

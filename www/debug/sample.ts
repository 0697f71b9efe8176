/** The sample that the page opens with. The build explains it and writes the result into the page. */
import type { ExplainInput } from "zoom-lti-pro/explain";
import { GROUPS } from "./examples.js";
import { wrong, type Filled } from "./wrong.js";

const EXAMPLE = "encoded";

/** When the sample was sent. It is always explained as if that were now. */
export const SAMPLE_TIME = Date.UTC(2026, 8, 14, 8, 5, 12, 345);

export function sample(): Promise<Filled> {
  const found = GROUPS.flatMap(({ examples }) => examples).find(({ id }) => id === EXAMPLE);
  return wrong(found!.program, SAMPLE_TIME);
}

export function sampleInput({ request, secrets }: Filled): ExplainInput {
  return { request, secrets, now: SAMPLE_TIME };
}

/** How a result is shown. */
import type { LabeledSecret } from "zoom-lti-pro/explain";
import type { View } from "./results.js";

/** The sample's timestamp is old and its search took no time here, so neither is shown. */
export function sampleView(secrets: readonly LabeledSecret[]): View {
  return { learning: false, hidden: { secrets, received: "" }, clock: false };
}

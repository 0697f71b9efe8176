/** The sample's result as the page shows it. The build runs this in Node, with a small `document`. */
import { explainSignature } from "zoom-lti-pro/explain";
import { readAs } from "../../src/npm/text/read-as.js";
import { headline } from "./headline.js";
import { results } from "./results.js";
import { sample, sampleInput } from "./sample.js";
import { sampleView } from "./view.js";

export async function prerender(): Promise<{ texts: Record<string, string>; output: Node[] }> {
  const filled = await sample();
  const explanation = explainSignature(sampleInput(filled));
  const { title, tone, code, detail } = headline(explanation);
  const secret = filled.secrets[0]!.secret;
  const read = readAs(explanation) ?? "";
  return {
    texts: { request: filled.request, secret, title, tone, code, detail, read },
    output: results(explanation, sampleView(filled.secrets)),
  };
}

/** The functions of the debugger entry: what wasm finds, with messages. */
import { explain, searchSlice } from "../wasm/debugger.js";
import { readInput, readOptions } from "./input.js";
import { type Slice, search } from "./search.js";
import type { ExplainInput, Explanation, SearchOptions } from "./types.js";
import { describe, describeShape, describeVerdict } from "./wording.js";

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
 * 1 MiB for `request` and for `response`, 16,384 characters for `signature` and for `baseUrl`, 16 secrets of 1024
 * characters each.
 */
export function explainSignature(input: ExplainInput): Explanation {
  return worded(explain(readInput(input)));
}

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
export async function searchMistakes(input: ExplainInput, options: SearchOptions = {}): Promise<Explanation> {
  const checked = readInput(input);
  const first = worded(explain(checked));
  return search(first, (start, count) => sliced(searchSlice(checked, start, count)), readOptions(options));
}

function sliced(found: any): Slice {
  const { total, searched, explanation } = found;
  return { total, searched, explanation: explanation ? worded(explanation) : undefined };
}

/** Adds the messages to what Rust found. Null means absent. */
function worded(found: any): Explanation {
  const explanation = withoutNulls(found) as any;
  for (const finding of explanation.findings) {
    Object.assign(finding, describe(finding));
    for (const alternative of finding.alternatives ?? []) {
      const { title, message } = describe(alternative);
      Object.assign(alternative, { title, message });
    }
  }
  const { searched } = explanation;
  const isProved = explanation.findings.some(({ grade }: { grade: string }) => grade === "proved");
  if (searched.depth > 0 && !searched.complete && !isProved) searched.stopped = "limit";
  const { verdict: code, findings, header, settled } = explanation;
  explanation.verdict = { code, ...describeVerdict(code, findings, header !== undefined, !settled) };
  if (header) header.verdict = describeHeader(explanation);
  return explanation;
}

/** The finding knows more than the shape about a damaged header. */
function describeHeader({ header, findings }: Explanation): string {
  const damage = findings.find(({ code }) => code === "header_corrupted");
  return damage ? `${damage.title}. ${damage.message} ${damage.fix}` : describeShape(header!.shape);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNulls(inner)]));
}

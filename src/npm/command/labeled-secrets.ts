/** The secrets that may have made a signature: LTI_SECRET, others with a label, or one from a prompt. */
import type { LabeledSecret } from "zoom-lti-pro/explain";
import type { Io } from "./io.js";
import { askHidden, type Terminal } from "./prompt.js";

const PREFIX = "LTI_SECRET_";

export function secretsOf(io: Io): LabeledSecret[] {
  const named = Object.entries(io.env).filter(
    ([name, value]) => value && (name === "LTI_SECRET" || (name.startsWith(PREFIX) && name.length > PREFIX.length)),
  );
  // LTI_SECRET first: it is the shortest name.
  const secrets = named
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => ({ label: name, secret: value! }));
  for (const { secret } of secrets) io.guard(secret);
  return secrets;
}

/** Undefined if nothing is typed. */
export async function askSecret(
  question: string,
  label: string,
  terminal: Terminal,
  io: Io,
): Promise<LabeledSecret | undefined> {
  const secret = await askHidden(question, terminal, io.err);
  if (!secret) return undefined;
  io.guard(secret);
  return { label, secret };
}

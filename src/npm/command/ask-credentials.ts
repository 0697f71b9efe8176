/** Key and secret come from the environment or a prompt, never from an argument. */
import { signRequest, type ListRequest, type PathRequest, type SignOptions } from "zoom-lti-pro";
import type { Io } from "./io.js";
import { askHidden, askLine, openTerminal } from "./prompt.js";
import { shellsHere } from "./shells.js";
import { UsageError } from "./command-definition.js";

const WHERE = "Both are on the LTI Pro configuration page: choose Edit, beside the LTI credential.";

/** Key and secret, neither of which is empty. */
export interface KeyAndSecret {
  key: string;
  secret: string;
}

/** Checks the request first: nobody should type a secret for a request that is refused. */
export async function credentials(
  io: Io,
  request: ListRequest | PathRequest,
  options: SignOptions,
): Promise<KeyAndSecret> {
  signRequest({ key: "k", secret: "s" }, request, options);
  const { LTI_KEY: key, LTI_SECRET: secret } = io.env;
  if (secret) io.guard(secret);
  if (key && secret) return { key, secret };
  return ask(io, [...(key ? [] : ["LTI_KEY"]), ...(secret ? [] : ["LTI_SECRET"])], async (terminal) => ({
    key: key || needed("key", await askLine("LTI key: ", terminal, io.err)),
    secret: secret || hidden(io, await askHidden("LTI secret (it is not shown): ", terminal, io.err)),
  }));
}

/** For signing without a key. */
export async function secretAlone(io: Io): Promise<string> {
  const { LTI_SECRET: secret } = io.env;
  if (!secret)
    return ask(io, ["LTI_SECRET"], async (terminal) =>
      hidden(io, await askHidden("LTI secret (it is not shown): ", terminal, io.err)),
    );
  io.guard(secret);
  return secret;
}

type Asking<T> = (terminal: NonNullable<ReturnType<typeof openTerminal>>) => Promise<T>;

async function ask<T>(io: Io, missing: readonly string[], asking: Asking<T>): Promise<T> {
  const terminal = openTerminal(io.err);
  if (!terminal) {
    const what = `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set`;
    throw new UsageError(`${what}, and there is no terminal for a prompt`, [...settings(missing), WHERE].join("\n"));
  }
  try {
    return await asking(terminal);
  } finally {
    terminal.close();
  }
}

/** Such as `export LTI_KEY=…`, for each shell of this platform. */
function settings(variables: readonly string[]): string[] {
  return shellsHere().flatMap(({ name, set }) => [
    `To set ${variables.length > 1 ? "them" : "it"} in ${name}:`,
    ...variables.map((variable) => `  ${set(variable, "…")}`),
  ]);
}

function hidden(io: Io, answer: string | undefined): string {
  const secret = needed("secret", answer);
  io.guard(secret);
  return secret;
}

function needed(what: string, answer: string | undefined): string {
  if (answer) return answer;
  throw new UsageError(`the LTI ${what} is missing`, WHERE);
}

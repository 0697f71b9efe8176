/** Key and secret come from the environment or a prompt, never from an argument. */
import type { Io } from "./io.js";
import { askHidden, askLine, openTerminal } from "./prompt.js";
import { UsageError } from "./command-definition.js";

const WHERE = "Both are on the LTI Pro configuration page: choose Edit, beside the LTI credential.";

/** Key and secret, neither of which is empty. */
export interface KeyAndSecret {
  key: string;
  secret: string;
}

export async function credentials(io: Io): Promise<KeyAndSecret> {
  const { LTI_KEY: key, LTI_SECRET: secret } = io.env;
  if (secret) io.guard(secret);
  if (key && secret) return { key, secret };
  const missing = key ? "LTI_SECRET is" : secret ? "LTI_KEY is" : "LTI_KEY and LTI_SECRET are";
  return ask(io, missing, async (terminal) => ({
    key: key || needed("key", await askLine("LTI key: ", terminal, io.err)),
    secret: secret || hidden(io, await askHidden("LTI secret (it is not shown): ", terminal, io.err)),
  }));
}

/** For signing without a key. */
export async function secretAlone(io: Io): Promise<string> {
  const { LTI_SECRET: secret } = io.env;
  if (!secret)
    return ask(io, "LTI_SECRET is", async (terminal) =>
      hidden(io, await askHidden("LTI secret (it is not shown): ", terminal, io.err)),
    );
  io.guard(secret);
  return secret;
}

type Asking<T> = (terminal: NonNullable<ReturnType<typeof openTerminal>>) => Promise<T>;

async function ask<T>(io: Io, missing: string, asking: Asking<T>): Promise<T> {
  const terminal = openTerminal(io.err);
  if (!terminal) throw new UsageError(`${missing} not set, and there is no terminal for a prompt`, WHERE);
  try {
    return await asking(terminal);
  } finally {
    terminal.close();
  }
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

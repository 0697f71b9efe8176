/** `explain`: why a signature was refused. */
import { readFileSync } from "node:fs";
import type { ExplainInput, LabeledSecret } from "zoom-lti-pro/explain";
import { isCorrect, reportOf } from "./make-report.js";
import { piped, textOf } from "./standard-input.js";
import type { Io } from "./io.js";
import { askLine, askLines, openTerminal, type Terminal } from "./prompt.js";
import { printReport } from "./print-report.js";
import { search } from "./deep-search.js";
import { askSecret, secretsOf } from "./labeled-secrets.js";
import { STATUS, UsageError, type Arguments, type Command } from "./command-definition.js";

export const explain: Command = {
  name: "explain",
  summary: "find the mistake in a signature that was refused",
  usage: ["[options] < request.txt", "[options]    (asks for the request at the terminal)"],
  about: [
    "Reads the request that was refused: a command for curl or Invoke-WebRequest, a URL, a raw HTTP request, " +
      "a HAR entry, a call of fetch, or a base string. Nothing is sent anywhere.",
    "With the secret it can prove what went wrong. Where none is set it asks for one at the terminal; " +
      "without one it still checks everything that needs none.",
  ],
  options: {
    signature: {
      type: "string",
      value: "text",
      about: "the X-Lti-Signature that was sent, where the request does not show it",
    },
    response: { type: "string", value: "file", about: "the response of the server: its JSON, its headers, or both" },
    "sent-at": { type: "string", value: "ms", about: "when the request was sent, in milliseconds since 1970 (now)" },
    deep: {
      type: "boolean",
      about: "look for two mistakes at once as well; Ctrl-C ends the search and shows what was found",
    },
    "no-secret": { type: "boolean", about: "do without the secret, and do not ask for it" },
  },
  environment: [["LTI_SECRET_<LABEL>", "more secrets to try, such as LTI_SECRET_TEST: is it another credential's?"]],
  examples: [
    ["pbpaste | npx zoom-lti-pro explain", "a request copied from the browser or the terminal"],
    [
      "npx zoom-lti-pro explain --signature ABTij0rElJ6OG2ctGILthbbUWs= < url.txt",
      "a URL, and the header that was sent with it",
    ],
    ["npx zoom-lti-pro explain --response response.json --deep < request.txt", "everything there is to try"],
    ["npx zoom-lti-pro explain --json < request.txt", "for a program"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const input = await ask(args, io);
  const explanation = args.flag("deep")
    ? await search(input, io)
    : (await import("zoom-lti-pro/explain")).explainSignature(input);
  if (args.flag("json")) io.json(explanation);
  else printReport(reportOf(explanation), io.out);
  if (explanation.verdict.code === "no_request") return STATUS.usage;
  return isCorrect(explanation) ? STATUS.ok : STATUS.failed;
}

async function ask(args: Arguments, io: Io): Promise<ExplainInput> {
  const rest = { response: responseOf(args), now: sentAt(args) };
  const signature = args.text("signature");
  const text = await piped();
  if (text?.trim() === "")
    throw new UsageError(
      "standard input holds no request",
      "Paste the request that was refused: a curl command, a URL, a raw HTTP request, a HAR entry or a base string.",
    );
  const terminal = text === null || !args.flag("no-secret") ? openTerminal(io.err) : undefined;
  try {
    const request = text ?? (await askRequest(terminal, io));
    const shown = signature ?? (text === null && terminal ? await askSignature(request, terminal, io) : undefined);
    return { request, signature: shown, secrets: await secrets(args, terminal, io), ...rest };
  } finally {
    terminal?.close();
  }
}

function responseOf(args: Arguments): string | undefined {
  const file = args.text("response");
  if (file === undefined) return undefined;
  try {
    return textOf(readFileSync(file));
  } catch {
    throw new UsageError("could not read the file of --response");
  }
}

function sentAt(args: Arguments): number | undefined {
  const text = args.text("sent-at");
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError("--sent-at is milliseconds since 1970");
}

async function askRequest(terminal: Terminal | undefined, io: Io): Promise<string> {
  if (!terminal) throw new UsageError("there is no request on standard input, and no terminal to ask at");
  const request = await askLines(
    "Paste the request that was refused (curl, URL, raw HTTP, HAR entry or base string), then press Enter on " +
      "an empty line:",
    terminal,
    io.err,
  );
  if (request.trim() === "") throw new UsageError("there is no request");
  return request;
}

/** Only if the request has no signature. */
async function askSignature(request: string, terminal: Terminal, io: Io): Promise<string | undefined> {
  if (/x-lti-signature/i.test(request)) return undefined;
  return (await askLine("X-Lti-Signature that was sent (Enter: there is none): ", terminal, io.err)) || undefined;
}

async function secrets(args: Arguments, terminal: Terminal | undefined, io: Io): Promise<LabeledSecret[]> {
  if (args.flag("no-secret")) return [];
  const found = secretsOf(io);
  return found.length > 0 || !terminal ? found : askSecret(terminal, io);
}

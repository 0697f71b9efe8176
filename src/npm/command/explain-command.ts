/** `explain`: why a signature was refused. */
import { readFileSync } from "node:fs";
import type { ExplainInput, Explanation, LabeledSecret } from "zoom-lti-pro/explain";
import { isCorrect, reportOf } from "./make-report.js";
import { piped, textOf } from "./standard-input.js";
import type { Io } from "./io.js";
import { askLine, askLines, openTerminal, type Terminal } from "./prompt.js";
import { printReport } from "./print-report.js";
import { search } from "./deep-search.js";
import { askSecret, secretsOf } from "./labeled-secrets.js";
import { baseUrlOf, QUERY } from "./list-command.js";
import { STATUS, UsageError, VARIABLES, type Arguments, type Command } from "./command-definition.js";

/** Prints the clipboard. */
const CLIPBOARD = { darwin: "pbpaste", win32: "Get-Clipboard" }[process.platform as string] ?? "wl-paste";

export const explain: Command = {
  name: "explain",
  summary: "find the mistake in a refused signature",
  usage: ["[options] < request.txt", "[options]    (asks for the request at the terminal)"],
  about: [
    "Reads the request that was refused: a command for curl or Invoke-WebRequest, a URL, a raw HTTP request, " +
      "a HAR entry, a call of fetch, or a base string. Nothing is sent anywhere.",
    "With the secret, it can prove what went wrong. If no secret is set, it asks for one at the terminal. Without " +
      "one, it checks everything that needs no secret.",
  ],
  options: {
    signature: {
      type: "string",
      value: "text",
      about: "the X-Lti-Signature that was sent, if the request does not contain it",
    },
    response: { type: "string", value: "file", about: "the response of the server: its JSON, its headers, or both" },
    "sent-at": {
      type: "string",
      value: "ms",
      about: "when the request was sent, in milliseconds since 1970 (default: now)",
    },
    "base-url": QUERY["base-url"]!,
    deep: {
      type: "boolean",
      about: "also search for two mistakes made together; Ctrl-C ends the search and shows the result so far",
    },
    "no-secret": { type: "boolean", about: "use no secret, and do not ask for one" },
  },
  environment: [
    ["LTI_SECRET", "the secret of the LTI credential"],
    ["LTI_SECRET_<LABEL>", "other secrets to try, such as LTI_SECRET_TEST"],
    VARIABLES.server,
  ],
  status: [
    ["0", "the signature is correct"],
    ["1", "the signature is not correct, or this cannot be shown"],
    ["2", "the command line is not valid, or the text is not a request"],
  ],
  examples: [
    [`${CLIPBOARD} | npx zoom-lti-pro explain`, "a request copied from the browser or the terminal"],
    [
      "npx zoom-lti-pro explain --signature ABTij0rElJ6OG2ctGILthbbUWs= < url.txt",
      "a URL, and the header that was sent with it",
    ],
    [
      "npx zoom-lti-pro explain --response response.json --deep < request.txt",
      "the response too, and the search for two mistakes",
    ],
    ["npx zoom-lti-pro explain --json < request.txt", "JSON for a program"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const input = await ask(args, io);
  let explanation = await explained(input, args, io);
  if (args.flag("json")) io.json(explanation);
  else {
    printReport(reportOf(explanation), io.out);
    for (const secrets = [...input.secrets]; isOfTypedSecret(explanation, secrets); ) {
      const another = await askAnother(secrets.length + 1, io);
      if (another === undefined) break;
      secrets.push(another);
      explanation = await explained({ ...input, secrets }, args, io);
      printReport(reportOf(explanation), io.out);
    }
  }
  if (explanation.verdict.code === "no_request") return STATUS.usage;
  return isCorrect(explanation) ? STATUS.ok : STATUS.failed;
}

async function explained(input: ExplainInput, args: Arguments, io: Io): Promise<Explanation> {
  if (args.flag("deep")) return search(input, io);
  return (await import("zoom-lti-pro/explain")).explainSignature(input);
}

/** Whether no known mistake with a typed secret made the signature. */
function isOfTypedSecret({ verdict }: Explanation, [first]: readonly LabeledSecret[]): boolean {
  return verdict.code === "not_found" && first?.label === TYPED;
}

async function askAnother(number: number, io: Io): Promise<LabeledSecret | undefined> {
  const terminal = openTerminal(io.err);
  if (!terminal) return undefined;
  try {
    return await askSecret(
      "Another secret to try (it is not shown; Enter to continue without one): ",
      `${TYPED} ${number}`,
      terminal,
      io,
    );
  } finally {
    terminal.close();
  }
}

type Asked = ExplainInput & { secrets: LabeledSecret[] };

async function ask(args: Arguments, io: Io): Promise<Asked> {
  const rest = { response: responseOf(args), baseUrl: baseUrlOf(args, io), now: sentAt(args) };
  const signature = args.text("signature");
  const text = await piped();
  if (text?.trim() === "")
    throw new UsageError(
      "standard input is empty",
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
    throw new UsageError("cannot read the file of --response");
  }
}

function sentAt(args: Arguments): number | undefined {
  const text = args.text("sent-at");
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError("--sent-at must be a number of milliseconds since 1970");
}

async function askRequest(terminal: Terminal | undefined, io: Io): Promise<string> {
  if (!terminal) throw new UsageError("there is no request on standard input, and no terminal for a prompt");
  const request = await askLines(
    "Paste the refused request (curl, URL, raw HTTP, HAR entry or base string), then press Enter on an empty line:",
    terminal,
    io.err,
  );
  if (request.trim() === "") throw new UsageError("the request is empty");
  return request;
}

/** Only if the request has no signature. */
async function askSignature(request: string, terminal: Terminal, io: Io): Promise<string | undefined> {
  if (/x-lti-signature/i.test(request)) return undefined;
  return (
    (await askLine("The X-Lti-Signature that was sent (Enter if there is no signature): ", terminal, io.err)) ||
    undefined
  );
}

async function secrets(args: Arguments, terminal: Terminal | undefined, io: Io): Promise<LabeledSecret[]> {
  if (args.flag("no-secret")) return [];
  const found = secretsOf(io);
  if (found.length > 0 || !terminal) return found;
  const typed = await askSecret("LTI secret (it is not shown; Enter to continue without it): ", TYPED, terminal, io);
  return typed === undefined ? [] : [typed];
}

const TYPED = "the typed secret";

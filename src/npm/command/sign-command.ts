/** `sign`: a request ready to send, or the signature of a base string. */
import { sign as signed, signRequest, type NumberOrDigits, type PathRequest, type SignedRequest } from "zoom-lti-pro";
import { endpoints } from "../generated/parameters.js";
import { credentials, secretAlone } from "./ask-credentials.js";
import { curl } from "./curl.js";
import { piped } from "./standard-input.js";
import type { Io } from "./io.js";
import { baseUrlOf, PARAMETER_OPTIONS, QUERY, queryOf } from "./list-command.js";
import { Limit } from "../generated/layout.js";
import { NOT_VALID, STATUS, UsageError, VARIABLES, type Arguments, type Command } from "./command-definition.js";

const DOCUMENTED = Object.values(endpoints)
  .map(({ method, path, help }) => `${method} ${path} (${help})`)
  .join("; ");

export const sign: Command = {
  name: "sign",
  summary: "sign a request and print it, without sending it",
  usage: ["--user <userId> [options]", "--path <path> [name=value …] [options]", "--base-string <text>|-"],
  about: [
    "Signs a request for the meeting list. With --path it signs a request for any other path of the API: write its " +
      "parameters (except key and timestamp) as name=value, unencoded. With --base-string, or a base string on " +
      "standard input, it signs that text.",
    `The documented paths: ${DOCUMENTED}.`,
    "The URL and the signature together are a credential for an hour: do not log both.",
  ],
  options: {
    ...QUERY,
    path: { type: "string", value: "path", about: "the path after the base URL, such as /meeting/bulkImport" },
    "base-string": { type: "string", value: "text", about: "the text to sign; - reads it from standard input" },
    timestamp: { type: "string", value: "ms", about: "milliseconds since 1970 (default: now)" },
  },
  environment: [VARIABLES.credentials, VARIABLES.server],
  status: [["0", "success"], NOT_VALID],
  words: true,
  examples: [
    ["npx zoom-lti-pro sign --user _vIWeZ76TtuFceCKHkVk4Q --page-size 20", "the meeting list"],
    ["npx zoom-lti-pro sign --path /meeting/bulkImport userId=_vIWeZ76TtuFceCKHkVk4Q", "another endpoint"],
    ['npx zoom-lti-pro sign --base-string "key=k&timestamp=1661494048201"', "a base string, to check your own code"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const text = await baseStringOf(args, io);
  if (text !== undefined) return signText(text, args, io);
  const request = requestOf(args);
  // `signRequest` checks the digits, and the first character of a path.
  const timestamp = args.text("timestamp") as NumberOrDigits | undefined;
  const options = { baseUrl: baseUrlOf(args, io) };
  const pair = await credentials(io, { ...request, timestamp }, options);
  const result = signRequest(pair, { ...request, timestamp }, options);
  if (args.flag("json")) io.json({ ...result, curl: curl(result) });
  else print(result, io);
  return STATUS.ok;
}

function requestOf(args: Arguments): PathRequest | ReturnType<typeof queryOf> {
  const path = args.text("path") as PathRequest["path"] | undefined;
  if (path === undefined) {
    if (args.words.length > 0)
      throw new UsageError("name=value works only with --path; the meeting list has its own options");
    return queryOf(args);
  }
  const stray = args.given(PARAMETER_OPTIONS);
  if (stray.length > 0)
    throw new UsageError(`--${stray[0]} works only for the meeting list; with --path, write name=value`);
  return { path, params: args.words.map(pair) };
}

function pair(word: string): [string, string] {
  const at = word.indexOf("=");
  if (at < 1) throw new UsageError("a parameter does not have the form name=value");
  return [word.slice(0, at), word.slice(at + 1)];
}

/** The base string, if the command line asks for its signature. */
async function baseStringOf(args: Arguments, io: Io): Promise<string | undefined> {
  const given = args.text("base-string");
  const other = args.given([...Object.keys(QUERY), "path", "timestamp"]);
  if (given !== undefined && other.length + args.words.length > 0)
    throw new UsageError(`the only other option that --base-string allows is --json`);
  if (given !== undefined && given !== "-") return given;
  if (given === undefined && other.length + args.words.length > 0) return undefined;
  const text = await piped();
  if (text === null || text === "") {
    if (given === "-") throw new UsageError("standard input has no base string");
    return undefined;
  }
  return withoutNewline(text, io);
}

/** `echo` adds a newline, and a base string never ends with one. */
function withoutNewline(text: string, io: Io): string {
  const trimmed = text.replace(/\r?\n$/, "");
  if (trimmed !== text) io.note(io.err.paint("The line break at the end was removed.", "dim"));
  return trimmed;
}

async function signText(baseString: string, args: Arguments, io: Io): Promise<number> {
  if (baseString === "") throw new UsageError("the base string is empty");
  const signature = signed(await secretAlone(io), baseString);
  if (args.flag("json")) io.json({ baseString, signature });
  else io.out.line(signature);
  return STATUS.ok;
}

function print({ url, headers, baseString, timestamp }: SignedRequest, io: Io): void {
  const { out, err } = io;
  const block = (title: string, text: string): void => out.line(`${out.paint(title, "bold")}\n${text}\n`);
  block("URL", url);
  block("Header", `X-Lti-Signature: ${headers["X-Lti-Signature"]}`);
  block("Base string (the signed text)", baseString);
  out.line(`${out.paint("curl", "bold")}\n${curl({ url, headers })}`);
  io.note(err.paint(`\n${validity(timestamp)}`, "dim"));
}

function validity(timestamp: number): string {
  const end = new Date(timestamp + Limit.WindowMs);
  const left = Math.round((end.getTime() - Date.now()) / 60_000);
  if (Number.isNaN(end.getTime())) return "";
  if (left <= 0) return `The signature expired on ${end.toUTCString()}. The server will refuse it.`;
  return `Valid until ${end.toUTCString()}. Until then, the URL and the signature are a credential: do not log both.`;
}

/** `emulate`: the emulator as a server on this machine. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { signRequest } from "zoom-lti-pro";
import { baseUrl as zoom } from "../generated/parameters.js";
import type { Emulator, EmulatorOptions, MaybeFault } from "zoom-lti-pro/testing";
import { control, type Plan } from "./fault-control.js";
import { curl } from "./curl.js";
import { describeFault, KINDS, readFault } from "./fault-options.js";
import type { Io } from "./io.js";
import { STATUS, UsageError, type Arguments, type Command } from "./command-definition.js";
import { visibleControls } from "./terminal-text.js";

const HOST = "127.0.0.1";
const DEFAULT_PORT = "8790";
const BASE = new URL(zoom).pathname;

/** Emulator options that take one of a few words. The first is the default. */
const CHOICES = {
  "time-zone-field": {
    option: "timeZoneField",
    values: ["timezone", "timeZone"],
    about: "as in the article's example (timezone), or as in its table",
  },
  "start-time-in": {
    option: "startTimeIn",
    values: ["utc", "timezone"],
    about: "whose clock the start times show (utc)",
  },
  "signed-order": {
    option: "signedOrder",
    values: ["sorted", "as_sent", "either"],
    about: "the order in which the server signs the query (sorted)",
  },
  "unsigned-parameters": {
    option: "unsignedParameters",
    values: ["refuse", "ignore"],
    about: "what it does with a parameter that was not signed (refuse)",
  },
  "out-of-range": {
    option: "outOfRange",
    values: ["refuse", "clamp", "accept"],
    about: "what it does with pageSize 1001 and pageNum 0 (refuse)",
  },
  replay: {
    option: "replay",
    values: ["accept", "refuse"],
    about: "what it does with a signed request that comes again (accept)",
  },
} as const satisfies Record<string, { option: keyof EmulatorOptions; values: readonly string[]; about: string }>;

export const emulate: Command = {
  name: "emulate",
  aliases: ["emulator"],
  summary: "run a stand-in for Zoom's server on this machine",
  usage: ["[options]"],
  about: [
    "Responds as Zoom documents it: checks signatures, pages, and sends errors in the documented shape. It " +
      "has a key and a secret of its own, is reached from this machine only, and runs until Ctrl-C.",
    "Besides the meeting list it serves bulkImport, bulkDisassociate and createAndAssociate: what they " +
      "change shows in the list until it stops.",
    "While it runs, faults are set with PUT /fault?kind=…, shown with GET and ended with DELETE: see the examples.",
  ],
  options: {
    port: { type: "string", value: "n", about: `the port (${DEFAULT_PORT}); 0 takes a free one` },
    fault: {
      type: "string",
      value: "kind[,name=value…]",
      about: `what goes wrong: ${KINDS.join(", ")}; times=n ends it after n requests`,
    },
    "page-size": { type: "string", value: "n", about: "meetings a page, whatever is asked for" },
    "require-sorted-query": { type: "boolean", about: "refuse a query that is not in alphabetical order" },
    "error-status": { type: "string", value: "n", about: "the HTTP status of errors of the API (200)" },
    "max-page-size": { type: "string", value: "n", about: "lower larger page sizes to this one" },
    ...Object.fromEntries(
      Object.entries(CHOICES).map(([name, { values, about }]) => [
        name,
        { type: "string" as const, value: values.join("|"), about },
      ]),
    ),
    cors: { type: "string", value: "origin", about: "let pages of this origin call it" },
    seed: { type: "string", value: "n", about: "other meetings (1)" },
  },
  examples: [
    ["npx zoom-lti-pro emulate", "then copy what it prints"],
    [
      "npx zoom-lti-pro emulate --port 0 --fault http_status,status=429,retryAfter=1,times=2",
      "two requests fail, then all is well",
    ],
    [`curl -X PUT 'http://${HOST}:${DEFAULT_PORT}/fault?kind=delay&headersMs=5000'`, "from now on it is slow"],
    [`curl -X DELETE http://${HOST}:${DEFAULT_PORT}/fault`, "and no more"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const port = whole("port", args.text("port") ?? DEFAULT_PORT, 0, 65_535);
  const given = args.text("fault");
  const plan: Plan = { now: given === undefined ? null : readFault(given) };
  const options = optionsOf(args);
  const { createEmulator, createNodeHandler } = await import("zoom-lti-pro/testing");
  // The recorded requests are not used here.
  const emulator = createEmulator({ ...options, maxRequests: 1, fault: () => take(plan) });
  const underWay = new Set<Promise<unknown>>();
  const handle = createNodeHandler({ fetch: watched(emulator, plan, underWay, io) });
  const server = createServer((request, response) => {
    if (!control(plan, request, response, (text) => io.note(io.err.paint(text, "dim")))) handle(request, response);
  });
  const stopped = untilStopped();
  await listening(server, port);
  announce(emulator, (server.address() as AddressInfo).port, plan, args, io);
  await stopped;
  await closed(server);
  await Promise.allSettled(underWay);
  io.note("Stopped.");
  return STATUS.ok;
}

function optionsOf(args: Arguments): EmulatorOptions {
  const number = (name: string, least: number, most: number): number | undefined => {
    const text = args.text(name);
    return text === undefined ? undefined : whole(name, text, least, most);
  };
  return {
    ...choicesOf(args),
    pageSize: number("page-size", 1, 1_000_000),
    maxPageSize: number("max-page-size", 1, 1_000_000),
    requireSortedQuery: args.flag("require-sorted-query"),
    errorStatus: number("error-status", 200, 599),
    cors: args.text("cors"),
    seed: number("seed", 0, 2 ** 32 - 1),
  };
}

function choicesOf(args: Arguments): EmulatorOptions {
  const chosen = Object.entries(CHOICES).map(([name, { option, values }]) => {
    const value = args.text(name);
    if (value === undefined || (values as readonly string[]).includes(value)) return [option, value];
    throw new UsageError(`--${name} is ${values.slice(0, -1).join(", ")} or ${values.at(-1)}`);
  });
  return Object.fromEntries(chosen) as EmulatorOptions;
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`--${name} is a whole number from ${least} to ${most}`);
}

/** The fault for the next request. */
function take(plan: Plan): MaybeFault {
  const { now } = plan;
  if (now === null) return null;
  now.times -= 1;
  if (now.times <= 0) plan.now = null;
  return now.fault;
}

/** Logs requests and responses without query and headers: together these are a credential. */
function watched(emulator: Emulator, plan: Plan, underWay: Set<Promise<unknown>>, io: Io): Emulator["fetch"] {
  const answered = async (input: string, init?: { method?: string }): Promise<Response> => {
    const spoiled = plan.now?.fault.kind;
    const line =
      `${new Date().toTimeString().slice(0, 8)} ${init?.method ?? "GET"} ` +
      `${visibleControls(input.split("?", 1)[0]!)}`;
    try {
      const answer = (await emulator.fetch(input, init)) as Response;
      io.err.line(`${line} ${answer.status}${spoiled ? ` (fault: ${spoiled})` : await refusal(answer)}`);
      return answer;
    } catch (error) {
      io.err.line(`${line} dropped${spoiled ? ` (fault: ${spoiled})` : ""}`);
      throw error;
    }
  };
  return ((input: string, init?: { method?: string }) => {
    const answer = answered(input, init).finally(() => underWay.delete(answer));
    underWay.add(answer);
    return answer;
  }) as Emulator["fetch"];
}

async function refusal(answer: Response): Promise<string> {
  const text = await answer.clone().text();
  const [, message] = /"errorMessage":("(?:[^"\\]|\\.)*")/.exec(text.slice(0, 1000)) ?? [];
  return text.startsWith('{"status":false') && message ? ` ${visibleControls(String(JSON.parse(message)))}` : "";
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", ({ code, message }: NodeJS.ErrnoException) => {
      const busy =
        code === "EADDRINUSE"
          ? `port ${port} is taken`
          : code === "EACCES"
            ? `port ${port} is not for everyone to use`
            : message;
      reject(new UsageError(busy, "--port 0 takes a free one."));
    });
    server.listen(port, HOST, resolve);
  });
}

/** Called before the first line is printed: the reader of that line may stop us at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function announce(emulator: Emulator, port: number, plan: Plan, args: Arguments, io: Io): void {
  const baseUrl = `http://${HOST}:${port}${BASE}`;
  const { key, secret } = emulator.credentials;
  const users = emulator.users.map((user) => ({
    ...user,
    curl: curl(signRequest(emulator.credentials, { userId: user.userId, pageSize: 5 }, { baseUrl })),
  }));
  if (args.flag("json")) {
    io.json({ baseUrl, key, secret, users });
    return;
  }
  const { out } = io;
  const title = (text: string): string => out.paint(text, "bold");
  out.line(`${title("The emulator listens")} at ${out.paint(baseUrl, "cyan")}\n`);
  out.paragraph("Its key and secret are published, and of no use with Zoom. In another terminal:\n");
  for (const [name, value] of Object.entries({ LTI_KEY: key, LTI_SECRET: String(secret), LTI_BASE_URL: baseUrl }))
    out.line(`  ${assignment(name, value)}`);
  out.line(`  npx zoom-lti-pro list --user ${users[0]?.userId}\n`);
  out.line(`${title("Users")}, each with a request that is valid for an hour\n`);
  for (const user of users) {
    out.line(`  ${out.paint(user.userId, "cyan")}  ${user.name}`);
    if (user.description) out.paragraph(out.paint(user.description, "dim"), 2);
    out.line(`  ${user.curl}\n`);
  }
  if (plan.now) io.note(`Fault: ${describeFault(plan.now)}`);
  out.line(`Stop with Ctrl-C.`);
}

/** For PowerShell on Windows and POSIX shells elsewhere; cmd has its own syntax. */
function assignment(name: string, value: string): string {
  return process.platform === "win32" ? `$env:${name} = "${value}"` : `export ${name}=${value}`;
}

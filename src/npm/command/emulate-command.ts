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
import { shellsHere } from "./shells.js";
import { visibleControls } from "./terminal-text.js";

const HOST = "127.0.0.1";
const DEFAULT_PORT = "8790";
const BASE = new URL(zoom).pathname;

/** Emulator options that take one of a few words. The first is the default. */
const CHOICES = {
  "time-zone-field": {
    option: "timeZoneField",
    values: ["timezone", "timeZone"],
    about: "the name of the time zone field: as in Zoom's example, or as in Zoom's table (default: timezone)",
  },
  "start-time-in": {
    option: "startTimeIn",
    values: ["utc", "timezone"],
    about: "the time zone of the start times (default: utc)",
  },
  "signed-order": {
    option: "signedOrder",
    values: ["sorted", "as_sent", "either"],
    about: "the order of the parameters that the server signs (default: sorted)",
  },
  "unsigned-parameters": {
    option: "unsignedParameters",
    values: ["refuse", "ignore"],
    about: "what happens to a parameter that was not signed (default: refuse)",
  },
  "out-of-range": {
    option: "outOfRange",
    values: ["refuse", "clamp", "accept"],
    about: "what happens to pageSize 1001 and pageNum 0 (default: refuse)",
  },
  replay: {
    option: "replay",
    values: ["accept", "refuse"],
    about: "what happens to a signed request that is sent again (default: accept)",
  },
} as const satisfies Record<string, { option: keyof EmulatorOptions; values: readonly string[]; about: string }>;

export const emulate: Command = {
  name: "emulate",
  aliases: ["emulator"],
  summary: "run a test server that behaves as Zoom's server",
  usage: ["[options]"],
  about: [
    "Behaves as Zoom documents its API: it checks signatures, returns pages of meetings, and sends the documented " +
      "errors. It has its own key and secret, accepts connections only from this machine, and runs until Ctrl-C.",
    "It serves the meeting list, bulkImport, bulkDisassociate and createAndAssociate. It keeps their changes until " +
      "it stops.",
    "While it runs, PUT /fault?kind=… sets a fault, GET /fault shows it, and DELETE /fault ends it. See the examples.",
  ],
  options: {
    port: { type: "string", value: "n", about: `the port (default: ${DEFAULT_PORT}); 0 selects a free port` },
    fault: {
      type: "string",
      value: "kind[,name=value…]",
      about: `the fault to simulate: ${KINDS.join(", ")}; times=n ends it after n requests`,
    },
    "page-size": { type: "string", value: "n", about: "the page size of every response, whatever the request says" },
    "require-sorted-query": { type: "boolean", about: "refuse a query that is not in alphabetical order" },
    "error-status": { type: "string", value: "n", about: "the HTTP status of API errors (default: 200)" },
    "max-page-size": { type: "string", value: "n", about: "the maximum page size; larger ones are reduced to it" },
    ...Object.fromEntries(
      Object.entries(CHOICES).map(([name, { values, about }]) => [
        name,
        { type: "string" as const, value: values.join("|"), about },
      ]),
    ),
    cors: { type: "string", value: "origin", about: "allow requests from web pages of this origin" },
    seed: { type: "string", value: "n", about: "selects the built-in meetings (default: 1)" },
  },
  environment: [],
  status: [
    ["0", "it was stopped"],
    ["2", "the command line is not valid, or the port is taken"],
  ],
  examples: [
    ["npx zoom-lti-pro emulate", "start it, then copy the lines that it prints"],
    [
      "npx zoom-lti-pro emulate --port 0 --fault http_status,status=429,retryAfter=1,times=2",
      "two requests fail, the next ones succeed",
    ],
    [`curl -X PUT "http://${HOST}:${DEFAULT_PORT}/fault?kind=delay&headersMs=5000"`, "make it slow"],
    [`curl -X DELETE http://${HOST}:${DEFAULT_PORT}/fault`, "end the fault"],
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
    throw new UsageError(`--${name} must be ${values.slice(0, -1).join(", ")} or ${values.at(-1)}`);
  });
  return Object.fromEntries(chosen) as EmulatorOptions;
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}`);
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
  const responding = async (input: string, init?: { method?: string }): Promise<Response> => {
    const spoiled = plan.now?.fault.kind;
    const line =
      `${new Date().toTimeString().slice(0, 8)} ${init?.method ?? "GET"} ` +
      `${visibleControls(input.split("?", 1)[0]!)}`;
    try {
      const response = (await emulator.fetch(input, init)) as Response;
      io.err.line(`${line} ${response.status}${spoiled ? ` (fault: ${spoiled})` : await refusal(response)}`);
      return response;
    } catch (error) {
      io.err.line(`${line} dropped${spoiled ? ` (fault: ${spoiled})` : ""}`);
      throw error;
    }
  };
  return ((input: string, init?: { method?: string }) => {
    const response = responding(input, init).finally(() => underWay.delete(response));
    underWay.add(response);
    return response;
  }) as Emulator["fetch"];
}

async function refusal(response: Response): Promise<string> {
  const text = await response.clone().text();
  const [, message] = /"errorMessage":("(?:[^"\\]|\\.)*")/.exec(text.slice(0, 1000)) ?? [];
  return text.startsWith('{"status":false') && message ? ` ${visibleControls(String(JSON.parse(message)))}` : "";
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", ({ code, message }: NodeJS.ErrnoException) => {
      const busy =
        code === "EADDRINUSE" ? `port ${port} is taken` : code === "EACCES" ? `you may not use port ${port}` : message;
      reject(new UsageError(busy, "--port 0 selects a free port."));
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
  out.paragraph("Its key and secret are public, and Zoom does not accept them. In another terminal:\n");
  const variables = Object.entries({ LTI_KEY: key, LTI_SECRET: String(secret), LTI_BASE_URL: baseUrl });
  for (const [at, shell] of shellsHere().entries()) {
    if (shellsHere().length > 1) out.line(`  ${out.paint(`# ${at === 0 ? "" : "or "}${shell.name}`, "dim")}`);
    for (const [name, value] of variables) out.line(`  ${shell.set(name, value)}`);
  }
  out.line(`  npx zoom-lti-pro list --user ${users[0]?.userId}\n`);
  out.line(`${title("Users")}, each with a signed request that is valid for an hour\n`);
  for (const user of users) {
    out.line(`  ${out.paint(user.userId, "cyan")}  ${user.name}`);
    if (user.description) out.paragraph(out.paint(user.description, "dim"), 2);
    out.line(`  ${user.curl}\n`);
  }
  if (plan.now) io.note(`Fault: ${describeFault(plan.now)}`);
  out.line(`Stop with Ctrl-C.`);
}

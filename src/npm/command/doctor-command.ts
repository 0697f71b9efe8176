/** `doctor`: tests the real server for what the documentation does not say. */
import { signRequest } from "zoom-lti-pro";
import { credentials } from "./ask-credentials.js";
import { findingsOf } from "./doctor/questions.js";
import { sendProbes, MAX_REQUESTS } from "./doctor/send-probes.js";
import { print, reportOf } from "./doctor/doctor-report.js";
import { PROBE_NAMES } from "./doctor/probes.js";
import { isAccepted, type Seen } from "./doctor/probe-results.js";
import { verdictOf, type Verdict } from "./doctor/response-kind.js";
import type { Io } from "./io.js";
import { baseUrlOf, QUERY } from "./list-command.js";
import { FIND_USER } from "./read-list.js";
import { askLine, openTerminal } from "./prompt.js";
import { NOT_VALID, STATUS, UsageError, VARIABLES, type Arguments, type Command } from "./command-definition.js";

const DEFAULT_PAUSE_MS = 500;
const MAX_PAUSE_MS = 60_000;

export const doctor: Command = {
  name: "doctor",
  summary: "test how the real server behaves, and print a report for an issue",
  usage: ["--user <userId> [options]"],
  about: [
    `Sends ${PROBE_NAMES.length} GET requests (at most ${MAX_REQUESTS}) for the meeting list of one user, one after ` +
      "the other. They change nothing. One has a wrong signature on purpose. Others have an unusual order, page size " +
      "or timestamp.",
    "The report shows what Zoom does not document. It contains no key, secret, ID, topic, meeting number or URL, so " +
      "that you can paste it into an issue of this project. Choose a user with upcoming and past meetings. If the " +
      "list does not show something, the report says that it cannot tell.",
  ],
  options: {
    user: QUERY["user"]!,
    yes: { type: "boolean", about: "send the requests without asking first" },
    pause: { type: "string", value: "ms", about: `the wait between two requests (default: ${DEFAULT_PAUSE_MS})` },
    "base-url": QUERY["base-url"]!,
  },
  environment: [VARIABLES.credentials, VARIABLES.server, VARIABLES.proxy],
  status: [
    ["0", "the report is complete"],
    ["1", "the server refused the correctly signed request, or was busy"],
    NOT_VALID,
  ],
  examples: [
    ["npx zoom-lti-pro doctor --user _vIWeZ76TtuFceCKHkVk4Q", "ask first, then print the report"],
    ["npx zoom-lti-pro doctor --user _vIWeZ76TtuFceCKHkVk4Q --yes --json > report.json", "JSON for a program"],
  ],
  sends: true,
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const userId = args.text("user");
  if (userId === undefined)
    throw new UsageError("--user is missing: the Zoom user ID of a user with meetings", FIND_USER);
  const pauseMs = pauseOf(args);
  const baseUrl = baseUrlOf(args, io);
  const pair = await credentials(io, { userId }, { baseUrl });
  // Sign before the prompt: if signing fails, there is nothing to confirm.
  const { url } = signRequest(pair, { userId }, { baseUrl });
  for (const secret of [pair.key, userId]) io.guard(secret);
  await confirm(args, io, new URL(url).host, pauseMs);
  const seen = await sendProbes({
    credentials: pair,
    userId,
    baseUrl,
    pauseMs,
    beforeRequest: () => progress(io, "."),
  });
  progress(io, "\n");
  guardAll(seen, io);
  const report = reportOf(
    baseUrl === undefined ? "default" : "other",
    seen.requests,
    seen.stopped === undefined,
    findingsOf(seen),
  );
  if (args.flag("json")) io.json(report);
  else print(report, io);
  after(seen, args, io);
  return seen.stopped === undefined ? STATUS.ok : STATUS.failed;
}

function after(seen: Seen, args: Arguments, io: Io): void {
  if (seen.stopped !== undefined) io.note(`\nThe report is not complete, because ${seen.stopped}.`);
  if (isAccepted(seen, "plain") === false)
    io.note("Check the key and the secret. To find a mistake in a signature, use: npx zoom-lti-pro explain");
  if (seen.stopped === undefined && !args.flag("json"))
    io.note("\nPlease paste this report into an issue of zoom-lti-pro.");
}

function pauseOf(args: Arguments): number {
  const text = args.text("pause") ?? String(DEFAULT_PAUSE_MS);
  const pause = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (pause <= MAX_PAUSE_MS) return pause;
  throw new UsageError(`--pause must be a whole number of milliseconds from 0 to ${MAX_PAUSE_MS}`);
}

/** Says what will be sent, and continues only after a yes. */
async function confirm(args: Arguments, io: Io, host: string, pauseMs: number): Promise<void> {
  io.note(
    `The doctor sends ${PROBE_NAMES.length} GET requests (at most ${MAX_REQUESTS}) for this user's meetings ` +
      `to ${host}, ${pauseMs} ms apart.`,
  );
  io.note("They change nothing. One has a wrong signature on purpose. Some have unusual parameters or timestamps.");
  if (args.flag("yes")) return;
  const terminal = openTerminal(io.err);
  if (!terminal)
    throw new UsageError(
      "there is no terminal for a prompt, so nothing was sent",
      "To send the requests without a prompt, add --yes.",
    );
  try {
    const answer = await askLine("Send them? (y/n) ", terminal, io.err);
    if (!/^\s*y(es)?\s*$/i.test(answer ?? "")) throw new UsageError("nothing was sent", "Type y to send the requests.");
  } finally {
    terminal.close();
  }
}

function progress(io: Io, text: string): void {
  if (io.err.terminal) io.err.write(text);
}

/** Findings contain no ids and no signatures. This is a second safeguard: guarded text is never printed. */
function guardAll({ exchanges }: Seen, io: Io): void {
  for (const { sent } of exchanges.values()) io.guard(sent.headers["X-Lti-Signature"]!);
  for (const exchange of exchanges.values()) for (const id of idsIn(verdictOf(exchange))) io.guard(id);
}

function idsIn(response: Verdict): string[] {
  if (response.kind !== "accepted") return [];
  const ids = response.page.list.flatMap(({ meetingId, meetingNumber, hostId, pmi }) => [
    meetingId,
    meetingNumber,
    hostId,
    pmi,
  ]);
  return ids.filter((id) => typeof id === "string" || typeof id === "number").map(String);
}

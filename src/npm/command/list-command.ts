/** `list`: a user's course meetings. */
import {
  type Credentials,
  type ListedMeetings,
  type ListOptions,
  LtiPro,
  listMeetings,
  type MeetingQuery,
  type StartTimeIn,
} from "zoom-lti-pro";
import { endpoints, words, type Rule } from "../generated/parameters.js";
import { credentials } from "./ask-credentials.js";
import type { Io } from "./io.js";
import { table } from "./meeting-table.js";
import { STATUS, UsageError, type Arguments, type Command, type Option } from "./command-definition.js";
import { count } from "./terminal-text.js";

const listRules = endpoints.meetingList.parameters;

/** An option for each parameter of the meeting list. */
const PARAMETERS: Command["options"] = Object.fromEntries(
  listRules.map((rule) => [words[rule.name]!.option, optionOf(rule)]),
);

export const PARAMETER_OPTIONS = Object.keys(PARAMETERS);

/** The options of a list, for `list` and `sign`. */
export const QUERY: Command["options"] = {
  ...PARAMETERS,
  "base-url": {
    type: "string",
    value: "url",
    about: "another server than Zoom's, such as the emulator (or set LTI_BASE_URL)",
  },
};

export const FIND_USER =
  "To find a userId: in your LMS, open the browser's developer tools, launch LTI Pro, and look in the " +
  "Network tab for the request user/settings/all; its preview shows userId.";

function optionOf({ name, kind, min, max, default: preset }: Rule): Option {
  const { help } = words[name]!;
  if (kind === "boolean") return { type: "boolean", about: help };
  const limits = min === undefined ? "" : max === undefined ? `, from ${min}` : `, ${min} to ${max}`;
  const about = `${help}${limits}${preset === undefined ? "" : ` (default: ${preset})`}`;
  return { type: "string", value: kind === "whole" ? "n" : name, about };
}

export function queryOf(args: Arguments): MeetingQuery {
  const values = listRules.map((rule) => [rule.name, givenValue(rule, args)] as const);
  return Object.fromEntries(values) as unknown as MeetingQuery;
}

/** A boolean's flag sets the opposite of its default. */
function givenValue({ name, kind, required, default: preset }: Rule, args: Arguments): string | boolean | undefined {
  const { option, help } = words[name]!;
  if (kind === "boolean") {
    if (preset === undefined) return args.flag(option) || undefined;
    return args.flag(option) !== (preset === "true");
  }
  const value = args.text(option);
  if (value === undefined && required)
    throw new UsageError(`--${option} is missing: ${help}`, kind === "userId" ? FIND_USER : undefined);
  return value;
}

export function baseUrlOf(args: Arguments, io: Io): string | undefined {
  return args.text("base-url") ?? (io.env["LTI_BASE_URL"] || undefined);
}

export const list: Command = {
  name: "list",
  summary: "list a user's course meetings",
  usage: ["--user <userId> [options]"],
  about: [
    "Only meetings that were scheduled in, or imported into, a course through LTI Pro are listed.",
    "With --all, a list of several pages is read until two readings agree. Where no two of four do, or where the " +
      "server counts more meetings than its pages hold, what was read is printed, with a warning and exit status 3.",
  ],
  options: {
    ...QUERY,
    all: { type: "boolean", about: "every page, read until it is known that these are all meetings" },
    "start-time-in": {
      type: "string",
      value: "utc|timezone",
      about: "whose clock the start times show (utc); Zoom does not say",
    },
  },
  examples: [
    ["npx zoom-lti-pro list --user _vIWeZ76TtuFceCKHkVk4Q", "what is coming up"],
    ["npx zoom-lti-pro list --user _vIWeZ76TtuFceCKHkVk4Q --history --all", "everything that was"],
    ["npx zoom-lti-pro list --user _vIWeZ76TtuFceCKHkVk4Q --json | jq -r '.list[].topic'", "the topics alone"],
  ],
  sends: true,
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const query = queryOf(args);
  const startTimeIn = readingOf(args);
  const options = { baseUrl: baseUrlOf(args, io), startTimeIn };
  if (args.flag("all") && query.pageNum !== undefined) throw new UsageError("--all and --page-num exclude each other");
  const pair = await credentials(io);
  const found: Found = args.flag("all") ? await all(pair, query, options) : await listMeetings(pair, query, options);
  print(found, query, startTimeIn, args, io);
  return found.complete === false ? STATUS.incomplete : STATUS.ok;
}

function readingOf(args: Arguments): StartTimeIn {
  const reading = args.text("start-time-in") ?? "utc";
  if (reading !== "utc" && reading !== "timezone") throw new UsageError("--start-time-in is utc or timezone");
  return reading;
}

/** A page, or all of them. */
interface Found extends Pick<ListedMeetings, "total" | "list"> {
  pageNum?: number;
  complete?: boolean;
  reason?: string | undefined;
  meta: Pick<ListedMeetings["meta"], "warnings">;
}

async function all(pair: Credentials, query: MeetingQuery, options: ListOptions): Promise<Found> {
  const zoom = new LtiPro(pair, options);
  try {
    const { meetings, warnings, ...found } = await zoom.meetings(query).all();
    return { ...found, list: meetings, meta: { warnings } };
  } finally {
    zoom.dispose();
  }
}

function print(found: Found, { isUpComing }: MeetingQuery, startTimeIn: StartTimeIn, args: Arguments, io: Io): void {
  const kind = isUpComing ? "upcoming" : "past";
  if (args.flag("json")) io.json(found);
  else if (found.list.length > 0) for (const line of table(found.list, startTimeIn, io.out)) io.out.line(line);
  for (const { message } of found.meta.warnings) io.note(`${io.err.paint("warning:", "yellow", "bold")} ${message}`);
  if (found.complete === false)
    io.note(`${io.err.paint("warning:", "yellow", "bold")} this list may be incomplete (${found.reason})`);
  if (args.flag("json")) return;
  if (found.list.length === 0) empty(kind, found, io);
  else io.note(io.err.paint(summary(kind, found, startTimeIn), "dim"));
}

function summary(kind: string, { total, list, pageNum }: Found, startTimeIn: StartTimeIn): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const part =
    list.length < total
      ? `${list.length} of ${total} ${kind} ` +
        `meetings${pageNum === undefined ? "" : `, page ${pageNum}; --all lists every one`}`
      : `${count(total, `${kind} meeting`)}`;
  return (
    `${part}. Times are those of ${zone}, with the API's start times read as ` +
    `${startTimeIn === "utc" ? "UTC" : "the meeting's own zone"}.`
  );
}

function empty(kind: string, { total }: Found, io: Io): void {
  if (total > 0) {
    io.note(`There is nothing on this page; there are ${total} ${kind} meetings in all.`);
    return;
  }
  io.note(`No ${kind} meetings.`);
  io.note(
    io.err.paint(
      `That is no error. Either the userId is another one, or none of this user's ${kind} meetings is in a ` +
        `course. ${FIND_USER}`,
      "dim",
    ),
  );
}

/** `list`: a user's course meetings. */
import { listMeetings, type MeetingQuery, type StartTimeIn } from "zoom-lti-pro";
import { endpoints, words, type Rule } from "../generated/parameters.js";
import { credentials } from "./ask-credentials.js";
import type { Io } from "./io.js";
import { FILE_OPTIONS, fileFormat, writeFiles } from "./list-files.js";
import { table } from "./meeting-table.js";
import {
  NOT_VALID,
  STATUS,
  UsageError,
  VARIABLES,
  type Arguments,
  type Command,
  type Option,
} from "./command-definition.js";
import { FIND_USER, noMeetings, readList, type Found } from "./read-list.js";
import { counted } from "../text/counted.js";

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
    about: "the base URL of another server, such as the emulator (or set LTI_BASE_URL)",
  },
};

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
    "Lists only meetings that were scheduled in a course, or imported into one, through LTI Pro.",
    "With --all, a list of several pages is read until two readings agree, at most four times. If the list may be " +
      "incomplete, there is a warning, and the exit status is 3.",
    "--ics and --csv read all pages in the same way. An incomplete list is not written as a calendar, because " +
      "calendars delete what is missing. For a file that others read, use --output: `>` empties a file before the " +
      "list is read.",
  ],
  options: {
    ...QUERY,
    all: { type: "boolean", about: "list all pages, and check that these are all meetings" },
    ...FILE_OPTIONS,
    "start-time-in": {
      type: "string",
      value: "utc|timezone",
      about: "the time zone of the API's start times, which Zoom does not document (default: utc)",
    },
  },
  environment: [VARIABLES.credentials, VARIABLES.server, VARIABLES.proxy],
  status: [
    ["0", "success"],
    ["1", "an error of the API or the network"],
    ["2", `${NOT_VALID[1]}; or --ics needs --start-time-in`],
    ["3", "with --all, --ics or --csv: the list may be incomplete"],
  ],
  examples: [
    ["npx zoom-lti-pro list --user _vIWeZ76TtuFceCKHkVk4Q", "upcoming meetings"],
    ["npx zoom-lti-pro list --user _vIWeZ76TtuFceCKHkVk4Q --history --all", "all past meetings"],
    ["npx zoom-lti-pro list --user _vIWeZ76TtuFceCKHkVk4Q --ics --output meetings.ics", "a file for a calendar"],
    ["npx zoom-lti-pro list --user _vIWeZ76TtuFceCKHkVk4Q --csv --both --output meetings.csv", "a table for Excel"],
    ["npx zoom-lti-pro list --user _vIWeZ76TtuFceCKHkVk4Q --json | jq -r '.list[].topic'", "only the topics"],
  ],
  sends: true,
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const query = queryOf(args);
  const startTimeIn = readingOf(args);
  const format = fileFormat(args);
  const options = { baseUrl: baseUrlOf(args, io), startTimeIn };
  if (args.flag("all") && query.pageNum !== undefined) throw new UsageError("use either --all or --page-num, not both");
  const pair = await credentials(io, query, { baseUrl: options.baseUrl });
  if (format) return writeFiles(format, [pair, query, options], args, io);
  const found: Found = args.flag("all")
    ? await readList(pair, query, options)
    : await listMeetings(pair, query, options);
  print(found, query, startTimeIn, args, io);
  return found.complete === false ? STATUS.incomplete : STATUS.ok;
}

function readingOf(args: Arguments): StartTimeIn {
  const reading = args.text("start-time-in") ?? "utc";
  if (reading !== "utc" && reading !== "timezone") throw new UsageError("--start-time-in must be utc or timezone");
  return reading;
}

function print(found: Found, query: MeetingQuery, startTimeIn: StartTimeIn, args: Arguments, io: Io): void {
  const isUpComing = query.isUpComing === true;
  const kind = isUpComing ? "upcoming" : "past";
  const options = { startTimeIn, isUpComing, now: new Date() };
  if (args.flag("json")) io.json(found);
  else for (const line of table(found.list, options, io.out)) io.out.line(line);
  for (const { message } of found.meta.warnings) io.note(`${io.err.paint("warning:", "yellow", "bold")} ${message}`);
  if (found.complete === false)
    io.note(`${io.err.paint("warning:", "yellow", "bold")} this list may be incomplete (${found.reason})`);
  if (args.flag("json")) return;
  if (found.list.length === 0) empty(kind, found, io);
  else io.note(io.err.paint(`\n${summary(kind, found, startTimeIn)}`, "dim"));
}

function summary(kind: string, { total, list, pageNum }: Found, startTimeIn: StartTimeIn): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const part =
    list.length < total
      ? `${list.length} of ${counted(total, `${kind} meeting`)}` +
        (pageNum === undefined ? "" : `, page ${pageNum}; --all lists all of them`)
      : counted(total, `${kind} meeting`);
  const reading = startTimeIn === "utc" ? "UTC" : "the meetings' own zones";
  return `${part}. Your time zone: ${zone}. Start times were read as ${reading} (--start-time-in).`;
}

function empty(kind: string, { total }: Found, io: Io): void {
  if (total > 0) io.note(`This page is past the end. The list has ${counted(total, `${kind} meeting`)}.`);
  else noMeetings(kind, io);
}

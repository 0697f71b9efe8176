/** `list --ics` and `list --csv`: the list as a file for calendars, or for spreadsheets. */
import { meetingTimes, type Credentials, type ListOptions, type Meeting, type MeetingQuery } from "zoom-lti-pro";
import { words } from "../generated/parameters.js";
import { counted } from "../text/counted.js";
import { meetingsCsv } from "../text/meetings-csv.js";
import { STATUS, UsageError, type Arguments, type Command } from "./command-definition.js";
import type { Io } from "./io.js";
import { noMeetings, readList, type Found } from "./read-list.js";
import { replaceFile } from "./replace-file.js";

const DEFAULT_NAME = "Zoom meetings";

export const FILE_OPTIONS: Command["options"] = {
  ics: { type: "boolean", about: "write all pages as a calendar file (iCalendar)" },
  csv: { type: "boolean", about: "write all pages as a table for spreadsheets (CSV)" },
  both: { type: "boolean", about: "with --ics or --csv: past and upcoming meetings" },
  output: {
    type: "string",
    value: "file",
    about: "with --ics or --csv: write to this file. It is replaced only if nothing failed",
  },
  "calendar-name": {
    type: "string",
    value: "name",
    about: `with --ics: the name of the calendar (default: ${DEFAULT_NAME})`,
  },
};

export type FileFormat = "ics" | "csv";

/** Undefined if the list is not written as a file. */
export function fileFormat(args: Arguments): FileFormat | undefined {
  const formats = args.given(["ics", "csv", "json"]);
  if (formats.length > 1) throw new UsageError("use only one of --ics, --csv and --json");
  const [format] = formats;
  const isFile = format === "ics" || format === "csv";
  if (format !== "ics" && args.text("calendar-name") !== undefined) throw new UsageError("--calendar-name needs --ics");
  const [option] = args.given(["both", "output"]);
  if (!isFile && option) throw new UsageError(`--${option} needs --ics or --csv`);
  if (!isFile) return undefined;
  if (args.text("page-num") !== undefined) throw new UsageError(`--${format} writes all pages: remove --page-num`);
  const history = words["isUpComing"]!.option;
  if (args.flag("both") && args.flag(history)) throw new UsageError(`use either --both or --${history}, not both`);
  return format;
}

/** Reads the lists and writes the file. Resolves to the exit status. */
export async function writeFiles(
  format: FileFormat,
  [pair, query, options]: [Credentials, MeetingQuery, ListOptions],
  args: Arguments,
  io: Io,
): Promise<number> {
  // The upcoming list is read first, so that a meeting that ends between the two readings is in both lists.
  const queries = args.flag("both") ? [true, false].map((isUpComing) => ({ ...query, isUpComing })) : [query];
  const lists: Found[] = [];
  for (const each of queries) lists.push(await readList(pair, each, options));
  for (const { message } of lists.flatMap(({ meta }) => meta.warnings)) warn(message, io);
  const incomplete = lists.find(({ complete }) => complete === false);
  const refused = format === "ics" ? refusal(lists, incomplete, args) : undefined;
  if (refused) {
    io.error(`${refused.why}, so no calendar was written`, refused.hint);
    return refused.status;
  }
  if (incomplete) warn(`this list may be incomplete (${incomplete.reason})`, io);
  const meetings = eachOnce(lists.flatMap(({ list }) => list));
  const { text, omitted } =
    format === "ics"
      ? await calendar(meetings, args, options)
      : { text: meetingsCsv(meetings, (meeting) => meetingTimes(meeting, options)), omitted: 0 };
  if (!(await written(text, args, io))) return STATUS.failed;
  const left = omitted > 0 ? ` Not in the calendar: ${counted(omitted, "meeting")} without a fixed time.` : "";
  const reading = options.startTimeIn === "timezone" ? "the meetings' own zones" : "UTC";
  const said = `${counted(meetings.length, "meeting")}.${left} Start times were read as ${reading} (--start-time-in).`;
  if (meetings.length > 0) io.note(io.err.paint(said, "dim"));
  else noMeetings(args.flag("both") ? "past or upcoming" : query.isUpComing ? "upcoming" : "past", io);
  return incomplete ? STATUS.incomplete : STATUS.ok;
}

interface Refusal {
  why: string;
  hint: string;
  status: number;
}

/** Why no calendar is written: it would delete what is missing, and show wrong times. */
function refusal(lists: readonly Found[], incomplete: Found | undefined, args: Arguments): Refusal | undefined {
  if (incomplete) {
    const hint = "A calendar would delete the missing meetings. Run the command again.";
    return { why: `the list may be incomplete (${incomplete.reason})`, hint, status: STATUS.incomplete };
  }
  const isDoubtful = lists.some(({ meta }) => meta.warnings.some(({ code }) => code === "start_times_past"));
  if (!isDoubtful || args.text("start-time-in") !== undefined) return undefined;
  const hint = "Choose with --start-time-in utc or --start-time-in timezone.";
  return { why: "the start times may be read wrongly", hint, status: STATUS.usage };
}

async function calendar(
  meetings: Meeting[],
  args: Arguments,
  { startTimeIn }: ListOptions,
): Promise<{ text: string; omitted: number }> {
  const { calendarFeed } = await import("zoom-lti-pro/calendar");
  const name = args.text("calendar-name") || DEFAULT_NAME;
  // A list of past meetings may be over. Of the upcoming list, the client has checked that it is not.
  const { text, omitted } = calendarFeed(meetings, { name, startTimeIn, now: () => 0 });
  return { text, omitted: omitted.length };
}

/** A meeting that ended between the two readings is in both lists. */
function eachOnce(meetings: readonly Meeting[]): Meeting[] {
  const rows = new Map<string, Meeting>();
  for (const meeting of meetings) {
    const row = JSON.stringify([meeting.meetingId, meeting.meetingNumber, meeting.startTime]);
    // The later reading has the present status.
    rows.set(row, meeting);
  }
  return [...rows.values()];
}

/** Whether the file could be written. */
async function written(text: string, args: Arguments, io: Io): Promise<boolean> {
  const path = args.text("output");
  if (path === undefined) {
    io.file(text);
    return true;
  }
  try {
    await replaceFile(path, io.redact(text));
    return true;
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    io.error(`the file could not be written (${code})`, "Check the path after --output.");
    return false;
  }
}

function warn(message: string, io: Io): void {
  io.note(`${io.err.paint("warning:", "yellow", "bold")} ${message}`);
}

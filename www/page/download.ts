/** The whole list as a file for calendars or spreadsheets. It is made in the page. */
import { isLtiProError, meetingTimes, type AllMeetings, type Meeting } from "zoom-lti-pro";
import { counted } from "../../src/npm/text/counted.js";
import { meetingsCsv } from "../../src/npm/text/meetings-csv.js";
import { DOWNLOAD, errorMessage } from "../messages.js";
import { fetchAllMeetings, ListFailure } from "./api.js";
import { h } from "./dom.js";
import type { View } from "./view.js";

export type FileFormat = "ics" | "csv";

interface Made {
  text: string;
  type: string;
  said: string;
}

/** Downloads all meetings of the view's list. Resolves to what there is to say about it. Never rejects. */
export async function download(format: FileFormat, view: View): Promise<string> {
  try {
    const found = await fetchAllMeetings(view);
    if (!found.complete) return DOWNLOAD.incomplete;
    const { text, type, said } = format === "ics" ? await calendar(found, view) : table(found, view);
    const name = `${view.isUpComing ? "upcoming" : "past"}-meetings.${format}`;
    save(name, new Blob([text], { type }));
    return `${name}: ${said}.`;
  } catch (cause) {
    if (isLtiProError(cause) && cause.field === "startTimeIn") return DOWNLOAD.doubtful;
    return `${errorMessage(cause instanceof ListFailure ? cause.error : { code: "internal" }).title}.`;
  }
}

/** The calendar's WebAssembly is loaded now, because most readers of the page do not need it. */
async function calendar({ meetings }: AllMeetings, { startTimeIn, isUpComing }: View): Promise<Made> {
  const { calendarFeed } = await import("zoom-lti-pro/calendar");
  const name = DOWNLOAD.calendarName(isUpComing);
  // Past meetings may be over.
  const { text, omitted } = calendarFeed(meetings, { name, startTimeIn, now: isUpComing ? Date.now : () => 0 });
  const all = counted(meetings.length, "meeting");
  const rest = meetings.length - omitted.length;
  const said = omitted.length > 0 ? `${rest} of ${all}; the others have no fixed time` : all;
  return { text, type: "text/calendar;charset=utf-8", said };
}

function table({ meetings }: AllMeetings, { startTimeIn }: View): Made {
  const text = meetingsCsv(meetings, (meeting: Meeting) => meetingTimes(meeting, { startTimeIn }));
  return { text, type: "text/csv;charset=utf-8", said: counted(meetings.length, "meeting") };
}

const KEPT_MS = 60_000;

function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** The events of meetings, as wasm reads them (`src/js/calendar.rs`). */
import { checkMeeting, isFixed, readInstant } from "../client/meeting-start.js";
import { endOf } from "../client/meeting-times.js";
import { invalidArgument } from "../public/error.js";
import type { StartTimeIn } from "../public/types.js";
import { startTimes } from "../wasm/calendar-calls.js";
import type { Columns } from "../wasm/columns.js";
import { readUrl } from "./event-url.js";
import type { CalendarMeeting, CalendarOptions } from "./types.js";

type Callbacks<M extends CalendarMeeting> = Pick<CalendarOptions<M>, "urlFor" | "descriptionFor" | "locationFor">;

/** Adds the three names, three texts and two numbers of each event. Returns the meetings without a fixed time. */
export function addEvents<M extends CalendarMeeting>(
  { names, texts, numbers }: Columns,
  meetings: M[],
  startTimeIn: StartTimeIn,
  untitled: string | undefined,
  callbacks: Callbacks<M> = {},
): M[] {
  const title = unlessBlank(readText("untitled", untitled)) || "Zoom meeting";
  for (const name of ["urlFor", "descriptionFor", "locationFor"] as const)
    if (callbacks[name] && typeof callbacks[name] !== "function")
      throw invalidArgument(name, `${name} must be a function`);
  const times = startTimes(meetings.map(textOfStart));
  const omitted: M[] = [];
  for (let i = 0; i < meetings.length; i++) {
    const meeting = meetings[i]!;
    checkMeeting(meeting);
    const time = { wallMs: times[2 * i]!, offsetMs: times[2 * i + 1]! };
    const { instant: start } = readInstant(time, startTimeIn, meeting.timezone);
    if (typeof meeting.meetingId !== "string" || meeting.meetingId === "")
      throw invalidArgument("meetings", "each meeting must have a meetingId");
    if (Number.isNaN(start) || !isFixed(meeting.type)) {
      omitted.push(meeting);
      continue;
    }
    names.push(meeting.meetingId, meeting.startTime!, readUrl(callbacks.urlFor?.(meeting)));
    texts.push(
      unlessBlank(readText("topic", meeting.topic)) || title,
      readText("descriptionFor", callbacks.descriptionFor?.(meeting)),
      readText("locationFor", callbacks.locationFor?.(meeting)),
    );
    numbers.push(start, endOf(start, meeting.duration));
  }
  return omitted;
}

/** Empty if it is not a text. What is not a meeting is refused later, after the meetings before it. */
function textOfStart(meeting: CalendarMeeting | null | undefined): string {
  const startTime: unknown = meeting?.startTime;
  return typeof startTime === "string" ? startTime : "";
}

/** A page of meetings instead of its `list` is a likely mistake. */
export function asList<M>(meetings: Iterable<M>): M[] {
  if (typeof meetings === "object" && meetings !== null && Symbol.iterator in meetings) return [...meetings];
  throw invalidArgument("meetings", "meetings must be a list of meetings, such as page.list");
}

export function readText(field: string, value: string | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  throw invalidArgument(field, `${field} must be a string, or return one`);
}

/** Nobody would see a title of whitespace and control characters. */
function unlessBlank(text: string): string {
  return /[^\s\p{Cc}]/u.test(text) ? text : "";
}

/** Feeds. The rules are in `src/calendar.rs`. */
import { readWarnings } from "../client/warnings.js";
import { clock, readStartTimeIn } from "../client/values.js";
import { invalidArgument, LtiProError } from "../public/error.js";
import { MeetingStatus } from "../public/meeting-codes.js";
import { calendarFeed as write, nextChanges as next } from "../wasm/calendar-calls.js";
import { addEvents, asList } from "./events.js";
import { addChanges, isTime, lastChange, readChanges } from "./stored-changes.js";
import type { CalendarChanges, CalendarFeed, CalendarMeeting, CalendarOptions, ChangesOptions } from "./types.js";

const MAX_REFRESH_MINUTES = 43_200;

/**
 * Writes a calendar feed of meetings.
 *
 * ```ts
 * const feed = calendarFeed(meetings, { name: "My classes" });
 * ```
 *
 * The feed has one event for each meeting, in UTC. Meetings without a fixed time are in `omitted`. A meeting that is
 * listed twice is one event. The same meetings give the same text, in whatever order they are listed.
 *
 * A UID is a UUID made of the meeting ID, and of the start if the list has the ID more than once. With `changes`, each
 * event keeps the UID that {@link nextChanges} assigned once, and has a `SEQUENCE` and the time of its last change.
 *
 * @throws LtiProError `invalid_argument` if an option is not valid, or if all meetings are over as `startTimeIn` reads
 * them, but not in the other reading, and are not finished. A wrong reading would move every meeting to a wrong time.
 */
export function calendarFeed<M extends CalendarMeeting>(
  meetings: Iterable<M>,
  options: CalendarOptions<M>,
): CalendarFeed<M> {
  const { name, changes, refreshMinutes = 60 } = options ?? {};
  if (typeof name !== "string" || name === "") throw invalidArgument("name", "name must be the name of the calendar");
  if (!Number.isInteger(refreshMinutes) || refreshMinutes < 1 || refreshMinutes > MAX_REFRESH_MINUTES)
    throw invalidArgument("refreshMinutes", `refreshMinutes must be a whole number from 1 to ${MAX_REFRESH_MINUTES}`);
  const startTimeIn = readStartTimeIn(options.startTimeIn);
  const list = asList(meetings);
  const values = { names: [], texts: [name], numbers: [refreshMinutes, changes ? 1 : 0] };
  addChanges(values, changes);
  const omitted = addEvents(values, list, startTimeIn, options.untitled, options);
  // A finished meeting may be over in the right reading.
  const unfinished = list.filter(({ status }) => status !== MeetingStatus.Finished);
  const [warning] = readWarnings(unfinished, startTimeIn, clock(options.now));
  if (warning)
    throw new LtiProError("invalid_argument", warning.message, {
      field: "startTimeIn",
      hint: "Choose the other startTimeIn if the meetings are upcoming.",
    });
  const { text, etag } = write(values);
  return { text, etag, lastModified: lastChange(changes), omitted };
}

/**
 * What a store keeps after a list was read completely. Call it once for each complete list, and store the result.
 *
 * ```ts
 * const changes = nextChanges(stored, meetings, Date.now());
 * ```
 *
 * An event is recognized by its meeting ID and its start. A meeting that is listed once may start at any other time and
 * is still the same event. In a series, an event with a new start is one that vanished before it began.
 *
 * @param before The last result, as `JSON.parse` reads it. Null or undefined at first.
 * @param meetings The complete list: what is missing from it counts as removed.
 * @param now The current time, in milliseconds since 1970.
 * @throws LtiProError `invalid_argument` if an argument is not valid.
 */
export function nextChanges(
  before: CalendarChanges | null | undefined,
  meetings: Iterable<CalendarMeeting>,
  now: number | Date,
  options?: ChangesOptions,
): CalendarChanges {
  const at = Math.floor(Number(now));
  if (!isTime(at)) throw invalidArgument("now", "now must be milliseconds since 1970, or a Date");
  const startTimeIn = readStartTimeIn(options?.startTimeIn);
  const values = { names: [], texts: [], numbers: [at] };
  addChanges(values, before);
  addEvents(values, asList(meetings), startTimeIn, options?.untitled);
  return readChanges(next(values));
}

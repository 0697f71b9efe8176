/** What looks odd in an answer that is otherwise in order. */
import { meetingStart } from "./start.js";
import type { Meeting, StartTimeIn, Warning } from "./types.js";

/** No clock of `startTime` is documented: an upcoming page that lies wholly in the past shows that the wrong one was read. */
export function readWarnings(list: Meeting[], startTimeIn: StartTimeIn = "utc", now: number): Warning[] {
  const other = startTimeIn === "utc" ? "timezone" : "utc";
  const timed = list.filter((meeting) => meeting.startTime !== null);
  const over = (meeting: Meeting, as: StartTimeIn) => isOver(meeting, as, now);
  const allOver = timed.length > 0 && timed.every((meeting) => over(meeting, startTimeIn) === true);
  if (!allOver || !timed.some((meeting) => over(meeting, other) === false)) return [];
  const message = `every upcoming meeting lies in the past with startTimeIn "${startTimeIn}", and would not with "${other}"`;
  return [{ code: "start_times_past", message }];
}

/** Undefined where the start cannot be read so. */
function isOver(meeting: Meeting, startTimeIn: StartTimeIn, now: number): boolean | undefined {
  const start = meetingStart(meeting, { startTimeIn });
  return start ? start.instant.getTime() + meeting.duration * 60_000 < now : undefined;
}

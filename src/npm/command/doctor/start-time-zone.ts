/** The question which time zone `startTime` is in. In the correct one, no upcoming meeting is over. */
import { meetingStart, type StartTimeIn } from "zoom-lti-pro";
import { counted } from "../../text/counted.js";
import { cannotTell, found, type Finding } from "./question-result.js";
import { rowsOf, serverTime, type Seen } from "./probe-results.js";
import type { Row } from "./response-kind.js";

const MINUTE = 60_000;

/** The server may list a meeting as upcoming for some minutes after its end. */
const SLACK_MS = 5 * MINUTE;

interface Reading {
  readonly type: unknown;
  readonly utc: boolean;
  readonly timezone: boolean;
}

/**
 * `rowPerOccurrence`: whether a series has a row for each occurrence. If not, its start may be long past and is not
 * used.
 */
export function startTime(seen: Seen, rowPerOccurrence: boolean): Finding {
  const id = "start_time";
  const upcoming = rowsOf(seen, true);
  if (upcoming.length === 0) return cannotTell(id, "no upcoming meetings");
  const types = rowPerOccurrence ? [2, 8] : [2];
  const rows = upcoming.filter(({ type, status }) => types.includes(type as number) && status === 0);
  const readings = rows.flatMap((row) => readingsOf(row, serverTime(seen, "plain")));
  if (readings.length === 0)
    return cannotTell(id, "no upcoming meeting that is scheduled, not started and has a start");
  const over = (reading: StartTimeIn): number => readings.filter((row) => row[reading]).length;
  const evidence =
    `${counted(readings.length, "upcoming meeting")}: ${over("utc")} would be over in UTC, ` +
    `${over("timezone")} in the time zone`;
  if (readings.some((row) => row.utc && row.timezone && row.type === 2))
    return cannotTell(id, `${evidence}; the list contains meetings that are over in both cases`);
  const only = {
    utc: readings.some((row) => row.utc && !row.timezone),
    timezone: readings.some((row) => !row.utc && row.timezone),
  };
  if (only.utc === only.timezone)
    return cannotTell(id, `${evidence}; ${only.utc ? "neither fits" : "no meeting starts soon enough to tell"}`);
  return found(id, only.timezone ? "utc" : "timezone", evidence);
}

/** Whether the meeting is over, in each time zone. Empty if one cannot be read. */
function readingsOf({ startTime: start, timezone, timeZone = timezone, duration, type }: Row, now: number): Reading[] {
  if (typeof start !== "string" || typeof timeZone !== "string" || typeof duration !== "number") return [];
  const meeting = { startTime: start, timezone: timeZone };
  const [utc, own] = (["utc", "timezone"] as const).map((startTimeIn) => meetingStart(meeting, { startTimeIn }));
  if (!utc || !own) return [];
  const isOver = ({ instant }: { instant: Date }): boolean => instant.getTime() + duration * MINUTE < now - SLACK_MS;
  return [{ type, utc: isOver(utc), timezone: isOver(own) }];
}

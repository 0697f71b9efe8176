/** Meetings as a table for spreadsheets. The command and the demo's page write it. */
import { csv, type Cell } from "./csv.js";
import { numberGroups } from "./number-groups.js";

/** The API's own names. */
const FIELDS = [
  "meetingId",
  "meetingNumber",
  "hostId",
  "topic",
  "startTime",
  "duration",
  "timezone",
  "pmi",
  "type",
  "status",
] as const;

interface Listed extends Readonly<Record<(typeof FIELDS)[number], string | number | null>> {
  readonly meetingNumber: string;
  readonly pmi: string | null;
}

interface Times {
  readonly start: Date;
  readonly end: Date;
  readonly fixed: boolean;
}

/**
 * A row for each meeting, the earliest first, then those without a fixed time. `start` and `end` are in UTC, and empty
 * if they are not known.
 */
export function meetingsCsv<M extends Listed>(meetings: readonly M[], timesOf: (meeting: M) => Times | null): string {
  const rows = meetings.map((meeting) => {
    const times = timesOf(meeting);
    return { meeting, times: times?.fixed ? times : undefined };
  });
  const order = ({ times }: (typeof rows)[number]): number => times?.start.getTime() ?? Number.MAX_VALUE;
  rows.sort((one, other) => order(one) - order(other));
  return csv([
    [...FIELDS, "start", "end"],
    ...rows.map(({ meeting, times }) => [
      ...FIELDS.map((field) => cellOf(meeting, field)),
      times && inUtc(times.start),
      times && meeting.duration !== null ? inUtc(times.end) : null,
    ]),
  ]);
}

function cellOf(meeting: Listed, field: (typeof FIELDS)[number]): Cell {
  const value = meeting[field];
  return (field === "meetingNumber" || field === "pmi") && typeof value === "string" ? grouped(value) : value;
}

/** A spreadsheet shows eleven digits as 8.68E+10, and forgets all digits after the fifteenth. Groups stay text. */
function grouped(number: string): string {
  const groups = numberGroups(number);
  if (groups.length > 1 || !/^\d{9,}$/.test(number)) return groups.join(" ");
  return number.replaceAll(/\d{4}(?=\d)/g, "$& ");
}

/** Such as `2022-08-04T10:00:00Z`. */
function inUtc(instant: Date): string {
  return instant.toISOString().replace(".000Z", "Z");
}

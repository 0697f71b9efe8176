/** Meetings as lines of a table. The topic is last: its displayed width depends on the terminal. */
import { MeetingType, meetingStart, type Meeting, type StartTimeIn } from "zoom-lti-pro";
import type { Printer } from "./io.js";
import { fitted, visibleControls } from "./terminal-text.js";

const HEAD = ["Starts", "Length", "Number", "Topic"] as const;

/** The index of the column that is aligned to the right. */
const RIGHT = 1;

export function table(meetings: readonly Meeting[], startTimeIn: StartTimeIn, out: Printer): string[] {
  const rows = meetings.map((meeting) => row(meeting, startTimeIn));
  const widths = HEAD.slice(0, -1).map((head, column) =>
    // Math.max(...rows) would fail: a list may have more rows than a call may have arguments.
    rows.reduce((width, cells) => Math.max(width, cells[column]!.length), head.length),
  );
  const left = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const line = (cells: readonly string[]): string => {
    const aligned = widths.map((width, column) =>
      column === RIGHT ? cells[column]!.padStart(width) : cells[column]!.padEnd(width),
    );
    return [...aligned, fitted(cells.at(-1)!, Math.max(out.columns - left, 12))].join(GAP);
  };
  return [
    out.paint(line(HEAD), "bold"),
    ...rows.map((cells, at) => (meetings[at]!.status === STARTED ? out.paint(line(cells), "green") : line(cells))),
  ];
}

const GAP = "  ";
const STARTED = 1;

function row(meeting: Meeting, startTimeIn: StartTimeIn): string[] {
  const now = meeting.status === STARTED ? "[now] " : "";
  const { duration, meetingNumber, topic } = meeting;
  const length = duration === null ? "unknown" : `${duration} min`;
  return [starts(meeting, startTimeIn), length, meetingNumber, now + (topic ?? "(no topic)")].map(visibleControls);
}

const format = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** Shown in this machine's time zone. An unreadable time is shown unchanged. */
function starts(meeting: Meeting, startTimeIn: StartTimeIn): string {
  if (meeting.type === MeetingType.RecurringNoFixedTime) return "no fixed time";
  if (meeting.startTime === null) return "no start time";
  const start = meetingStart(meeting, { startTimeIn });
  if (start === null) return `${meeting.startTime} (?)`;
  const flag = start.flag === undefined ? "" : ` (${start.flag})`;
  return format.format(start.instant).replaceAll(",", "") + flag;
}

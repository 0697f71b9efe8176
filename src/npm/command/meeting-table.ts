/** Meetings as lines, grouped by day. The topic is last: its displayed width depends on the terminal. */
import { isLive, MeetingStatus, MeetingType, meetingStart, type Meeting, type StartTimeIn } from "zoom-lti-pro";
import { relativeTime } from "../text/relative-time.js";
import type { Printer } from "./io.js";
import { fitted, visibleControls } from "./terminal-text.js";

export interface TableOptions {
  readonly startTimeIn: StartTimeIn;
  readonly isUpComing: boolean;
  readonly now: Date;
}

/** Narrower terminals have no room for the length, nor for the distance in time. */
const MIN_WIDE = 60;
const MIN_TOPIC = 12;
const GAP = "  ";

interface Row {
  readonly meeting: Meeting;
  /** Undefined if the meeting has no start time that can be read, or none that is fixed. */
  readonly start: Date | undefined;
  readonly time: string;
  readonly isLive: boolean;
  /** Where the meeting is in time, if it is live or today. */
  readonly when: string;
  readonly topic: string;
}

export function table(meetings: readonly Meeting[], options: TableOptions, out: Printer): string[] {
  const groups = grouped(
    meetings.map((meeting) => row(meeting, options)),
    options,
  );
  const line = liner([...groups.values()].flat(), out);
  return [...groups].flatMap(([name, rows], at) => [
    ...(at === 0 ? [] : [""]),
    out.paint(name, "bold"),
    ...rows.map(line),
  ]);
}

/** The days in order, then the meetings without a fixed time, then those without a start time that can be read. */
function grouped(rows: readonly Row[], { isUpComing, now }: TableOptions): Map<string, Row[]> {
  const direction = isUpComing ? 1 : -1;
  const fixed = rows.filter(({ start }) => start !== undefined);
  fixed.sort((one, other) => direction * (one.start!.getTime() - other.start!.getTime()));
  const rest = rows.filter(({ start }) => start === undefined);
  const groups = new Map<string, Row[]>();
  for (const each of [...fixed, ...rest.filter(isUnfixed), ...rest.filter((other) => !isUnfixed(other))]) {
    const name = each.start ? dayName(each.start, now) : isUnfixed(each) ? "No fixed time" : "No start time";
    const group = groups.get(name);
    if (group) group.push(each);
    else groups.set(name, [each]);
  }
  return groups;
}

function isUnfixed({ meeting }: Row): boolean {
  return meeting.type === MeetingType.RecurringNoFixedTime;
}

type Column = [cell: (row: Row) => string, pad: "padStart" | "padEnd"];

/** Aligns the columns of all groups. */
function liner(rows: readonly Row[], out: Printer): (row: Row) => string {
  const isWide = out.columns >= MIN_WIDE;
  // Math.max(...rows) would fail: a list may have more rows than a call may have arguments.
  const widest = (cell: (row: Row) => string): number =>
    rows.reduce((most, each) => Math.max(most, cell(each).length), 0);
  const number: Column = [({ meeting }) => visibleControls(meeting.meetingNumber), "padEnd"];
  const wide: Column[] = [
    [({ when }) => when, "padEnd"],
    [length, "padStart"],
  ];
  const columns: Column[] = [[({ time }) => time, "padEnd"], ...(isWide ? wide : []), number];
  const widths = columns.map(([cell]) => widest(cell));
  const left = widths.reduce((sum, width) => sum + (width > 0 ? width + GAP.length : 0), GAP.length);
  return (each) => {
    const cells = columns.flatMap(([cell, pad], at) => (widths[at]! > 0 ? [cell(each)[pad](widths[at]!)] : []));
    const mark = each.isLive && !isWide ? `${LIVE_MARK} ` : "";
    const text = GAP + [...cells, fitted(mark + each.topic, Math.max(out.columns - left, MIN_TOPIC))].join(GAP);
    return each.isLive ? out.paint(text, "green") : text;
  };
}

const LIVE_MARK = "●";

function length({ meeting: { duration } }: Row): string {
  return duration === null ? "unknown" : `${duration} min`;
}

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** In this machine's time zone. */
function row(meeting: Meeting, { startTimeIn, now, isUpComing }: TableOptions): Row {
  const title = visibleControls(meeting.topic ?? "(no topic)");
  // "due 2 min ago" says more than "live" about a meeting that was not started.
  const live = meeting.status !== MeetingStatus.NotStarted && isLive(meeting, now, { startTimeIn });
  const mark = live ? `${LIVE_MARK} live` : "";
  const none = { meeting, start: undefined, time: "", isLive: live, when: mark, topic: title };
  if (meeting.type === MeetingType.RecurringNoFixedTime || meeting.startTime === null) return none;
  const start = meetingStart(meeting, { startTimeIn });
  if (start === null) return { ...none, topic: `${title} (starts: ${visibleControls(meeting.startTime)})` };
  const { instant, flag } = start;
  const isToday = dayKey(instant) === dayKey(now);
  const distance = relativeTime(instant.getTime(), meeting.duration, { now: now.getTime(), isLive: live, isUpComing });
  return {
    ...none,
    start: instant,
    time: TIME.format(instant) + (flag === undefined ? "" : ` (${flag})`),
    when: mark || (isToday ? distance : ""),
  };
}

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "2-digit", month: "short", year: "numeric" });

/** Such as `Today · Sat 28 Nov 2026`. */
function dayName(start: Date, now: Date): string {
  const beside = (days: number): string => dayKey(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));
  const words = { [beside(-1)]: "Yesterday", [beside(0)]: "Today", [beside(1)]: "Tomorrow" };
  const word = words[dayKey(start)];
  return `${word === undefined ? "" : `${word} · `}${DAY.format(start).replaceAll(",", "")}`;
}

function dayKey(instant: Date): string {
  return `${instant.getFullYear()}-${instant.getMonth()}-${instant.getDate()}`;
}

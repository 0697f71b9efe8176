/** Groups meetings by the day on which they start, on the chosen clock. */
import type { Meeting, StartTimeIn } from "zoom-lti-pro";
import { startOf, type FixedStart, type Start, type Zone } from "./times.js";

export interface Entry {
  meeting: Meeting;
  start: Start;
}

export interface DayGroup {
  name: string;
  /** The day, and whose day it is, if the group has one clock. */
  key?: string;
  timeZone?: string;
  entries: Entry[];
}

interface Order {
  startTimeIn: StartTimeIn;
  zone: Zone;
  isUpComing: boolean;
}

type FixedEntry = Entry & { start: FixedStart };

/** The days in order, then the meetings without a fixed time, then those without a start that can be read. */
export function byDay(list: readonly Meeting[], { startTimeIn, zone, isUpComing }: Order): DayGroup[] {
  const entries = list.map((meeting) => ({ meeting, start: startOf(meeting, startTimeIn, zone) }));
  const direction = isUpComing ? 1 : -1;
  const fixed = entries
    .filter((entry): entry is FixedEntry => entry.start.kind === "fixed")
    .sort((a, b) => direction * (a.start.instant.getTime() - b.start.instant.getTime()));
  const keys = [...new Set(fixed.map(({ start }) => start.shown.day.key))];
  const days = keys.map((key) => dayOf(key, fixed, zone));
  // On the meetings' own clocks, an earlier instant may be on a later day.
  days.sort((a, b) => direction * (a.key < b.key ? -1 : 1));
  const unfixed = entries.filter(({ start }) => start.kind === "unfixed");
  const unknown = entries.filter(({ start }) => start.kind === "none" || start.kind === "unreadable");
  const others = [
    { name: "No fixed time", entries: unfixed },
    { name: "No start time", entries: unknown },
  ];
  return [...days, ...others.filter((group) => group.entries.length > 0)];
}

/** With several clocks in a list, no day is "today" for all of its meetings. */
function dayOf(key: string, fixed: readonly FixedEntry[], zone: Zone): DayGroup & { key: string } {
  const entries = fixed.filter(({ start }) => start.shown.day.key === key);
  const { day, timeZone } = entries[0]!.start.shown;
  return { name: day.name, key, entries, ...(zone !== "meeting" && { timeZone }) };
}

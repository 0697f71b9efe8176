/** The meetings by day. What depends on the present time is updated in place, so that a selection stays. */
import { isLive, MeetingStatus, type Meeting, type StartTimeIn } from "zoom-lti-pro";
import { numberGroups } from "../../src/npm/text/number-groups.js";
import { relativeTime } from "../../src/npm/text/relative-time.js";
import { copyOnClick } from "./copy.js";
import { h } from "./dom.js";
import { byDay, type DayGroup, type Entry } from "./days.js";
import { durationText, statusName, typeName } from "./names.js";
import { dayWord, HAS_DAY_PERIOD, VIEWER_ZONE, type FixedStart, type Zone } from "./times.js";

/** How the page's meetings are shown. */
export interface ListView {
  startTimeIn: StartTimeIn;
  zone: Zone;
  /** Upcoming: earliest first. Past: latest first. */
  isUpComing: boolean;
}

export interface MeetingList {
  element: HTMLElement;
  /** Updates days, relative times and live marks. */
  refresh(now: number): void;
}

type Refresh = (now: number) => void;

/** The meetings of a page, grouped by day. */
export function meetingList(list: readonly Meeting[], view: ListView, now: number): MeetingList {
  const refreshes: Refresh[] = [];
  const groups = byDay(list, view).map((group, index) => dayGroup(group, `day-${index}`, view, refreshes));
  const element = h("div", { class: HAS_DAY_PERIOD ? "days day-period" : "days" }, ...groups);
  element.addEventListener("keydown", moveFocus);
  const refresh = (at: number) => refreshes.forEach((update) => void update(at));
  refresh(now);
  const [first] = element.querySelectorAll<HTMLElement>(".number");
  if (first) first.tabIndex = 0;
  return { element, refresh };
}

function dayGroup(group: DayGroup, id: string, view: ListView, refreshes: Refresh[]): HTMLElement {
  const word = h("span", { class: "word" });
  const name = h("span", {}, group.name);
  const { key, timeZone } = group;
  if (key !== undefined && timeZone !== undefined) {
    refreshes.push((now) => {
      const said = dayWord(key, timeZone, now) ?? "";
      setText(word, said);
      name.classList.toggle("beside", said !== "");
    });
  }
  const heading = h("h3", { id }, word, " ", name);
  const rows = group.entries.map((entry) => row(entry, view, refreshes));
  return h("section", { "aria-labelledby": id }, heading, h("ul", { role: "list" }, ...rows));
}

function row({ meeting, start }: Entry, view: ListView, refreshes: Refresh[]): HTMLElement {
  const [live, words] = [h("span", { class: "live" }), h("span")];
  const state = { live, words, element: h("span", { class: "state-words" }, live, words) };
  refreshes.push((now) => showState(state, meeting, start.kind === "fixed" ? start : null, view, now));
  return h(
    "li",
    { class: "meeting" },
    start.kind === "fixed"
      ? h("time", { class: "at", datetime: start.instant.toISOString() }, start.shown.time)
      : h("span", { class: "at", "aria-hidden": "true" }, "–"),
    topic(meeting),
    h("span", { class: "ends" }, state.element, h("span", { class: "duration" }, durationText(meeting.duration))),
    h(
      "span",
      { class: "sub" },
      number(meeting),
      h("span", {}, typeName(meeting.type)),
      start.kind === "fixed" ? otherClock(start, meeting.timezone, view.zone) : null,
      start.kind === "unreadable" ? h("span", {}, "Start not readable: ", h("code", {}, start.raw)) : null,
      start.kind === "fixed" ? flag(start) : null,
    ),
  );
}

/** Topics may be in any script: `dir="auto"` sets the direction of each. */
function topic({ topic }: Meeting): HTMLElement {
  const untitled = topic === null || topic.trim() === "";
  return h("span", { class: untitled ? "topic muted" : "topic", dir: "auto" }, untitled ? "(no topic)" : topic);
}

/** The number that people enter to join. Margins, not spaces, group its digits. */
function number({ meetingNumber, pmi }: Meeting): HTMLElement {
  const label = `Copy the ${pmi === null ? "" : "personal "}meeting number ${meetingNumber}`;
  const groups = numberGroups(meetingNumber).map((group) => h("span", {}, group));
  const copy = h("button", { type: "button", class: "number", tabindex: "-1", "aria-label": label }, ...groups);
  copyOnClick(copy, () => meetingNumber);
  return h("span", {}, copy, pmi === null ? null : h("abbr", { class: "pmi", title: "Personal meeting ID" }, "PMI"));
}

/** The same start on the clock that the list does not show. */
function otherClock(start: FixedStart, timezone: string | null, zone: Zone): HTMLElement | null {
  if (timezone === null) return h("span", {}, "The meeting names no zone");
  if (start.meeting === null) return h("span", {}, "Zone not known here: ", h("code", {}, timezone));
  if (zone !== "meeting") {
    const same = start.meeting.time === start.shown.time && start.meeting.day.key === start.shown.day.key;
    return same ? null : h("span", { class: "other-clock" }, beside(start, start.meeting), ` in ${timezone}`);
  }
  if (timezone === VIEWER_ZONE) return h("span", {}, timezone);
  return h("span", { class: "other-clock" }, `${timezone}; ${beside(start, start.viewer)} your time`);
}

/** The time on another clock, with its weekday if that differs: "Sun 00:30". */
function beside({ shown }: FixedStart, other: FixedStart["viewer"]): string {
  return other.day.key === shown.day.key ? other.time : `${other.weekday} ${other.time}`;
}

function flag(start: FixedStart): HTMLElement | null {
  if (start.flag === "gap") return h("span", { class: "warn" }, "The clocks skip this time; moved forward");
  if (start.flag === "overlap") return h("span", { class: "warn" }, "The clocks show this time twice; the earlier");
  return null;
}

/** Today, the distance in time takes the place of the status. Only what is live has a color. */
function showState(
  { live, words, element }: Readonly<Record<"live" | "words" | "element", HTMLElement>>,
  meeting: Meeting,
  start: FixedStart | null,
  view: ListView,
  now: number,
): void {
  const { status, duration } = meeting;
  // "due 2 min ago" says more than "Live" about a meeting that was not started.
  const running = status !== MeetingStatus.NotStarted && isLive(meeting, now, view);
  const isToday = start !== null && dayWord(start.shown.day.key, start.shown.timeZone, now) === "Today";
  const relative =
    start && isToday ? relativeTime(start.instant.getTime(), duration, { ...view, now, isLive: running }) : "";
  setText(live, running ? statusName(MeetingStatus.Started) : "");
  const isUnsaid = running || isExpected(status, start, view, now);
  setText(words, relative || (isUnsaid ? "" : statusName(status)));
  words.classList.toggle("soon", relative !== "" && !running);
  element.hidden = element.textContent === "";
}

/** Rows do not repeat what the list already says: that a later meeting has not started, and a past one is finished. */
function isExpected(status: number | null, start: FixedStart | null, { isUpComing }: ListView, now: number): boolean {
  if (!isUpComing) return status === MeetingStatus.Finished;
  return status === MeetingStatus.NotStarted && (start === null || start.instant.getTime() > now);
}

/** Unchanged text is left alone, for screen readers and selections. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const MOVES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The list is one stop of the Tab key; arrow keys move inside it. */
function moveFocus(event: KeyboardEvent): void {
  const move = MOVES[event.key];
  if (!move || !(event.target instanceof HTMLElement) || !event.target.matches(".number")) return;
  event.preventDefault();
  const numbers = [...document.querySelectorAll<HTMLElement>(".days .number")];
  const to = numbers[move(numbers.indexOf(event.target), numbers.length)];
  event.target.tabIndex = -1;
  if (to) to.tabIndex = 0;
  to?.focus();
}

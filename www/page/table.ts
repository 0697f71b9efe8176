import { MeetingType, type Meeting, type StartTimeIn } from "zoom-lti-pro";
import { h } from "./dom.js";
import { durationText, numberGroups, statusName, typeName } from "./names.js";
import { startOf, VIEWER_ZONE, type Start } from "./times.js";

type ReadStart = Extract<Start, { kind: "read" }>;

const COLUMNS = ["Meeting", "Starts", "Duration", "Type", "Status"] as const;

/** The meetings as a table. The roles are explicit because rows become blocks on a phone and would lose them. */
export function meetingTable(list: readonly Meeting[], startTimeIn: StartTimeIn): HTMLTableElement {
  return h(
    "table",
    { role: "table", class: "meetings", "aria-labelledby": "results-title" },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...COLUMNS.map(columnHeader))),
    h("tbody", { role: "rowgroup" }, ...list.map((meeting) => row(meeting, startTimeIn))),
  );
}

function columnHeader(name: string): HTMLElement {
  const zone = name === "Starts" ? h("span", { class: "zone" }, ` your time, ${VIEWER_ZONE}`) : null;
  return h("th", { role: "columnheader", scope: "col" }, name, zone);
}

function row(meeting: Meeting, startTimeIn: StartTimeIn): HTMLElement {
  const status = statusName(meeting.status);
  return h(
    "tr",
    { role: "row" },
    h("th", { role: "rowheader", scope: "row" }, topic(meeting), number(meeting)),
    cell("Starts", ...start(meeting, startOf(meeting, startTimeIn))),
    cell("Duration", durationText(meeting.duration)),
    cell("Type", typeName(meeting.type)),
    cell("Status", h("span", { class: `chip ${status.tone}` }, status.name)),
  );
}

function cell(label: string, ...children: (Node | string)[]): HTMLElement {
  return h("td", { role: "cell", "data-label": label }, h("div", {}, ...children));
}

/** Topics may be in any script: `dir="auto"` sets the direction of each. */
function topic(meeting: Meeting): HTMLElement {
  const { topic } = meeting;
  const untitled = topic === null || topic.trim() === "";
  return h("span", { class: untitled ? "topic muted" : "topic", dir: "auto" }, untitled ? "(no topic)" : topic);
}

/** Margins, not spaces, group the digits, so that a copied number has no spaces. */
function number(meeting: Meeting): HTMLElement {
  const digits = h(
    "span",
    { class: "number" },
    ...numberGroups(meeting.meetingNumber).map((group) => h("span", {}, group)),
  );
  const pmi = meeting.pmi === null ? null : h("abbr", { class: "chip pmi", title: "Personal meeting id" }, "PMI");
  return h("span", { class: "sub" }, digits, pmi);
}

function start(meeting: Meeting, read: Start): Node[] {
  const noFixedTime = meeting.type === MeetingType.RecurringNoFixedTime;
  const head = noFixedTime ? [h("span", { class: "when" }, "No fixed time")] : [];
  if (read.kind === "none") return noFixedTime ? head : [h("span", { class: "when muted" }, "No start time")];
  if (read.kind === "unreadable")
    return [...head, h("span", { class: "sub" }, "Start not readable: ", h("code", {}, read.raw))];
  return [...head, viewerTime(read, noFixedTime), meetingTime(read, meeting.timezone), ...flag(read)];
}

function viewerTime(read: ReadStart, aside: boolean): HTMLElement {
  const time = h("time", { datetime: read.instant.toISOString() }, `${read.viewer.date}, ${read.viewer.time}`);
  return aside ? h("span", { class: "sub" }, "Listed for ", time) : h("span", { class: "when" }, time);
}

function meetingTime(read: ReadStart, timezone: string | null): HTMLElement {
  if (timezone === null) return h("span", { class: "sub" }, "The meeting names no zone");
  if (read.meeting === null) return h("span", { class: "sub" }, "Zone not known here: ", h("code", {}, timezone));
  if (timezone === VIEWER_ZONE) return h("span", { class: "sub" }, "The meeting’s zone is yours");
  const sameDay = read.meeting.date === read.viewer.date;
  return h(
    "span",
    { class: "sub" },
    sameDay ? read.meeting.time : `${read.meeting.date}, ${read.meeting.time}`,
    ` in ${timezone}`,
  );
}

function flag(read: ReadStart): Node[] {
  if (read.flag === "gap") return [h("span", { class: "sub warn" }, "The clocks skip this time; moved forward")];
  if (read.flag === "overlap")
    return [h("span", { class: "sub warn" }, "The clocks show this time twice; the earlier")];
  return [];
}

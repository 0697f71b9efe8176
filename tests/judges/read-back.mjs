// node read-back.mjs SEED FEEDS: writes feeds of random meetings, and has ical.js and node-ical read them back. Prints
// what differs, as JSON.

import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { calendarFeed, nextChanges } from "zoom-lti-pro/calendar";

const [seed, feeds] = process.argv.slice(2).map(Number);
const scripts = [
  "Linear Algebra, week 1; part 2",
  "C:\\temp\\new",
  'Seminar "Truth & Method"',
  "Úvod do štúdia ČSŽ",
  "Ελληνική Ιστορία",
  "Введение в статистику",
  "مقدمة في علم الأحياء",
  "מבוא לכימיה",
  "भौतिकी की कक्षा",
  "ภาษาไทยเบื้องต้น",
  "机器学习导论",
  "日本語の授業",
  "한국어 수업",
  "👩‍🏫🎓 e\u0301\u200d\u0308",
  "line 1\nline 2\n\nline 4",
  "a,b;c\\,d\\;e\\\\n",
];

/** node-ical reads an escaped backslash before an "n" as a line end, so it judges only feeds without backslashes. */
let usable = scripts;

let state = seed;
/** A number below `limit`: Park and Miller's generator. */
function below(limit) {
  state = (state * 48_271) % 2_147_483_647;
  return state % limit;
}

function topic() {
  const parts = Array.from({ length: 1 + below(4) }, () => usable[below(usable.length)]);
  // A calendar may drop spaces at both ends of a text.
  return (
    parts
      .join(["", " ", ", ", "; ", "\n"][below(5)])
      .slice(0, 1 + below(240))
      .toWellFormed()
      .trim() || "t"
  );
}

function meeting(index) {
  const start = new Date(Date.UTC(1990 + below(100), below(12), 1 + below(31), below(24), below(60), below(60)));
  return {
    meetingId: `id ${below(40)} ${index % 7}`,
    topic: topic(),
    startTime: start.toISOString().slice(0, 19).replace("T", " "),
    duration: [null, 0, 1, 45, 60, 90, 1440, 10_000][below(8)],
    timezone: "Asia/Kolkata",
    type: 2,
    url: below(3) === 0 ? null : `https://lms.example.edu/course/${below(1e6)}?a=1;b=2,c=${"x".repeat(below(90))}`,
  };
}

const key = (event) => [event.start, event.end, event.summary, event.description, event.url].join("\u0000");

function expected(meetings) {
  const seen = new Map();
  for (const { meetingId, topic: summary, startTime, duration, url } of meetings) {
    const start = Date.parse(`${startTime.replace(" ", "T")}Z`);
    const event = { start, end: start + (duration ?? 0) * 60_000, summary, description: `About ${summary}`, url };
    seen.set(`${meetingId}\u0000${event.start}\u0000${event.end}\u0000${summary}`, key(event));
  }
  return [...seen.values()].sort();
}

function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: event.startDate.toJSDate().getTime(),
      end: event.endDate.toJSDate().getTime(),
      summary: event.summary,
      description: event.description,
      url: component.getFirstPropertyValue("url"),
    };
  });
}

function byNodeIcal(text) {
  const plain = (value) => (typeof value === "object" && value !== null ? value.val : value);
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter(({ type }) => type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      start: event.start.getTime(),
      end: (event.end ?? event.start).getTime(),
      summary: plain(event.summary),
      description: plain(event.description),
      url: plain(event.url) ?? null,
    }));
}

const judges = { "ical.js": byIcalJs, "node-ical": byNodeIcal };
const differences = [];
/** How many events each judge read. */
const judged = {};
for (let feed = 0; feed < feeds; feed++) {
  const hasBackslash = below(2) === 0;
  usable = scripts.filter((text) => hasBackslash || !text.includes("\\"));
  const meetings = Array.from({ length: below(30) }, (_, index) => meeting(index));
  // The last one is listed twice.
  meetings.push(...meetings.slice(-1));
  const changes = below(2) === 0 ? nextChanges(null, meetings, Date.UTC(2026, 10, 28)) : undefined;
  const { text } = calendarFeed(meetings, {
    name: topic(),
    changes,
    urlFor: ({ url }) => url,
    descriptionFor: ({ topic }) => `About ${topic}`,
  });
  const wanted = expected(meetings);
  for (const [judge, read] of Object.entries(judges)) {
    if (judge === "node-ical" && hasBackslash) continue;
    judged[judge] = (judged[judge] ?? 0) + wanted.length;
    const found = read(text);
    const uids = new Set(found.map(({ uid }) => uid));
    const same = found.map(key).sort().join("\u0001") === wanted.join("\u0001");
    if (!same || uids.size !== wanted.length) differences.push({ judge, feed, found: found.slice(0, 3), text });
  }
}
console.log(JSON.stringify({ judged, differences: differences.slice(0, 3) }));

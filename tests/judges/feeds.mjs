// Feeds for programs that read calendars, and what they must read: random meetings in every script, each length around
// the fold, every escape, every control character, empty texts and very long ones.

import { createHash } from "node:crypto";

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
  "বাংলা সাহিত্য",
  "தமிழ் இலக்கணம்",
  "ภาษาไทยเบื้องต้น",
  "ქართული ენა",
  "Հայոց պատմություն",
  "አማርኛ",
  "机器学习导论",
  "日本語の授業",
  "한국어 수업",
  "👩‍🏫🎓 e\u0301\u200d\u0308",
  "𐌰𐌹 𝔊𝔬𝔱𝔥",
  "line 1\nline 2\n\nline 4",
  "a,b;c\\,d\\;e\\\\n",
];
const DAY_MS = 86_400_000;
const NIGHT = Date.UTC(2026, 10, 28, 2, 30, 15, 999);

/**
 * Yields {name, has, text, events}. `events` is what a calendar must read; a text that is missing is "". `has` says
 * what some programs cannot read: backslashes, other escaped characters, whitespace at the ends of a text, line
 * separators, URLs with commas.
 *
 * `calendar` is the entry zoom-lti-pro/calendar.
 */
export function* feeds(calendar, { seed, random }) {
  const write = (name, meetings, nights = 0) => feed(calendar, name, meetings, nights);
  for (const unit of ["a", "é", "中", "🎓", "e\u0301", ",", ";", "\\", "\n", " ", "\t"])
    yield write(`fold ${JSON.stringify(unit)}`, [...aroundFolds(unit)].map(titled));
  yield write("escapes", [...escapes()].map(titled));
  yield write("controls", [...controls()].map(titled));
  yield write("separators", ["a\u2028b", "a\u2029b"].map(titled));
  yield write("surrogates", ["a\ud800b", "a\udc00\ud800b", "\ufffe\uffff\u{10ffff}"].map(titled));
  yield write("edges", [" a", "a ", "\ta", "a\t", "\na", "a\n", "  a  b  "].map(titled));
  yield write("urls", [...urls()].map(linked));
  yield write("empty texts", [empty("no topic", null), empty("an empty topic", "")], 1);
  yield write(
    "long",
    ["x", "é中🎓,", "a b;"].flatMap((unit) => [unit.repeat(10_000), unit.repeat(40_000)]).map(titled),
  );
  yield write("nothing", []);
  yield write("nothing any more", [], 2);
  for (let index = 0; index < random; index++) yield write(`random ${index}`, ...randomMeetings(seed + index));
}

/** Texts whose unit begins before, at and after the place where the line must be folded. */
function* aroundFolds(unit) {
  for (const name of ["SUMMARY:", "DESCRIPTION:", "LOCATION:"]) {
    for (const first of [64, 138, 212])
      for (let length = first; length < first + 18; length++)
        yield `${"x".repeat(length - name.length)}${unit}${unit}z`;
  }
}

function* escapes() {
  const parts = ["\\", ";", ",", "\n", "\r\n", "\r", "n", "N", '"', ":", "t", "'"];
  for (const a of parts) for (const b of parts) for (const c of parts) yield `<${a}${b}${c}>`;
}

function* controls() {
  for (let code = 0; code < 0xa0; code++) yield `<${String.fromCharCode(code)}>`;
  for (const invisible of ["\ufeff", "\u200b", "\u00a0", "\u00ad", "\u202e", "\u2060"]) yield `<${invisible}>`;
}

/** In the normal form of `URL`, which is what a feed has. */
function* urls() {
  const rest = ["a;b", "a,b", "?a=1;b=2,c", "#a,b;c", "'", "(x)", "%2C%3B", "é%20", "[a]", "*!$&+=:@~", "//", "\\"];
  for (const part of rest) yield new URL(`https://lms.example.edu/${part}`).href;
  for (let length = 20; length < 180; length++) yield `http://localhost:8080/${"p".repeat(length)}`;
  yield "https://xn--mnchen-3ya.example/";
}

function linked(url, index) {
  return { ...titled("t", index), url };
}

/** A meeting for each text, which is its title, its description and its place. */
function titled(text, index) {
  const start = new Date(Date.UTC(2027, 0, 1) + index * 3_600_000);
  return {
    meetingId: `id ${index}`,
    topic: text,
    startTime: apiTime(start),
    duration: 50,
    description: text,
    location: text,
    url: `https://lms.example.edu/course/${index}?a=1&b=${"y".repeat(index % 90)}`,
  };
}

function empty(meetingId, topic) {
  return {
    meetingId,
    topic,
    startTime: "2027-01-01 00:00:00",
    duration: null,
    description: "",
    location: "",
    url: null,
  };
}

/** The meetings of a list, and the nights for which a store is kept: 0 without a store. */
function randomMeetings(seed) {
  let state = seed;
  // Park and Miller's generator.
  const below = (limit) => (state = (state * 48_271) % 2_147_483_647) % limit;
  for (let warmUp = 0; warmUp < 5; warmUp++) below(1);
  // node-ical cannot read backslashes.
  const usable = below(2) === 0 ? scripts : scripts.filter((text) => !text.includes("\\"));
  const text = () => {
    const parts = Array.from({ length: 1 + below(4) }, () => usable[below(usable.length)]);
    const joined = parts.join(["", " ", ", ", "; ", "\n"][below(5)]);
    return (
      joined
        .slice(0, 1 + below(240))
        .toWellFormed()
        .trim() || "t"
    );
  };
  const nights = below(3);
  const meeting = (_, index) => ({
    meetingId: `id ${below(40)} ${index % 7}`,
    topic: text(),
    startTime: apiTime(
      new Date(Date.UTC(1990 + below(100), below(12), 1 + below(31), below(24), below(60), below(60))),
    ),
    duration: [null, 0, 1, 45, 60, 90, 1440, 10_000][below(8)],
    description: below(4) === 0 ? "" : text(),
    location: below(4) === 0 ? "" : text(),
    url: below(3) === 0 ? null : `https://lms.example.edu/${below(1e6)}/${"z".repeat(below(90))}?q=${below(9)}#r`,
  });
  const meetings = Array.from({ length: below(30) }, meeting);
  // The last one is listed twice.
  return [[...meetings, ...meetings.slice(-1)], nights];
}

function feed(calendar, name, meetings, nights) {
  const changes = nights > 0 ? store(calendar, meetings, nights) : undefined;
  const { text } = calendar.calendarFeed(meetings, {
    name,
    changes,
    urlFor: ({ url }) => url,
    descriptionFor: ({ description }) => description,
    locationFor: ({ location }) => location,
  });
  const texts = meetings.flatMap(({ topic, description, location }) => [topic ?? "", description, location]);
  const has = {
    backslash: texts.some((each) => each.includes("\\")),
    backslashN: texts.some((each) => each.includes("\\N")),
    punctuation: texts.some((each) => /[\\,;]/.test(each)),
    edge: texts.some((each) => each.trim() !== each),
    urlList: meetings.some(({ url }) => /[,;]/.test(url ?? "")),
    separator: texts.some((each) => /[\u2028\u2029]/.test(each)),
  };
  return { name, has, text, events: expected(meetings, changes) };
}

/** In earlier nights, every third meeting had another title, and every fifth another start. */
function store(calendar, meetings, nights) {
  let changes = null;
  for (let night = 1; night < nights; night++) {
    const before = meetings.map((meeting, index) => ({
      ...meeting,
      topic: index % 3 === 0 ? `Night ${night}` : meeting.topic,
      startTime: index % 5 === 0 ? `2028-01-0${night} 09:00:00` : meeting.startTime,
    }));
    changes = calendar.nextChanges(changes, before, NIGHT - (nights - night) * DAY_MS);
  }
  return calendar.nextChanges(changes, meetings, NIGHT);
}

function expected(meetings, changes) {
  const events = new Map();
  for (const { meetingId, topic, startTime, duration, description, location, url } of meetings) {
    const start = Date.parse(`${startTime.replace(" ", "T")}Z`);
    const summary = plain(topic || "Zoom meeting");
    const key = [meetingId, start, duration, topic].join("\0");
    const end = start + (duration ?? 0) * 60_000;
    const texts = { summary, description: plain(description), location: plain(location), url: url ?? "" };
    events.set(key, { meetingId, startTime, start, end, ...texts });
  }
  const list = [...events.values()];
  return list.map(({ meetingId, startTime, ...event }) => {
    if (!changes) {
      const isSeries = list.filter((other) => other.meetingId === meetingId).length > 1;
      return { uid: uuid(isSeries ? `${meetingId}\n${startTime}` : meetingId), ...event };
    }
    const isSame = (change) => change.meetingId === meetingId && change.start === event.start && !change.removedAt;
    const { uid, sequence, changedAt } = changes.events.find(isSame);
    return { uid, ...event, sequence, lastModified: Math.floor(changedAt / 1000) * 1000 };
  });
}

/** A name-based UUID of version 5, in the namespace of src/calendar/uid.rs. */
function uuid(name) {
  const namespace = Buffer.from("5e0c4a1b7d5f4c0e9a632b8f1dc4763a", "hex");
  const hash = createHash("sha1").update(namespace).update(name).digest();
  hash[6] = 0x50 | (hash[6] & 0x0f);
  hash[8] = 0x80 | (hash[8] & 0x3f);
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A text as a feed has it: one kind of line end, and no other control characters than tabs. */
function plain(text) {
  const wellFormed = text.toWellFormed().replace(/\r\n?/g, "\n");
  return wellFormed.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, "");
}

function apiTime(date) {
  return date.toISOString().slice(0, 19).replace("T", " ");
}

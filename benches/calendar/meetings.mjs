// The meetings of a feed, and what its store has for them. No Node imports.

import { nextChanges } from "zoom-lti-pro/calendar";

export const NOW = Date.UTC(2026, 10, 28);
export const now = () => NOW;
const YESTERDAY = NOW - 86_400_000;
const HOUR_MS = 3_600_000;

const courses = [
  "Linear Algebra, week",
  "Introduction to Biology; laboratory, part",
  "高等数学 第",
  "Úvod do štúdia dejín stredovekej filozofie a teológie, prednáška číslo",
];

/** {meetings, before, changes, stored}: `before` is the store of yesterday, `stored` its entry for each meeting. */
export function feedOf(count) {
  const meetings = Array.from({ length: count }, (_, i) => meeting(i));
  // Since yesterday one in ten has another title.
  const yesterday = meetings.map((meeting, i) => (i % 10 === 0 ? { ...meeting, topic: "Title to follow" } : meeting));
  const before = nextChanges(null, yesterday, YESTERDAY);
  const changes = nextChanges(before, meetings, NOW);
  return { meetings, before, changes, stored: storedFor(meetings, changes) };
}

/** The user who has `count` meetings. */
export function userOf(count) {
  return `user-with-${count}-meetings`;
}

/** Five meetings in a row are a series: they have the same ID. */
function meeting(i) {
  const id = ((Math.floor(i / 5) * 2_654_435_761) >>> 0).toString(36).padStart(8, "x");
  return {
    meetingId: `${id}uPdT1OBudHV56kY==`,
    meetingNumber: String(86_756_778_157 + i * 7919),
    topic: `${courses[i % courses.length]} ${i}`,
    startTime: new Date(NOW + (i + 1) * HOUR_MS).toISOString().slice(0, 19).replace("T", " "),
    duration: 30 + 15 * (i % 5),
    timezone: "Europe/Bratislava",
    type: i % 3 ? 2 : 8,
  };
}

function storedFor(meetings, changes) {
  const key = (meetingId, start) => `${meetingId} ${start}`;
  const byKey = new Map(changes.events.map((event) => [key(event.meetingId, event.start), event]));
  return meetings.map((meeting) => byKey.get(key(meeting.meetingId, startOf(meeting).getTime())));
}

/** As people read it by hand. */
export function startOf({ startTime }) {
  return new Date(`${startTime.replace(" ", "T")}Z`);
}

export function endOf(meeting) {
  return new Date(startOf(meeting).getTime() + meeting.duration * 60_000);
}

export function urlFor({ meetingNumber }) {
  return `https://lms.example.edu/courses/2026/meeting?number=${meetingNumber}`;
}

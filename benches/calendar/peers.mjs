// Libraries that write a feed. Each: {name, run({meetings, before, changes, stored})}. No Node imports.
//
// UID, sequence and last change come from the store. `calendarFeed` finds them there itself; the others get them for
// each meeting, so the search costs them nothing.

import ical from "ical-generator";
import { createEvents } from "ics";
import { generateIcsCalendar } from "ts-ics";
import { calendarFeed, nextChanges } from "zoom-lti-pro/calendar";
import { endOf, NOW, now, startOf, urlFor } from "./meetings.mjs";

const name = "My classes";

export const withIcalGenerator = {
  name: "ical-generator",
  run: ({ meetings, stored }) => {
    const events = meetings.map((meeting, i) => ({
      id: stored[i].uid,
      stamp: new Date(stored[i].changedAt),
      start: startOf(meeting),
      end: endOf(meeting),
      summary: meeting.topic,
      url: urlFor(meeting),
      sequence: stored[i].sequence,
      lastModified: new Date(stored[i].changedAt),
    }));
    return ical({ name, ttl: 3600, events }).toString();
  },
};

const withIcs = {
  name: "ics",
  run: ({ meetings, stored }) => {
    const events = meetings.map((meeting, i) => ({
      uid: stored[i].uid,
      timestamp: stored[i].changedAt,
      start: startOf(meeting).getTime(),
      end: endOf(meeting).getTime(),
      title: meeting.topic,
      url: urlFor(meeting),
      sequence: stored[i].sequence,
      lastModified: stored[i].changedAt,
    }));
    const { error, value } = createEvents(events, { calName: name });
    if (error) throw error;
    return value;
  },
};

const withTsIcs = {
  name: "ts-ics",
  run: ({ meetings, stored }) =>
    generateIcsCalendar({
      version: "2.0",
      prodId: "-//example.edu//classes//EN",
      name,
      events: meetings.map((meeting, i) => ({
        uid: stored[i].uid,
        stamp: { date: new Date(stored[i].changedAt) },
        start: { date: startOf(meeting) },
        end: { date: endOf(meeting) },
        summary: meeting.topic,
        url: urlFor(meeting),
        sequence: stored[i].sequence,
        lastModified: { date: new Date(stored[i].changedAt) },
      })),
    }),
};

/** All of them write the same events. */
export const feedPeers = [
  withIcalGenerator,
  withIcs,
  withTsIcs,
  {
    name: "calendarFeed",
    run: ({ meetings, changes }) => calendarFeed(meetings, { name, changes, urlFor, now }).text,
  },
];

/** These write other events or none. */
export const otherPeers = [
  { name: "calendarFeed, without a store", run: ({ meetings }) => calendarFeed(meetings, { name, urlFor, now }).text },
  { name: "nextChanges", run: ({ meetings, before }) => nextChanges(before, meetings, NOW) },
  {
    name: "nextChanges and calendarFeed",
    run: ({ meetings, before }) => {
      const changes = nextChanges(before, meetings, NOW);
      return calendarFeed(meetings, { name, changes, urlFor, now }).text;
    },
  },
];

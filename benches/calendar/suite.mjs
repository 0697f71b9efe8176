// The feeds that are timed, by number of meetings. No Node imports.

import ICAL from "ical.js";
import { counts } from "./counts.mjs";
import { endOf, feedOf, startOf, urlFor } from "./meetings.mjs";
import { feedPeers, otherPeers } from "./peers.mjs";

/** [{name, peers, inputs}]. */
export function groups() {
  return counts.map((count) => ({
    name: `feed ${count}`,
    peers: [...feedPeers, ...otherPeers],
    inputs: [feedOf(count)],
  }));
}

/** Describes feeds in which ical.js does not read the events that are expected. */
export function check(all) {
  const problems = [];
  for (const { name: group, inputs } of all) {
    const expected = expectedEvents(inputs[0]);
    for (const { name, run } of [...feedPeers, withBoth]) {
      try {
        const found = eventsOf(run(inputs[0]));
        const other = expected.findIndex((event, i) => event !== found[i]);
        if (found.length !== expected.length || other >= 0)
          problems.push(
            `${group}: ${name} has ${found.length} events, such as ${found[other]}, not ${expected[other]}`,
          );
      } catch (error) {
        problems.push(`${group}: ${name} throws: ${error?.stack ?? error}`);
      }
    }
  }
  return problems;
}

const withBoth = otherPeers.find(({ name }) => name === "nextChanges and calendarFeed");

function expectedEvents({ meetings, stored }) {
  return sorted(
    meetings.map((meeting, i) => ({
      uid: stored[i].uid,
      stamp: stored[i].changedAt,
      start: startOf(meeting).getTime(),
      end: endOf(meeting).getTime(),
      summary: meeting.topic,
      url: urlFor(meeting),
      sequence: stored[i].sequence,
      lastModified: stored[i].changedAt,
    })),
  );
}

function eventsOf(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return sorted(
    calendar.getAllSubcomponents("vevent").map((event) => {
      const value = (name) => event.getFirstPropertyValue(name);
      const millis = (name) => value(name)?.toUnixTime() * 1000;
      return {
        uid: value("uid"),
        stamp: millis("dtstamp"),
        start: millis("dtstart"),
        end: millis("dtend"),
        summary: value("summary"),
        url: value("url"),
        sequence: value("sequence"),
        lastModified: millis("last-modified"),
      };
    }),
  );
}

function sorted(events) {
  return events.map((event) => JSON.stringify(event)).sort();
}

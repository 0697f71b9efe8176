// node node.mjs FEEDS OUT: ical.js and node-ical read the feeds of a JSON file.

import { readFileSync, writeFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const value = (name) => component.getFirstPropertyValue(name);
    return {
      uid: event.uid,
      start: event.startDate.toJSDate().getTime(),
      end: event.endDate.toJSDate().getTime(),
      summary: event.summary,
      description: event.description,
      location: event.location,
      url: value("url"),
      sequence: value("sequence"),
      lastModified: value("last-modified")?.toJSDate().getTime(),
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
      location: plain(event.location),
      url: plain(event.url),
      sequence: event.sequence === undefined ? undefined : Number(event.sequence),
      lastModified: event.lastmodified?.getTime(),
    }));
}

const [source, out] = process.argv.slice(2);
const feeds = JSON.parse(readFileSync(source, "utf8"));
const judges = { "ical.js": byIcalJs, "node-ical": byNodeIcal };

function read(judge, text) {
  try {
    return judge(text);
  } catch (error) {
    return String(error);
  }
}

function version(name) {
  return JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
}

const results = Object.entries(judges).map(([name, judge]) => [
  name,
  { version: version(name), read: feeds.map(({ text }) => read(judge, text)) },
]);
writeFileSync(out, JSON.stringify(Object.fromEntries(results)));

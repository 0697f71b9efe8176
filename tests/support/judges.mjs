// Programs that are not ours read the files that the package writes: calendars and tables.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withFixture } from "../matrix/lib/fixtures.mjs";
import { installed } from "./installed.mjs";

/** Imports packages of a fixture. */
async function packagesOf(fixture, names) {
  const packed = await installed();
  return withFixture(fixture, packed, async (folder) => {
    const { resolve } = createRequire(join(folder, "package.json"));
    return Promise.all(names.map(async (name) => import(pathToFileURL(resolve(name)).href)));
  });
}

/** Reads a calendar by ical.js: its name and its events. */
export async function calendarJudge() {
  const [{ default: ICAL }] = await packagesOf("calendar", ["ical.js"]);
  // It does not know the properties of RFC 7986.
  ICAL.design.icalendar.property.name = { defaultType: "text" };
  return (text) => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents("vevent").map((component) => {
      const { uid, summary, sequence, startDate, endDate } = new ICAL.Event(component);
      return { uid, summary, sequence, start: startDate.toJSDate(), end: endDate.toJSDate() };
    });
    return { name: calendar.getFirstPropertyValue("name"), events };
  };
}

/** Both kinds of judges. The first call installs them. */
export async function fileJudges() {
  return { readCalendar: await calendarJudge(), tables: await tableJudges() };
}

/** Two parsers of CSV: text and delimiter to rows. They refuse what RFC 4180 does. */
export async function tableJudges() {
  const [{ parse }, { default: papa }] = await packagesOf("spreadsheet", ["csv-parse/sync", "papaparse"]);
  return {
    "csv-parse": (text) => parse(text, { bom: true, record_delimiter: "\r\n" }),
    papaparse: (text) => {
      const { data, errors } = papa.parse(text, { delimiter: ",", newline: "\r\n", skipEmptyLines: false });
      if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
      // It reads the end of the last line as an empty line.
      return data.slice(0, -1);
    },
  };
}

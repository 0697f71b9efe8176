// Compares what a program read with what the feeds contain.

import { deviations, limits, unseen } from "./judges.mjs";

const all = ["uid", "start", "end", "summary", "description", "location", "url", "sequence", "lastModified"];

/**
 * `read` has the events of each feed, or a text that says why the program did not read it. A slow program may have
 * read the first feeds only. Returns how many feeds and events were compared, and the differences.
 */
export function compare(feeds, read, judge) {
  const cannot = Object.keys(limits[judge] ?? {});
  const fields = all.filter((field) => !unseen[judge]?.includes(field));
  // Null, undefined and an empty text are the same: nothing.
  const plain = (event) => fields.map((field) => event[field] ?? "");
  const differences = [];
  let events = 0;
  let compared = 0;
  for (const [index, feed] of feeds.entries()) {
    if (index >= read.length || cannot.some((kind) => feed.has[kind])) continue;
    const found = read[index];
    if (!Array.isArray(found)) {
      differences.push({ feed: feed.name, problem: String(found) });
      continue;
    }
    compared++;
    events += feed.events.length;
    const expected = feed.events.map(deviations[judge]?.expected ?? ((event) => event));
    const [wanted, got] = [expected, found].map((list) => new Map(list.map((event) => [event.uid, plain(event)])));
    if (got.size !== found.length) differences.push({ feed: feed.name, problem: "a UID twice" });
    for (const uid of new Set([...wanted.keys(), ...got.keys()])) {
      const [a, b] = [wanted.get(uid), got.get(uid)];
      if (JSON.stringify(a) !== JSON.stringify(b)) differences.push({ feed: feed.name, wanted: a, found: b });
    }
  }
  return { feeds: compared, events, differences };
}

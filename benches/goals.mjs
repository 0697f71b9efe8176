// Performance goals: the maximum ratio of our median to the peer's in one run.

const sign = (peer) => ({ group: "sign", ours: "LtiPro.sign", peer });
const decode = (count, peer = "TextDecoder + JSON.parse") => ({
  group: `decode ${count}`,
  ours: "decodeMeetings(bytes)",
  peer,
});

/** Goals by runtime. Without a goal, the table shows only the ratio. */
export const goals = [
  {
    title: "`LtiPro.sign` / WebCrypto, cached key",
    ...sign("WebCrypto, cached key"),
    atMost: { Node: 0.04, workerd: 0.2, Chromium: 0.13, Deno: 0.05, Bun: 0.1 },
  },
  {
    title: "`LtiPro.sign` / WebCrypto, importKey + sign",
    ...sign("WebCrypto, importKey + sign"),
    atMost: { Node: 0.02, workerd: 0.09, Chromium: 0.07, Deno: 0.03, Bun: 0.05 },
  },
  {
    title: "`LtiPro.sign` / hand-written JS",
    ...sign("hand-written JS"),
    atMost: { Node: 0.75, workerd: 0.95, Chromium: 1, Deno: 0.95, Bun: 1 },
  },
  {
    title: "1000 meetings / TextDecoder + JSON.parse",
    ...decode(1000),
    atMost: { Node: 0.3, workerd: 0.65, Chromium: 0.5, Deno: 0.45, Bun: 0.4 },
  },
  {
    title: "20 meetings / TextDecoder + JSON.parse",
    ...decode(20),
    atMost: { Node: 0.35, workerd: 0.7, Chromium: 0.55, Deno: 0.45, Bun: 0.7 },
  },
  {
    title: "1 meeting / TextDecoder + JSON.parse",
    ...decode(1),
    atMost: { Node: 0.6, workerd: 0.75, Chromium: 0.75, Deno: 0.75, Bun: 1.3 },
  },
  ...["cjk", "escapes", "key order", "whitespace", "unknown fields", "nested unknown fields"].map((mix) => ({
    title: `1000 meetings, ${mix} / TextDecoder + JSON.parse`,
    ...decode(`1000, ${mix}`),
    atMost: { Node: 0.45, workerd: 0.8, Chromium: 0.7 },
  })),
  {
    title: "1000 meetings / JSON.parse + zod",
    ...decode(1000, "JSON.parse + zod"),
    atMost: { Node: 0.28, workerd: 0.2 },
  },
];

/** Goals for cold starts, memory and size: [{title, atMost, value(others)}]. */
export const otherGoals = [
  {
    title: "Node, import to first signature / WebCrypto's",
    atMost: 0.3,
    value: ({ cold }) => sum(cold["sign, LtiPro"]) / sum(cold["sign, WebCrypto"]),
  },
  {
    title: "workerd, start to first signature, ms over an empty Worker's",
    atMost: 3,
    value: ({ workerdStart }) => workerdStart["LtiPro.sign"] - workerdStart.empty,
  },
  ...[1000, 20].map((count) => ({
    title: `First decode of a cold process, ${count} meetings / JSON.parse's`,
    atMost: 2.5,
    value: ({ cold }) => cold[`decode ${count}, decodeMeetings`].first / cold[`decode ${count}, JSON.parse`].first,
  })),
  {
    title: "First decode of a cold process, 1000 meetings / JSON.parse + zod's",
    atMost: 1,
    value: ({ cold }) => cold["decode 1000, decodeMeetings"].first / cold["decode 1000, zod"].first,
  },
  {
    title: "Linear memory after 1000 meetings, pages of 64 KiB",
    atMost: 16,
    value: ({ memory }) => memory.pages.after,
  },
  {
    title: "Pages more after 200 such pages",
    atMost: 0,
    value: ({ memory }) => memory.pages.later - memory.pages.after,
  },
  { title: "Heap that 1000 meetings keep / JSON.parse's", atMost: 1.05, value: ({ memory }) => memory.retained },
  {
    title: "Whole client in a Worker's bundle, brotli, KiB",
    atMost: 20,
    value: ({ sizes }) => sizes["zoom-lti-pro, the whole client"],
  },
  {
    title: "Calendar in a Worker's bundle, brotli, KiB",
    atMost: 20,
    value: ({ sizes }) => sizes["zoom-lti-pro/calendar"],
  },
];

function sum({ load, first }) {
  return load + first;
}

/** The maximum time to write a feed, compared with ical-generator, for each number of meetings and in each runtime. */
export const calendarGoals = [
  { ours: "calendarFeed", atMost: 0.5 },
  { ours: "calendarFeed, without a store", atMost: 0.5 },
  { ours: "nextChanges and calendarFeed", atMost: 0.5 },
];

/**
 * The maximum cost of a whole call, relative to another candidate, for each size and form of body.
 *
 * `oneMeeting`: the goal for a page of one meeting, if it differs.
 */
export const wholeGoals = [
  { runtime: "workerd", ours: "listMeetings", peer: "by hand", atMost: 0.95 },
  { runtime: "workerd", ours: "listMeetings", peer: "straight line", atMost: 1.15 },
  { runtime: "workerd", ours: "LtiPro.listMeetings", peer: "by hand", atMost: 0.85 },
  { runtime: "workerd", ours: "LtiPro.listMeetings", peer: "straight line", atMost: 1.05 },
  { runtime: "workerd", ours: "LtiPro.listMeetings", peer: "straight line, prepared", atMost: 1.05 },
  { runtime: "Node", ours: "listMeetings", peer: "by hand", atMost: 0.85, oneMeeting: 1 },
  { runtime: "Node", ours: "LtiPro.listMeetings", peer: "by hand", atMost: 0.8, oneMeeting: 0.95 },
  ...["Deno", "Bun"].flatMap((runtime) => [
    { runtime, ours: "listMeetings", peer: "by hand", atMost: 1 },
    { runtime, ours: "LtiPro.listMeetings", peer: "by hand", atMost: 0.95 },
  ]),
];

/** Other goals for whole calls: [{title, atMost, value({first, size})}]. `value` is undefined if not measured. */
export const wholeOtherGoals = [
  ...["listMeetings", "LtiPro.listMeetings"].flatMap((ours) => [
    {
      title: `workerd, first request of a loaded isolate: \`${ours}\` / by hand`,
      atMost: 2,
      value: ({ first }) => first && first[ours] / first["by hand"],
    },
    {
      title: `workerd, first request of a loaded isolate: \`${ours}\` / straight line`,
      atMost: 1.2,
      value: ({ first }) => first && first[ours] / first["straight line"],
    },
  ]),
  { title: "Worker's bundle with `listMeetings` alone, brotli, KiB", atMost: 29, value: ({ size }) => size },
];

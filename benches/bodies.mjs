// Responses of the API to decode: the documented example with the variety of real pages.

import { articleResponse } from "../tests/runtimes/suite/samples.mjs";

const [sample] = articleResponse.result.list;

const identity = (meeting) => meeting;

/** Variants of a page: how each changes every meeting, the text or the indentation. */
const mixes = {
  ascii: {},
  cjk: { meeting: (meeting, i) => ({ ...meeting, topic: `高等数学 第${i}讲 複習` }) },
  escapes: {
    meeting: (meeting, i) => ({ ...meeting, topic: `Unit ${i}: "sets"\n\tand\\or` }),
    text: (text) => text.replaceAll("/", "\\/"),
  },
  "key order": { meeting: (meeting) => Object.fromEntries(Object.entries(meeting).reverse()) },
  whitespace: { indent: 2 },
  "unknown fields": {
    meeting: (meeting, i) => ({ ...meeting, joinUrl: `https://example.com/j/${86756778157 + i}`, agenda: null }),
  },
  "nested unknown fields": {
    meeting: (meeting, i) => ({ ...meeting, settings: { waitingRoom: true, tags: ["a", `b${i}`] } }),
  },
};

export const mixNames = Object.keys(mixes);

/** A response with `count` meetings: {bytes, text, meetings}. A decoder must find these `meetings`. */
export function body(count, mix = "ascii") {
  const { meeting = identity, text = identity, indent } = mixes[mix];
  const list = Array.from({ length: count }, (_, i) => meeting(row(i), i));
  const json = text(
    JSON.stringify({ status: true, result: { pageNum: 1, pageSize: count, total: count, list } }, null, indent),
  );
  return { text: json, bytes: new TextEncoder().encode(json), meetings: list };
}

function row(i) {
  const id = ((i * 2654435761) >>> 0).toString(36).padStart(8, "x");
  return {
    ...sample,
    meetingId: `${id}${sample.meetingId.slice(8)}`,
    meetingNumber: String(86756778157 + i * 7919),
    topic: `Course ${i}: Introduction, part ${1 + (i % 4)}`,
    startTime: `2026-0${1 + (i % 9)}-${10 + (i % 18)} ${10 + (i % 9)}:${i % 2 ? "30" : "00"}:00`,
    duration: 30 + 15 * (i % 5),
    type: i % 3 ? 2 : 8,
  };
}

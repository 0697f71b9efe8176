// A feed as people write it with ical-generator: no checks, no timeouts, and a store of their own. No Node imports.

import ical from "ical-generator";
import { byHand } from "../whole/by-hand.mjs";
import { credentials } from "../whole/samples.mjs";
import { endOf, startOf, urlFor } from "./meetings.mjs";

const encoder = new TextEncoder();
const store = new Map();

export async function respondByHand(request, userId, baseUrl) {
  const page = { pageNum: 1, pageSize: 1000 };
  const upcoming = await byHand(credentials, { userId, isUpComing: true, ...page }, baseUrl);
  const past = await byHand(credentials, { userId, isUpComing: false, ...page }, baseUrl);
  const text = feed([...past.list, ...upcoming.list], userId);
  const etag = await entityTag(text);
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: { etag } });
  return new Response(text, { headers: { "content-type": "text/calendar; charset=utf-8", etag } });
}

function feed(meetings, userId) {
  const now = Date.now();
  const before = JSON.parse(store.get(userId) ?? "{}");
  const after = {};
  const events = meetings.map((meeting) => {
    const key = `${meeting.meetingId} ${meeting.startTime}`;
    const known = before[key];
    const content = `${meeting.duration} ${meeting.topic}`;
    const isSame = known?.content === content;
    const sequence = known ? known.sequence + (isSame ? 0 : 1) : 0;
    const changedAt = isSame ? known.changedAt : now;
    const uid = known?.uid ?? crypto.randomUUID();
    after[key] = { uid, content, sequence, changedAt };
    return {
      id: uid,
      stamp: new Date(changedAt),
      start: startOf(meeting),
      end: endOf(meeting),
      summary: meeting.topic,
      url: urlFor(meeting),
      sequence,
      lastModified: new Date(changedAt),
    };
  });
  store.set(userId, JSON.stringify(after));
  return ical({ name: "My classes", ttl: 3600, events }).toString();
}

async function entityTag(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", encoder.encode(text)));
  return `"${btoa(String.fromCharCode(...digest))}"`;
}

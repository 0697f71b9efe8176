// A Worker that serves feeds: it lists past and upcoming meetings, updates its store, and responds with the feed.

import { LtiPro } from "zoom-lti-pro";
import { calendarFeed, calendarResponse, nextChanges } from "zoom-lti-pro/calendar";
import { credentials } from "../whole/samples.mjs";
import { urlFor, userOf } from "./meetings.mjs";
import { respondByHand } from "./request-by-hand.mjs";

let zoom;
const store = new Map();

async function respond(request, userId, baseUrl) {
  // Inside a request, because Workers restrict top-level code.
  zoom ??= new LtiPro(credentials, { baseUrl: `${baseUrl}/api/v1/lti/rich` });
  const upcoming = await zoom.meetings({ userId }).all();
  const past = await zoom.meetings({ userId, isUpComing: false }).all();
  if (!upcoming.complete || !past.complete) return calendarResponse(request, null);
  const meetings = [...past.meetings, ...upcoming.meetings];
  const changes = nextChanges(JSON.parse(store.get(userId) ?? "null"), meetings, Date.now());
  store.set(userId, JSON.stringify(changes));
  return calendarResponse(request, calendarFeed(meetings, { name: "My classes", changes, urlFor }));
}

const candidates = [
  { name: "by hand, with ical-generator", respond: respondByHand },
  { name: "zoom-lti-pro", respond },
];

/** Uses every response, so that the engine cannot skip the work. */
async function respondOften(candidate, count, meetings, baseUrl) {
  const request = new Request("https://campus.example.edu/feeds/secret/meetings.ics");
  for (let i = 0; i < count; i++) {
    const response = await candidate.respond(request, userOf(meetings), baseUrl);
    const text = await response.text();
    const events = text.split("\r\nBEGIN:VEVENT\r\n").length - 1;
    if (events !== meetings || !response.headers.has("etag"))
      throw new Error(`${candidate.name}: ${response.status}, ${events} events instead of ${meetings}`);
  }
}

export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    if (searchParams.has("list")) return Response.json(candidates.map(({ name }) => name));
    const [candidate, count, meetings] = ["candidate", "count", "meetings"].map((name) =>
      Number(searchParams.get(name)),
    );
    await respondOften(candidates[candidate], count, meetings, searchParams.get("baseUrl"));
    return new Response();
  },
};

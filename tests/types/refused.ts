// Each marked line must not compile.

import {
  baseString,
  decodeMeetings,
  isLive,
  isLtiProError,
  listMeetings,
  LtiPro,
  meetingStart,
  meetingTimes,
  MeetingType,
  request,
  sign,
  signRequest,
  verify,
} from "zoom-lti-pro";
import { calendarFeed, calendarResponse, nextChanges } from "zoom-lti-pro/calendar";
import { explainSignature } from "zoom-lti-pro/explain";
import { createEmulator } from "zoom-lti-pro/testing";
// @ts-expect-error 2307 the internals are not an entry
import { LtiProError } from "zoom-lti-pro/dist/error.js";
// @ts-expect-error 2305 no such export
import { init } from "zoom-lti-pro";
// @ts-expect-error 1192 there is no default export
import ltiPro from "zoom-lti-pro";

const credentials = { key: "k", secret: "s" };
const meeting = { meetingId: "m", topic: "t", startTime: "2022-08-04 10:00:00", duration: 60 };
const both = ["s", "t"];

// @ts-expect-error 2554 the query is missing
void listMeetings(credentials);
// @ts-expect-error 2345 the userId is missing
void listMeetings(credentials, { pageNum: 1 });
// @ts-expect-error 2322 an undefined userId
void listMeetings(credentials, { userId: undefined });
// @ts-expect-error 2345 the secret is missing
void listMeetings({ key: "k" }, { userId: "u" });
// @ts-expect-error 2322 a secret that is null
void listMeetings({ key: "k", secret: null }, { userId: "u" });
// @ts-expect-error 2322 a key that is a number
void listMeetings({ key: 1, secret: "s" }, { userId: "u" });
// @ts-expect-error 2322 a number in words
void listMeetings(credentials, { userId: "u", pageSize: "big" });
// @ts-expect-error 2322 an empty text
void listMeetings(credentials, { userId: "u", pageNum: "" });
// @ts-expect-error 2322 any text, which may be no number
void listMeetings(credentials, { userId: "u", pageNum: String(1) });
// @ts-expect-error 2322 a date is not a timestamp
signRequest(credentials, { userId: "u", timestamp: new Date() });
// @ts-expect-error 2322 a path without its first slash
void request(credentials, { method: "GET", path: "meeting/list" });
// @ts-expect-error 2322 a whole URL
signRequest(credentials, { path: "https://applications.zoom.us/meeting/list" });
// @ts-expect-error 2322 a secret that must be awaited first
signRequest({ key: "k", secret: async () => "s" }, { userId: "u" });
// @ts-expect-error 2322 several secrets, where one signs
signRequest({ key: "k", secret: both }, { userId: "u" });
// @ts-expect-error 2322 a function that returns something other than a secret
void listMeetings({ key: "k", secret: () => 1 }, { userId: "u" });
// @ts-expect-error 2322 more than three retries are refused at run time, words by the types
void listMeetings(credentials, { userId: "u" }, { retries: "2" });
// @ts-expect-error 2345 users are not one text
new LtiPro(credentials).listMeetingsForUsers(1);
// @ts-expect-error 2322 never truthiness
void listMeetings(credentials, { userId: "u", isUpComing: 1 });
// @ts-expect-error 2322 no other string
void listMeetings(credentials, { userId: "u", isUpComing: "yes" });
// @ts-expect-error 2561 a misspelled name
void listMeetings(credentials, { userId: "u", isUpcoming: true });
// @ts-expect-error 2561 a misspelled option
void listMeetings(credentials, { userId: "u" }, { timeout: 1 });
// @ts-expect-error 2322 milliseconds are a number
void listMeetings(credentials, { userId: "u" }, { timeoutMs: "1s" });
// @ts-expect-error 2322 a fetch that returns nothing
void listMeetings(credentials, { userId: "u" }, { fetch: () => undefined });
// @ts-expect-error 2561 a controller is not its signal
void listMeetings(credentials, { userId: "u" }, { signal: { abort() {} } });
// @ts-expect-error 2322 no such reading
void listMeetings(credentials, { userId: "u" }, { startTimeIn: "local" });
// @ts-expect-error 2339 a promise, not a page
listMeetings(credentials, { userId: "u" }).list;
// @ts-expect-error 2820 methods are upper case
void request(credentials, { method: "post", path: "/x" });
// @ts-expect-error 2345 a method is needed
void request(credentials, { path: "/x" });
// @ts-expect-error 2353 an option of lists
void request(credentials, { method: "GET", path: "/x" }, { startTimeIn: "utc" });
// @ts-expect-error 2348 a class needs `new`
LtiPro(credentials);
// @ts-expect-error 2554 credentials are needed
new LtiPro();
// @ts-expect-error 2339 the secret is not to be read
new LtiPro(credentials).secret;
// @ts-expect-error 7053 a disposable of the synchronous kind
new LtiPro(credentials)[Symbol.asyncDispose]();
// @ts-expect-error 2554 the message is missing
sign("s");
// @ts-expect-error 2345 numbers are not signed
sign("s", 1);
// @ts-expect-error 2322 an object is not a value
baseString({ a: {} });
// @ts-expect-error 2322 null is not a value
baseString({ a: null });
// @ts-expect-error 2345 neither list nor path
signRequest(credentials, {});
// @ts-expect-error 2322 a boolean is not a result of verify
const yes: boolean = verify({ url: "/", headers: {} }, credentials);
// @ts-expect-error 2345 headers are needed
verify({ url: "/" }, credentials);
// @ts-expect-error 2353 a parsed response
decodeMeetings({ status: true });
// @ts-expect-error 2345 not every string is a meeting
meetingStart("2022-08-04 10:00:00");
// @ts-expect-error 2531 it may be null
meetingStart({ startTime: null, timezone: "UTC" }).instant;
// @ts-expect-error 2339 no such code
MeetingType.Weekly;
// @ts-expect-error 2540 the codes are constants
MeetingType.Instant = 2;
export function narrowing(error: unknown): void {
  // @ts-expect-error 18046 unknown until asked
  error.code;
  if (!isLtiProError(error)) return;
  // @ts-expect-error 2367 no such error code
  error.code === "not_found";
  // @ts-expect-error 2540 it cannot be changed
  error.code = "internal";
}
// @ts-expect-error 2531 it may be null
meetingTimes(meeting).start;
// @ts-expect-error 2345 a start time is needed
meetingTimes({ duration: 60 });
// @ts-expect-error 2322 minutes are a number
meetingTimes({ startTime: null, duration: "60" });
// @ts-expect-error 2322 a Date is not the API's text
meetingTimes({ startTime: new Date() });
// @ts-expect-error 2554 the time is missing
isLive(meeting);
// @ts-expect-error 2345 a time in words
isLive(meeting, "2022-08-04T10:00:00Z");
// @ts-expect-error 2345 a clock is not a time
isLive(meeting, Date.now);
// @ts-expect-error 2554 the options are missing
calendarFeed([meeting]);
// @ts-expect-error 2345 the name is missing
calendarFeed([meeting], {});
// @ts-expect-error 2322 a name that may be missing
calendarFeed([meeting], { name: undefined });
// @ts-expect-error 2353 a page is not its list
calendarFeed({ list: [meeting] }, { name: "n" });
// @ts-expect-error 2345 a meeting has an ID
calendarFeed([{ topic: "t", startTime: null, duration: null }], { name: "n" });
// @ts-expect-error 2322 a Date, where a clock is wanted
calendarFeed([meeting], { name: "n", now: new Date() });
// @ts-expect-error 2322 a clock returns milliseconds
calendarFeed([meeting], { name: "n", now: () => new Date() });
// @ts-expect-error 2322 the store as text
calendarFeed([meeting], { name: "n", changes: "{}" });
// @ts-expect-error 2322 a store of another version
calendarFeed([meeting], { name: "n", changes: { version: 2, events: [] } });
// @ts-expect-error 2322 a number is not a URL
calendarFeed([meeting], { name: "n", urlFor: () => 7 });
// @ts-expect-error 2322 a text that must be awaited first
calendarFeed([meeting], { name: "n", descriptionFor: async () => "d" });
// @ts-expect-error 2339 a meeting has no link to join
calendarFeed([meeting], { name: "n", urlFor: ({ joinUrl }) => joinUrl });
// @ts-expect-error 2561 a misspelled option
calendarFeed([meeting], { name: "n", refreshMinute: 60 });
// @ts-expect-error 2322 no such reading
calendarFeed([meeting], { name: "n", startTimeIn: "local" });
// @ts-expect-error 2554 the time is missing
nextChanges(null, [meeting]);
// @ts-expect-error 2345 a time in words
nextChanges(null, [meeting], "2022-08-04");
// @ts-expect-error 2345 the store as text
nextChanges("{}", [meeting], 0);
// @ts-expect-error 2345 a feed is not its store
nextChanges(calendarFeed([meeting], { name: "n" }), [meeting], 0);
// @ts-expect-error 2345 no meetings
nextChanges(null, null, 0);
// @ts-expect-error 2345 a text is not a feed
calendarResponse({ method: "GET", headers: { get: () => null } }, "BEGIN:VCALENDAR");
// @ts-expect-error 2741 headers are read by a function
calendarResponse({ method: "GET", headers: {} }, null);
// @ts-expect-error 2554 the feed is missing
calendarResponse({ method: "GET", headers: { get: () => null } });
// @ts-expect-error 2345 the request is missing
explainSignature({ secrets: "s" });
// @ts-expect-error 2322 no such fault
createEmulator({ fault: { kind: "fire" } });
// @ts-expect-error 2741 a meeting has a host
createEmulator({ meetings: [{ topic: "t" }] });
// @ts-expect-error 2339 recorded requests are read only
createEmulator().requests.push();

export const unused = [LtiProError, init, ltiPro, yes];

// Each marked line must not compile.

import { baseString, decodeMeetings, isLtiProError, listMeetings, LtiPro, meetingStart, MeetingType, sign, signRequest, verify } from "zoom-lti-pro";
import { explainSignature } from "zoom-lti-pro/explain";
import { createEmulator } from "zoom-lti-pro/testing";
// @ts-expect-error the internals are no entry
import { create } from "zoom-lti-pro/dist/client.js";
// @ts-expect-error no such export
import { init } from "zoom-lti-pro";
// @ts-expect-error there is no default export
import ltiPro from "zoom-lti-pro";

const credentials = { key: "k", secret: "s" };

// @ts-expect-error the query is missing
void listMeetings(credentials);
// @ts-expect-error the userId is missing
void listMeetings(credentials, { pageNum: 1 });
// @ts-expect-error an undefined userId
void listMeetings(credentials, { userId: undefined });
// @ts-expect-error the secret is missing
void listMeetings({ key: "k" }, { userId: "u" });
// @ts-expect-error a secret that is not set, as in process.env
void listMeetings({ key: "k", secret: undefined }, { userId: "u" });
// @ts-expect-error a secret that must be awaited first
void listMeetings({ key: "k", secret: async () => "s" }, { userId: "u" });
// @ts-expect-error never truthiness
void listMeetings(credentials, { userId: "u", isUpComing: 1 });
// @ts-expect-error no other string
void listMeetings(credentials, { userId: "u", isUpComing: "yes" });
// @ts-expect-error a misspelt name
void listMeetings(credentials, { userId: "u", isUpcoming: true });
// @ts-expect-error a misspelt option
void listMeetings(credentials, { userId: "u" }, { timeout: 1 });
// @ts-expect-error milliseconds are a number
void listMeetings(credentials, { userId: "u" }, { timeoutMs: "1s" });
// @ts-expect-error a fetch that answers nothing
void listMeetings(credentials, { userId: "u" }, { fetch: () => undefined });
// @ts-expect-error a controller is not its signal
void listMeetings(credentials, { userId: "u" }, { signal: { abort() {} } });
// @ts-expect-error no such reading
void listMeetings(credentials, { userId: "u" }, { startTimeIn: "local" });
// @ts-expect-error a promise, not a page
listMeetings(credentials, { userId: "u" }).list;
// @ts-expect-error a class needs `new`
LtiPro(credentials);
// @ts-expect-error credentials are needed
new LtiPro();
// @ts-expect-error the secret is not to be read
new LtiPro(credentials).secret;
// @ts-expect-error a disposable of the synchronous kind
new LtiPro(credentials)[Symbol.asyncDispose]();
// @ts-expect-error the message is missing
sign("s");
// @ts-expect-error numbers are not signed
sign("s", 1);
// @ts-expect-error an object is no value
baseString({ a: {} });
// @ts-expect-error null is no value
baseString({ a: null });
// @ts-expect-error neither list nor path
signRequest(credentials, {});
// @ts-expect-error a boolean is no result of verify
const yes: boolean = verify({ url: "/", headers: {} }, credentials);
// @ts-expect-error headers are needed
verify({ url: "/" }, credentials);
// @ts-expect-error a parsed answer
decodeMeetings({ status: true });
// @ts-expect-error not every string is a meeting
meetingStart("2022-08-04 10:00:00");
// @ts-expect-error it may be null
meetingStart({ startTime: null, timezone: "UTC" }).instant;
// @ts-expect-error no such code
MeetingType.Weekly;
// @ts-expect-error the codes are constants
MeetingType.Instant = 2;
export function narrowing(error: unknown): void {
  // @ts-expect-error unknown until asked
  error.code;
  if (!isLtiProError(error)) return;
  // @ts-expect-error no such error code
  error.code === "not_found";
  // @ts-expect-error it cannot be changed
  error.code = "internal";
}
// @ts-expect-error the request is missing
explainSignature({ secrets: "s" });
// @ts-expect-error no such fault
createEmulator({ fault: { kind: "fire" } });
// @ts-expect-error a meeting has a host
createEmulator({ meetings: [{ topic: "t" }] });
// @ts-expect-error recorded requests are read only
createEmulator().requests.push();

export const unused = [create, init, ltiPro, yes];

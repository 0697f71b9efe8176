// CommonJS: the declarations for `require` are found, and are the same.

import ltiPro = require("zoom-lti-pro");
import calendar = require("zoom-lti-pro/calendar");
import explain = require("zoom-lti-pro/explain");
import testing = require("zoom-lti-pro/testing");

function uses(): string {
  using zoom = new ltiPro.LtiPro(testing.EMULATOR_CREDENTIALS, { fetch: testing.createEmulator().fetch });
  const query: ltiPro.MeetingQuery = { userId: "u" };
  void zoom.listMeetings(query);
  void explain.explainSignature({ request: "" });
  const changes: calendar.CalendarChanges = calendar.nextChanges(null, [], 0);
  void calendar.calendarFeed([], { name: "n", changes });
  void ltiPro.meetingTimes({ startTime: null });
  return ltiPro.sign("s", "m");
}

export = { uses };

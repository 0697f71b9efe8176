// CommonJS: the declarations for `require` are found, and are the same.

import ltiPro = require("zoom-lti-pro");
import explain = require("zoom-lti-pro/explain");
import testing = require("zoom-lti-pro/testing");

function uses(): string {
  using zoom = new ltiPro.LtiPro(testing.EMULATOR_CREDENTIALS, { fetch: testing.createEmulator().fetch });
  const query: ltiPro.MeetingQuery = { userId: "u" };
  void zoom.listMeetings(query);
  void explain.explainSignature({ request: "" });
  return ltiPro.sign("s", "m");
}

export = { uses };

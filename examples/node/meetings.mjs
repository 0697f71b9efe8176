// Prints a table of your upcoming meetings. Key and secret come from the environment.

import process from "node:process";
import { isLtiProError, LtiPro, meetingStart } from "zoom-lti-pro";

/**
 * FILL THIS IN: return the Zoom userId of the person who runs this script, or undefined if you do not know it.
 *
 * Look it up in a table of your own, by the account that runs the script, such as `os.userInfo().username`. Never take
 * it from the command line: key and secret can list everyone's meetings.
 */
async function whoIsAsking() {
  return undefined; // ← fill in
}

/** The exit status if meetings may be missing. */
const INCOMPLETE = 3;

async function main() {
  const userId = await whoIsAsking();
  if (!userId) return fail("401: nobody is signed in. Fill in the function whoIsAsking in meetings.mjs.");
  const { LTI_KEY: key = "", LTI_SECRET: secret = "", LTI_BASE_URL: baseUrl } = process.env;
  const zoom = new LtiPro({ key, secret }, { baseUrl });
  try {
    const { meetings, complete, reason } = await zoom.meetings({ userId }).all();
    console.table(meetings.map(row));
    if (!complete) fail(`The list may be incomplete (${reason}): run this again.`, INCOMPLETE);
  } finally {
    zoom.dispose(); // wipes the secret
  }
}

function row(meeting) {
  const start = meetingStart(meeting);
  return {
    starts: start?.fixed ? start.instant.toLocaleString() : "no fixed time",
    minutes: meeting.duration ?? "unknown",
    topic: meeting.topic ?? "(no topic)",
    number: meeting.meetingNumber,
  };
}

function fail(sentence, status = 1) {
  console.error(sentence);
  process.exitCode = status;
}

main().catch((error) => {
  // Its message has no secret, signature or URL query. The message of another error might.
  if (!isLtiProError(error)) throw error;
  fail([`${error.code}: ${error.message}`, error.hint].filter(Boolean).join("\n"));
});

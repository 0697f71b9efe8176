// Prints a table of your upcoming meetings. Key and secret are taken from the environment.

import process from "node:process";
import { isLtiProError, LtiPro, meetingStart } from "zoom-lti-pro";

/**
 * FILL THIS IN: the Zoom userId of the person who runs this script, or undefined for nobody.
 *
 * Take it from the account they are signed in with, such as `os.userInfo().username`, and a table of your own. Not from
 * the command line: whoever can run this script could then read everyone's meetings, for key and secret can list them
 * all.
 */
async function whoIsAsking() {
  return undefined; // ← fill in
}

/** The exit status where meetings may be missing. */
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
  // Its message holds no secret, no signature and no URL's query; that of another error might.
  if (!isLtiProError(error)) throw error;
  fail([`${error.code}: ${error.message}`, error.hint].filter(Boolean).join("\n"));
});

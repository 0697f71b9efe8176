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

async function main() {
  const userId = await whoIsAsking();
  if (!userId) return fail("401: nobody is signed in. Fill in the function whoIsAsking in meetings.mjs.");
  const { LTI_KEY: key = "", LTI_SECRET: secret = "", LTI_BASE_URL: baseUrl } = process.env;
  const zoom = new LtiPro({ key, secret }, { baseUrl });
  try {
    console.table((await allMeetings(zoom, userId)).map(row));
  } finally {
    zoom.dispose(); // wipes the secret
  }
}

/** The server may use another page size than it was asked for, so the pages go by what came back. */
async function allMeetings(zoom, userId) {
  const meetings = [];
  for (let pageNum = 1; ; pageNum++) {
    const { list, total } = await zoom.listMeetings({ userId, pageNum });
    meetings.push(...list);
    if (list.length === 0 || meetings.length >= total) return meetings;
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

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}

main().catch((error) => {
  // Its message holds no secret, no signature and no URL's query; that of another error might.
  if (!isLtiProError(error)) throw error;
  fail([`${error.code}: ${error.message}`, error.hint].filter(Boolean).join("\n"));
});

// Prints the upcoming meetings of a user as a table.

import { LtiPro, meetingStart } from "zoom-lti-pro";

/** The exit status if meetings may be missing. */
const INCOMPLETE = 3;

/** Returns the exit status. */
export async function printMeetings(credentials, userId, options) {
  const zoom = new LtiPro(credentials, options);
  try {
    // Reads all pages.
    const { meetings, complete, reason } = await zoom.meetings({ userId }).all();
    console.table(meetings.map(row));
    if (complete) return 0;
    console.error(`The list may be incomplete (${reason}): run this again.`);
    return INCOMPLETE;
  } finally {
    zoom.dispose(); // wipes the secret
  }
}

function row(meeting) {
  const start = meetingStart(meeting);
  return {
    // The start time of a meeting without a fixed time says nothing.
    starts: start?.fixed ? start.instant.toLocaleString() : "no fixed time",
    minutes: meeting.duration ?? "unknown",
    topic: meeting.topic ?? "(no topic)",
    number: meeting.meetingNumber,
  };
}

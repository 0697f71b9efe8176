/** Reads all pages of a list, and says why it may be empty. */
import { type Credentials, type ListedMeetings, type ListOptions, LtiPro, type MeetingQuery } from "zoom-lti-pro";
import type { Io } from "./io.js";

export const FIND_USER =
  "To find a userId: in your LMS, open the browser's developer tools and launch LTI Pro. In the Network tab, " +
  "choose the request user/settings/all. Its preview shows userId.";

/** A page, or all of them. */
export interface Found extends Pick<ListedMeetings, "total" | "list"> {
  pageNum?: number;
  complete?: boolean;
  reason?: string | undefined;
  meta: Pick<ListedMeetings["meta"], "warnings">;
}

export async function readList(pair: Credentials, query: MeetingQuery, options: ListOptions): Promise<Found> {
  const zoom = new LtiPro(pair, options);
  try {
    const { meetings, warnings, ...found } = await zoom.meetings(query).all();
    return { ...found, list: meetings, meta: { warnings } };
  } finally {
    zoom.dispose();
  }
}

export function noMeetings(kind: string, io: Io): void {
  io.note(`No ${kind} meetings.`);
  io.note(
    io.err.paint(
      `This is not an error. Either the userId is wrong, or this user has no ${kind} meetings in a course. ` +
        FIND_USER,
      "dim",
    ),
  );
}

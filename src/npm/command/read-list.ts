/** Reads all pages of a list. */
import { type Credentials, type ListedMeetings, type ListOptions, LtiPro, type MeetingQuery } from "zoom-lti-pro";

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

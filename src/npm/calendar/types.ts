/** The types of `zoom-lti-pro/calendar`. */
import type { StartTimeIn } from "../public/types.js";

/** The fields of a `Meeting` that a calendar reads. */
export interface CalendarMeeting {
  /** As the API sends it. It identifies the event. */
  meetingId: string;
  /** The title of the event. Null and a blank text become `untitled`. */
  topic: string | null;
  /** As the API sends it. */
  startTime: string | null;
  /** In minutes. Without it, the event ends when it starts. */
  duration: number | null;
  /** For `startTimeIn: "timezone"`. */
  timezone?: string | null | undefined;
  /** See `MeetingType`. A meeting without a fixed time is not in the feed. */
  type?: number | null | undefined;
  /** See `MeetingStatus`. A finished meeting says nothing about how start times are read. */
  status?: number | null | undefined;
}

/** Options of {@link calendarFeed}. */
export interface CalendarOptions<M extends CalendarMeeting = CalendarMeeting> {
  /** The name of the calendar. Most calendars show it as the title of the subscription. */
  name: string;
  /** How `startTime` is read: see `meetingStart`. `"utc"` by default. */
  startTimeIn?: StartTimeIn | undefined;
  /**
   * What the store has for these meetings: the latest result of {@link nextChanges}. Without it, calendars may keep the
   * old time of a meeting that moved.
   */
  changes?: CalendarChanges | null | undefined;
  /** The URL of an event, such as its course page: absolute, http or https. Nothing by default. */
  urlFor?: ((meeting: M) => string | { readonly href: string } | null | undefined) | undefined;
  /** A text that calendars show with the event. Nothing by default. */
  descriptionFor?: ((meeting: M) => string | null | undefined) | undefined;
  /** The place of the event. Nothing by default. */
  locationFor?: ((meeting: M) => string | null | undefined) | undefined;
  /** The title of a meeting without a topic. `"Zoom meeting"` by default. */
  untitled?: string | undefined;
  /**
   * How often calendars should request the feed again, in minutes: 1 to 43,200 (30 days). 60 by default. Most calendars
   * have a rhythm of their own.
   */
  refreshMinutes?: number | undefined;
  /** The clock, for the check that the meetings are not all over: milliseconds since 1970. `Date.now` by default. */
  now?: (() => number) | undefined;
}

/** A feed: the text of an iCalendar stream (RFC 5545), and what HTTP needs to know about it. */
export interface CalendarFeed<M extends CalendarMeeting = CalendarMeeting> {
  /** The text, with CRLF line ends. The same meetings and options give the same text. */
  text: string;
  /** A strong entity tag of the text, with its quotes. */
  etag: string;
  /** When an event last changed or was removed, by the store. Null without a store. */
  lastModified: Date | null;
  /** The meetings that are not in the feed: they have no fixed time, or a start that cannot be read. */
  omitted: M[];
}

/** What `calendarResponse` needs of a {@link CalendarFeed}. It may come from a store, as `JSON.parse` reads it. */
export interface StoredFeed {
  /** The text of the feed. */
  text: string;
  /** Its entity tag. */
  etag: string;
  /** When an event last changed or was removed. JSON has it as text. */
  lastModified: Date | string | null;
}

/**
 * What a store keeps between two versions of a feed. It is plain JSON. Store it as it is, and pass it to
 * {@link calendarFeed} and to the next {@link nextChanges}.
 */
export interface CalendarChanges {
  /** The version of this format. */
  version: 1;
  /** The events, and those that were removed in the last 90 days. */
  events: CalendarChange[];
}

/** What a store keeps of one event. Times are in milliseconds since 1970. */
export interface CalendarChange {
  /** The UID: a UUID, assigned once. */
  uid: string;
  /** The meeting ID, as the API sends it. */
  meetingId: string;
  /** The last known start. */
  start: number;
  /** A hash of the start, the end and the title. */
  fingerprint: string;
  /** How often the event changed. */
  sequence: number;
  /** When it last changed. */
  changedAt: number;
  /** When it was first missing from the list; null while it is listed. */
  removedAt: number | null;
}

/** Options of {@link nextChanges}. */
export interface ChangesOptions {
  /** As for {@link calendarFeed}. */
  startTimeIn?: StartTimeIn | undefined;
  /** As for {@link calendarFeed}. */
  untitled?: string | undefined;
}

/** The parts of a `Request` that {@link calendarResponse} reads. */
export interface CalendarRequest {
  /** Only `GET` and `HEAD` are accepted. */
  method: string;
  /** `If-None-Match` and `If-Modified-Since` are read. */
  headers: { get(name: string): string | null };
}

/** The parts of `Response` that every platform has. */
export interface CalendarResponseLike {
  /** 200, 304, 405 or 503. */
  readonly status: number;
  /** The response headers. */
  readonly headers: { get(name: string): string | null };
  /** The body. */
  text(): Promise<string>;
}

/**
 * The global `Response` type of your project, if there is one (DOM, Node, Workers). Otherwise
 * {@link CalendarResponseLike}.
 */
export type CalendarResponse = typeof globalThis extends { Response: { prototype: infer R } }
  ? R
  : CalendarResponseLike;

/**
 * The calendar entry, `zoom-lti-pro/calendar`.
 *
 * @module zoom-lti-pro/calendar
 */
export { calendarFeed, nextChanges } from "./calendar/feed.js";
export { calendarResponse } from "./calendar/calendar-response.js";
export type * from "./calendar/types.js";

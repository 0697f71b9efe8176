/** The documented values of a meeting's `type`, by name. Others occur: compare, do not index. */
export const MeetingType = {
  PreSchedule: 0,
  Instant: 1,
  Scheduled: 2,
  RecurringNoFixedTime: 3,
  RecurringFixedTime: 8,
} as const;

/** A documented value of a meeting's `type`. */
export type MeetingType = (typeof MeetingType)[keyof typeof MeetingType];

/** The documented values of a meeting's `status`, by name. Others occur: compare, do not index. */
export const MeetingStatus = {
  NotStarted: 0,
  Started: 1,
  Finished: 2,
} as const;

/** A documented value of a meeting's `status`. */
export type MeetingStatus = (typeof MeetingStatus)[keyof typeof MeetingStatus];

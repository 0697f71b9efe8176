/**
 * The documented values of a meeting's `type`, by name. Others occur: compare, do not index.
 *
 * ```ts
 * const isSeries = meeting.type === MeetingType.RecurringFixedTime;
 * ```
 *
 * @see Zoom support article KB0065241
 */
export const MeetingType = {
  /** `pre-schedule` in Zoom's article, which does not explain it. */
  PreSchedule: 0,
  /** Started at once, without a scheduled time. */
  Instant: 1,
  /** One meeting at a fixed time. */
  Scheduled: 2,
  /** A series without a fixed time. A start time that the server sends is not the time of the meeting. */
  RecurringNoFixedTime: 3,
  /** A series at fixed times. */
  RecurringFixedTime: 8,
} as const;

/** A documented value of a meeting's `type`. */
export type MeetingType = (typeof MeetingType)[keyof typeof MeetingType];

/**
 * The documented values of a meeting's `status`, by name. Others occur: compare, do not index.
 *
 * ```ts
 * const isStarted = meeting.status === MeetingStatus.Started;
 * ```
 *
 * @see Zoom support article KB0065241
 */
export const MeetingStatus = {
  /** The meeting has not started. */
  NotStarted: 0,
  /** The meeting is running. */
  Started: 1,
  /** The meeting is over. */
  Finished: 2,
} as const;

/** A documented value of a meeting's `status`. */
export type MeetingStatus = (typeof MeetingStatus)[keyof typeof MeetingStatus];

/** Decisions that Rust makes for TypeScript. Generated from the sources in Rust by `npm run generate`. */

/** What follows a failed request. */
export const enum Next {
  Wait = 0,
  GiveUp = 1,
  CorrectClock = 2,
  OwnClock = 3,
  NextSecret = 4,
  ClockTooFar = 5,
  DoNotRepeat = 6,
}

/** Whether to request another page. */
export const enum Paging {
  More = 0,
  End = 1,
  Repeats = 2,
  Grew = 3,
}

/** Whether a reading is the whole list. */
export const enum Completeness {
  Complete = 0,
  Again = 1,
  Changed = 2,
  Miscounted = 3,
}

/** What is known of a failed request. */
export type Failure = readonly [
  readOnly: number,
  sent: number,
  status: number,
  retryable: number,
  rejected: number,
  retryAfterMs: number,
  clockOffsetMs: number,
  correctionMs: number,
];

/** What a call has used up, and what is left. */
export type Budget = readonly [
  retried: number,
  retries: number,
  clockCorrected: number,
  clockRemembered: number,
  moreSecrets: number,
  remainingMs: number,
];

/** What a page shows. */
export type PageSeen = readonly [rows: number, newRows: number, pageSize: number, total: number];

/** What the pages before it show. */
export type Progress = readonly [rows: number, pageSize: number, stale: number];

/** What a reading of the whole list shows. */
export type Reading = readonly [
  rows: number,
  firstRows: number,
  isShort: number,
  total: number,
  repeated: number,
  agrees: number,
  readings: number,
];

/** What is known of a request that failed, in the order of `Sent` in src/policy.rs. */
export const SENT = ["no", "maybe", "yes", "acted"] as const;

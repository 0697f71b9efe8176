/** Numbers that Rust and TypeScript share. Generated from the sources in Rust by `npm run generate`. */

/** Indexes of `PARTS` in src/js/tape.rs. */
export const enum Part {
  Slots = 0,
  Pieces = 1,
  Ascii = 2,
  Wide = 3,
  Extra = 4,
  Unknown = 5,
  Large = 6,
  Clock = 7,
  InputFreed = 8,
}

/** The type of a slot: the low three bits of its second word. */
export const enum Tag {
  Ascii = 0,
  Wide = 1,
  AsciiJson = 2,
  WideJson = 3,
  Same = 4,
  Number = 5,
  Null = 6,
  Fault = 7,
}

/** Words of the head of the tape. */
export const enum Header {
  PageNum = 8,
  PageSize = 10,
  Total = 12,
  List = 14,
  Size = 16,
}

/** Words of a meeting on the tape. */
export const enum Row {
  MeetingId = 0,
  MeetingNumber = 2,
  HostId = 4,
  Topic = 6,
  StartTime = 8,
  Duration = 10,
  Timezone = 12,
  Pmi = 14,
  Type = 16,
  Status = 18,
  Extra = 20,
  Size = 22,
}

/** Words of a place to cut the text. */
export const enum Piece {
  Meeting = 0,
  Ascii = 1,
  Wide = 2,
  WideUnit = 3,
  Extra = 4,
  Size = 5,
}

/** Fields of the frame of an error, in the order of src/js/frame.rs. */
export const enum ErrorField {
  Code = 0,
  Message = 1,
  Hint = 2,
  ErrorCode = 3,
  Reason = 4,
  Field = 5,
  Detail = 6,
  Status = 7,
  Retryable = 8,
  RetryAfter = 9,
  Offset = 10,
  Row = 11,
  Start = 12,
  End = 13,
}

/**
 * The length of a signature and of an encoded query, how long a signature is valid, and how far a clock is corrected.
 */
export const enum Limit {
  SignatureLength = 27,
  EncodedQuery = 49352,
  WindowMs = 3600000,
  CorrectionMs = 86400000,
}

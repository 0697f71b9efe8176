/** The doctor's questions and all their outcomes. Data only: the report, docs and tests read it. */

export const QUESTIONS = {
  credentials: {
    about: "Credentials",
    outcomes: {
      accepted: "a correctly signed request is accepted",
      server_clock: "a correctly signed request is accepted only with the server's time: this machine's clock is wrong",
      refused: "a correctly signed request is refused",
      unreadable: "the response is not one of this API",
      no_response: "there was no response",
    },
  },
  clock: {
    about: "Clock",
    outcomes: {
      close: "the server's Date differs from this machine's clock by at most a minute",
      off: "the server's Date differs from this machine's clock by more than a minute",
    },
  },
  order: {
    about: "Order of signing",
    outcomes: {
      sorted: "the server sorts the parameters, whatever the order of the query",
      as_sent: "the server signs the parameters in the order of the query",
      either: "both the sorted order and the order of the query are accepted",
      sorted_query: "only a query in alphabetical order is accepted",
    },
  },
  refusal: {
    about: "A refused signature",
    outcomes: {
      http_200: "HTTP status 200",
      http_401: "HTTP status 401",
      http_other: "another HTTP status",
      no_envelope: "a response without the documented body",
      accepted: "a wrong signature is accepted",
    },
  },
  page_size_1: {
    about: "pageSize=1",
    outcomes: {
      honored: "one meeting came",
      reported: "the size is reported as asked, with too few meetings to prove it",
      changed: "the server reports another size",
      ignored: "the size is reported as asked, and more meetings came",
      refused: "refused",
    },
  },
  page_size_1000: {
    about: "pageSize=1000",
    outcomes: {
      honored: "a thousand meetings came",
      reported: "the size is reported as asked, with too few meetings to prove it",
      changed: "the server reports another size",
      ignored: "the size is reported as asked, and more meetings came",
      refused: "refused",
    },
  },
  page_size_1001: {
    about: "pageSize=1001",
    outcomes: {
      refused: "refused",
      lowered: "the server reports a smaller size",
      accepted: "the size is reported as asked",
      other: "the server reports a larger size, or none",
    },
  },
  page_num_0: {
    about: "pageNum=0",
    outcomes: {
      refused: "refused",
      first_page: "the same as page 1",
      empty: "an empty page",
      other: "another page than page 1",
    },
  },
  start_time: {
    about: "Time zone of startTime",
    outcomes: {
      utc: "UTC",
      timezone: "the meeting's own time zone",
    },
  },
  series: {
    about: "A recurring meeting",
    outcomes: {
      one_row: "one row for the series",
      many_rows_same_id: "a row for each occurrence, with the same meetingId",
      many_rows_same_number: "a row for each occurrence, with the same meetingNumber but different IDs",
    },
  },
  fields: {
    about: "Fields",
    outcomes: {
      as_documented: "as documented",
      differs: "not as documented",
    },
  },
  codes: {
    about: "Codes of type and status",
    outcomes: {
      documented: "only documented codes",
      undocumented: "also undocumented codes",
    },
  },
  timestamp_30_ahead: {
    about: "A timestamp 30 minutes ahead",
    outcomes: { accepted: "accepted", refused: "refused" },
  },
  timestamp_61_ahead: {
    about: "A timestamp 61 minutes ahead",
    outcomes: { accepted: "accepted", refused: "refused" },
  },
  timestamp_61_old: {
    about: "A timestamp 61 minutes old",
    outcomes: { accepted: "accepted", refused: "refused" },
  },
  replay: {
    about: "The same signed request twice",
    outcomes: { accepted: "accepted", refused: "refused the second time" },
  },
  unsigned_parameter: {
    about: "A parameter that was not signed",
    outcomes: { accepted: "accepted", refused: "refused" },
  },
  encoded_value: {
    about: "A value that is sent percent-encoded",
    outcomes: { accepted: "the unencoded value is signed", refused: "refused if the unencoded value is signed" },
  },
  cors: {
    about: "CORS",
    outcomes: {
      none: "no Access-Control-Allow-Origin",
      any: "every origin is allowed",
      echoed: "the origin of the request is allowed",
      other: "another origin is allowed",
    },
  },
  rate_limit: {
    about: "Rate limit headers",
    outcomes: { none: "none", present: "present" },
  },
  length: {
    about: "Length of the response",
    outcomes: {
      content_length: "Content-Length",
      chunked: "chunked",
      neither: "neither Content-Length nor chunked",
    },
  },
  encoding: {
    about: "Content-Encoding",
    outcomes: { none: "none", gzip: "gzip", other: "another one" },
  },
  redirects: {
    about: "Redirects",
    outcomes: { none: "none", redirected: "some requests were redirected" },
  },
} as const satisfies Record<string, { about: string; outcomes: Record<string, string> }>;

export type QuestionId = keyof typeof QUESTIONS;

export type OutcomeOf<Id extends QuestionId> = keyof (typeof QUESTIONS)[Id]["outcomes"] & string;

/** The outcome of a question that the responses do not decide. */
export const CANNOT_TELL = "cannot_tell";

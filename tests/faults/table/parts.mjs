// Bodies and expected results for the rows of the table. It imports nothing of Node, because the server and every
// runtime read the table.

export const credentials = { key: "qAnfmSQeSeKWHOE19lwMYg", secret: "canary-Zx81kq-secret" };
export const userId = "_vIWeZ76TtuFceCKHkVk4Q";

/** Meetings `first` to `last`, by number. */
export const numbers = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

const meeting = (number) => ({
  meetingId: `id+${number}/==`,
  meetingNumber: String(86_756_778_000 + number),
  hostId: userId,
  topic: `Meeting ${number} of the course`,
  startTime: "2099-08-04 10:00:00",
  duration: 60,
  timezone: "Asia/Shanghai",
  pmi: null,
  type: 3,
  status: 0,
});

/** The number of a meeting in a response. */
export const numberOf = ({ meetingId }) => Number(/^id\+(\d+)\/==$/.exec(meetingId)[1]);

/** A page with these meetings. */
export function page(list, { pageNum = 1, pageSize = list.length || 1, total = list.length } = {}) {
  return JSON.stringify({ status: true, result: { pageNum, pageSize, total, list: list.map(meeting) } });
}

/** The page of most rows. */
export const three = numbers(1, 3);
export const whole = page(three);
export const half = whole.slice(0, whole.length / 2);
/** Without its last bracket. */
export const almost = whole.slice(0, -1);

export const rejected = JSON.stringify({
  status: false,
  errorCode: "401",
  errorMessage: "Verify LTI signature failed(2203).",
});
export const refused = JSON.stringify({
  status: false,
  errorCode: "404",
  errorMessage: "The recording does not exist(2237).",
});
export const html = "<!doctype html><title>Bad gateway</title><h1>nginx</h1>";

// Expected results

/** These meetings. */
export const gives = (rows, attempts = 1, more = {}) => ({ rows, attempts, ...more });

/** A typed error that is not retryable. */
export const fails = (code, more = {}) => ({ code, retryable: false, attempts: 1, ...more });

/** A temporary error after all attempts. */
export const failsTwice = (code, more = {}) => ({ code, retryable: true, attempts: 2, ...more });

/** One of two results: the timing decides which. */
export const either = (...outcomes) => ({ either: outcomes });

// Reasons for different results

export const resent = "it repeats a request by itself on a connection that it used before (here for the preflight)";

// What the rows of the table are made of. Nothing of Node is imported: the table is read by the server and by every
// runtime.

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

/** The number of a meeting that came back. */
export const numberOf = ({ meetingId }) => Number(/^id\+(\d+)\/==$/.exec(meetingId)[1]);

/** An answer with these meetings. */
export function page(list, { pageNum = 1, pageSize = list.length || 1, total = list.length } = {}) {
  return JSON.stringify({ status: true, result: { pageNum, pageSize, total, list: list.map(meeting) } });
}

/** What most faults are faults of. */
export const three = numbers(1, 3);
export const whole = page(three);
export const half = whole.slice(0, whole.length / 2);
/** Short of its last bracket only. */
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

// What a call must come to

/** The right meetings. */
export const gives = (rows, attempts = 1, more = {}) => ({ rows, attempts, ...more });

/** One typed error, not to be tried again. */
export const fails = (code, more = {}) => ({ code, retryable: false, attempts: 1, ...more });

/** A passing error, tried as often as allowed. */
export const failsTwice = (code, more = {}) => ({ code, retryable: true, attempts: 2, ...more });

/** One of two, where what a runtime notices is a matter of timing. */
export const either = (...outcomes) => ({ either: outcomes });

// Why a runtime differs

export const resent = "on a connection that served before (here the preflight) it sends a request again by itself";

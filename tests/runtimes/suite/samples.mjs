// Values and functions that several parts of the suite use.

export const credentials = { key: "qAnfmSQeSeKWHOE19lwMYg", secret: "canary-Zx81kq-secret" };
export const userId = "_vIWeZ76TtuFceCKHkVk4Q";
export const at = 1661494048201;

/** The base string in the article. */
export const articleBase = `isUpComing=true&key=${credentials.key}&pageNum=1&pageSize=20&timestamp=${at}&userId=${userId}`;

/** The response in the article. */
export const articleResponse = {
  status: true,
  result: {
    pageNum: 1,
    pageSize: 12,
    total: 1,
    list: [
      {
        meetingId: "UxDWPuPdT1OBudHV56kYJQ==",
        meetingNumber: "86756778157",
        hostId: userId,
        topic: "Alpha DevA Course1",
        startTime: "2022-08-04 10:00:00",
        duration: 60,
        timezone: "Asia/Shanghai",
        pmi: null,
        type: 3,
        status: 0,
      },
    ],
  },
};

export const rejected = { status: false, errorCode: "401", errorMessage: "Verify LTI signature failed(2203)." };

/** HMAC-SHA1 in base64url, by the platform's implementation. */
export async function platformSignature(secret, message) {
  const bytes = (value) => (typeof value === "string" ? new TextEncoder().encode(value) : value);
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey("raw", bytes(secret), { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const mac = new Uint8Array(await subtle.sign("HMAC", key, bytes(message)));
  return btoa(String.fromCharCode(...mac))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** A seeded generator of numbers from 0 to 1 (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seeded generator of whole numbers below a bound. */
export function randomBelow(seed) {
  const random = seeded(seed);
  return (bound) => Math.floor(random() * bound);
}

/** Uses up the stack, then calls `work` with more and more room until it succeeds. */
export function atTheEndOfTheStack(work) {
  let failed = 0;
  let done = false;
  const descend = () => {
    try {
      descend();
    } catch {
      // The end of the stack.
    }
    if (done) return;
    try {
      work();
      done = true;
    } catch {
      failed++;
    }
  };
  descend();
  return failed;
}

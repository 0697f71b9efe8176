// The least program with the guarantees of one attempt: it signs in wasm, ends at its deadline whatever `fetch` does,
// follows no redirect, checks the head of the response, and returns metadata. It has no retries, hooks, signal, several
// secrets, warnings or masked errors, and reads no body without `Content-Length`.

import { decodeMeetings } from "zoom-lti-pro";

const MAX_BODY_BYTES = 16_777_216;

/** `sign` returns a signed request. */
export function leastCall(sign) {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort();
      reject(new Error("timeout"));
    }, 10_000);
    attempt(sign(), controller.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

async function attempt({ url, headers, timestamp }, signal) {
  const response = await fetch(url, { headers, redirect: "manual", signal });
  const { status, type } = response;
  const [date, length, encoding] = ["date", "content-length", "content-encoding"].map((name) =>
    response.headers.get(name),
  );
  const isRedirect = (status >= 300 && status < 400) || type === "opaqueredirect";
  if (isRedirect || type === "error" || Number(length) > MAX_BODY_BYTES) throw new Error(`status ${status}`);
  const page = decodeMeetings(await response.arrayBuffer(), { status });
  const clockOffsetMs = Date.parse(date) - Date.now();
  return { ...page, meta: { attempts: 1, status, requestedAt: timestamp, clockOffsetMs, encoding, warnings: [] } };
}

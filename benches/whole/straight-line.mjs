// The package's own parts in a line: what a call costs without retries, deadlines, caps and hooks.

import { decodeMeetings } from "zoom-lti-pro";

/** `sign` returns a signed request. */
export async function straightLine(sign) {
  const { url, headers } = sign();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 10_000);
  try {
    const response = await fetch(url, { headers, signal: controller.signal });
    return decodeMeetings(await response.arrayBuffer(), { status: response.status });
  } finally {
    clearTimeout(timer);
  }
}

// The package's parts in sequence: the cost of a call without retries, deadlines, limits and hooks.

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

/**
 * Takes a request from the meetings page, which opened this page. It comes as a message between two windows of one
 * origin, and never in a URL or in storage: for an hour, a signature works like a password.
 */

const READY = "zoom-lti-pro:ready";
const REQUEST = "zoom-lti-pro:request";

/** Calls `take` at most once. A page from a file never listens: all files may share one origin. */
export function listenForRequest(take: (text: string) => void): void {
  const opener = ownOpener();
  if (opener === undefined) return;
  const receive = ({ data, origin, source }: MessageEvent<unknown>): void => {
    if (origin !== location.origin || source !== opener || !isRequest(data)) return;
    removeEventListener("message", receive);
    window.opener = null;
    take(data.text);
  };
  addEventListener("message", receive);
  opener.postMessage({ type: READY }, location.origin);
}

/** The window that opened this one, if it has the same origin. */
function ownOpener(): Window | undefined {
  const opener = window.opener as Window | null;
  if (opener === null || !/^https?:$/.test(location.protocol)) return undefined;
  try {
    return opener.location.origin === location.origin ? opener : undefined;
  } catch {
    // Another origin: its location is not readable.
    return undefined;
  }
}

function isRequest(data: unknown): data is { text: string } {
  const { type, text } = (data ?? {}) as { type?: unknown; text?: unknown };
  return type === REQUEST && typeof text === "string";
}

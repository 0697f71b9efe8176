/**
 * Hands a signed request to the debugger. It is a credential for an hour, so it goes from window to window, and never
 * into a URL, a storage or the history.
 */

/** What the debugger sends to its opener when it can receive. */
const READY = "zoom-lti-pro:ready";
/** What the opener sends then, with the raw HTTP request as `text`. */
const REQUEST = "zoom-lti-pro:request";

const WAIT_MS = 30_000;

/**
 * Opens the debugger and sends it the request. Call it in a click, or the browser blocks the window. Rejects if the
 * request cannot be made, or if the debugger does not open or respond.
 */
export async function openInDebugger(request: () => Promise<string>): Promise<void> {
  const opened = open("debug/", "_blank");
  if (opened === null) throw new Error("the browser blocked the new window");
  const ready = readyFrom(opened);
  const [text] = await Promise.all([request(), ready]);
  opened.postMessage({ type: REQUEST, text }, location.origin);
}

function readyFrom(opened: Window): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      removeEventListener("message", listen);
    };
    const listen = ({ origin, source, data }: MessageEvent<unknown>): void => {
      if (origin !== location.origin || source !== opened || !isReady(data)) return;
      stop();
      resolve();
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error("the debugger did not respond"));
    }, WAIT_MS);
    addEventListener("message", listen);
  });
}

function isReady(data: unknown): boolean {
  return typeof data === "object" && data !== null && (data as { type?: unknown }).type === READY;
}

/**
 * The messages of the meetings page: errors by code, the empty list, the steps to find a userId. They are only in this
 * file.
 */
import type { ErrorCode } from "zoom-lti-pro";
import type { ApiError } from "./page/api.js";

/** The one action that an error offers. */
export type Action = "retry" | "debugger" | "firstPage";

export interface Message {
  title: string;
  /** What to do. */
  text: string;
  action: Action;
  /** Whether the package's own message belongs beside the title, because it names what is wrong. */
  exact?: boolean;
}

const CREDENTIALS = "Use LTI_KEY and LTI_SECRET of one LTI credential, not an OAuth client or a webhook token.";
const AGAIN = "Try again in a moment.";
const SMALLER = "Choose fewer meetings per page.";
const BASE_URL = "Check the base URL, and any proxy in between.";

/** The type makes the table complete. */
const MESSAGES: Readonly<Record<ErrorCode, Message>> = {
  invalid_argument: {
    title: "The request was refused before it was sent",
    text: "Start again from the first page.",
    action: "firstPage",
    exact: true,
  },
  invalid_credentials: {
    title: "The Worker has no usable credentials",
    text: `${CREDENTIALS} Then start the demo again.`,
    action: "retry",
    exact: true,
  },
  signature_rejected: {
    title: "Zoom refused the signature (2203)",
    text: `${CREDENTIALS} The debugger shows every other cause.`,
    action: "debugger",
  },
  api_error: {
    title: "The API refused the request",
    text: "The signature was right. The API’s own message says why.",
    action: "retry",
    exact: true,
  },
  http_status: { title: "The API responded with an HTTP error", text: AGAIN, action: "retry", exact: true },
  redirect_refused: {
    title: "The API tried to redirect",
    text: `A redirect would carry the signature to another address. ${BASE_URL}`,
    action: "retry",
  },
  network: {
    title: "The API could not be reached",
    text: "Check that this machine can reach applications.zoom.us.",
    action: "retry",
  },
  timeout: { title: "The API took too long", text: `${AGAIN} ${SMALLER}`, action: "retry" },
  aborted: { title: "The request was stopped", text: AGAIN, action: "retry" },
  body_too_large: { title: "The response was too large", text: SMALLER, action: "retry" },
  truncated_body: { title: "The response was incomplete", text: AGAIN, action: "retry" },
  invalid_response: {
    title: "The response could not be read",
    text: `It does not have the documented form. ${BASE_URL}`,
    action: "retry",
  },
  verification_failed: {
    title: "A received signature did not verify",
    text: CREDENTIALS,
    action: "debugger",
  },
  wasm_unavailable: {
    title: "WebAssembly is not available",
    text: "Allow WebAssembly in the Worker’s runtime, or update it.",
    action: "retry",
  },
  internal: {
    title: "Something went wrong in the package",
    text: "This is a fault on our side. If it stays, please report it with the details below.",
    action: "retry",
  },
};

const UNREACHABLE: Message = {
  title: "The demo is not running",
  text: "Start it again with npm start.",
  action: "retry",
};

const UNKNOWN: Message = {
  title: "The list could not be loaded",
  text: `The Worker responded with an unknown error. ${AGAIN}`,
  action: "retry",
};

/** The message for an error. */
export function errorMessage(error: ApiError): Message {
  if (error.code === "unreachable") return UNREACHABLE;
  return Object.hasOwn(MESSAGES, error.code) ? MESSAGES[error.code as ErrorCode] : UNKNOWN;
}

export const ACTIONS: Readonly<Record<Action, string>> = {
  retry: "Try again",
  debugger: "Open the request in the debugger",
  firstPage: "To the first page",
};

/** How a Zoom user finds the userId, with the article's steps. */
export const FIND_USER_ID: readonly string[] = [
  "Log in to your LMS as someone who is also a Zoom user.",
  "Open LTI Pro there, with your browser’s developer tools open.",
  "Go to the Network tab.",
  "Search for user/settings/all and click that request; there should be only one.",
  "Open its Preview.",
  "Copy the value of userId.",
];

export const EMPTY = {
  title: (isUpComing: boolean): string => (isUpComing ? "No upcoming meetings" : "No past meetings"),
  causes: [
    "The API lists only meetings that were scheduled with LTI Pro in a course, or imported into one.",
    "For a wrong user ID, the API also returns an empty list.",
  ],
  other: (isUpComing: boolean): string => (isUpComing ? "Show past meetings" : "Show upcoming meetings"),
} as const;

export const ASK_FOR_USER = "Enter a Zoom user ID to list the course meetings of that user.";
export const NO_USER_ID = "Enter a Zoom user ID first.";
export const HOW_TO_FIND = "How to find it";

export const DOWNLOAD = {
  reading: "Reading all pages …",
  all: (isUpComing: boolean): string => `Download all ${isUpComing ? "upcoming" : "past"} meetings`,
  calendarName: (isUpComing: boolean): string => (isUpComing ? "Upcoming Zoom meetings" : "Past Zoom meetings"),
  incomplete: "The list changed while it was read, so meetings may be missing. Try again.",
  doubtful: "The start times may be read wrongly. Choose how to read them under “Wrong hour?”.",
} as const;

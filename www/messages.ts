/**
 * The messages of the meetings page: errors by code, the empty list, the steps to find a userId. They are only in this
 * file.
 */
import type { ErrorCode } from "zoom-lti-pro";
import type { ApiError } from "./page/api.js";

export interface Message {
  title: string;
  text: string;
  /** What to try, one step per entry. */
  todo: readonly string[];
  /** Whether the signature debugger can help. */
  debug?: boolean;
}

const CHECK_CREDENTIALS =
  "Check LTI_KEY and LTI_SECRET: both from the same LTI credential (Edit beside it in the LTI Pro " +
  "configuration), not an OAuth client or webhook token.";
const AGAIN = "Try again in a moment.";

/** The type makes the table complete. */
const MESSAGES: Readonly<Record<ErrorCode, Message>> = {
  invalid_argument: {
    title: "The request was refused before it was sent",
    text: "One of its values is outside the rules of the API.",
    todo: ["Check the user id and the page."],
  },
  invalid_credentials: {
    title: "The Worker has no usable credentials",
    text: "The LTI key or secret is missing or malformed, so nothing was signed.",
    todo: [CHECK_CREDENTIALS, "Start the demo again with both set, or with neither to use the emulator."],
  },
  signature_rejected: {
    title: "Zoom refused the signature (2203)",
    text: "A wrong secret, a wrong base string and a wrong clock all lead to this response.",
    todo: [CHECK_CREDENTIALS, "Check this machine’s clock: a signature counts for 60 minutes."],
    debug: true,
  },
  api_error: {
    title: "The API responded with an error",
    text: "The API accepted the signature, but not the request.",
    todo: ["See the API’s error number and message below."],
  },
  http_status: {
    title: "The API responded with an HTTP error",
    text: "The response does not have the documented form.",
    todo: [AGAIN, "If it stays, check the base URL."],
  },
  redirect_refused: {
    title: "The API tried to redirect",
    text: "A redirect would carry the signature to another address, so it was not followed.",
    todo: ["Check the base URL, and any proxy on the way."],
  },
  network: {
    title: "The API could not be reached",
    text: "The connection from the Worker failed before a response came.",
    todo: [AGAIN, "Check that this machine reaches applications.zoom.us."],
  },
  timeout: {
    title: "The API took too long",
    text: "The Worker gave up waiting.",
    todo: [AGAIN, "Ask for smaller pages."],
  },
  aborted: {
    title: "The request was stopped",
    text: "It ended before a response came.",
    todo: [AGAIN],
  },
  body_too_large: {
    title: "The response was too large",
    text: "It exceeded the limit that protects the Worker’s memory.",
    todo: ["Ask for smaller pages."],
  },
  truncated_body: {
    title: "The response was incomplete",
    text: "The connection ended before the response was complete, so it is not shown.",
    todo: [AGAIN, "Ask for smaller pages."],
  },
  invalid_response: {
    title: "The response could not be read",
    text: "It does not have the documented form.",
    todo: ["Check the base URL, and any proxy that may respond in place of the API."],
  },
  verification_failed: {
    title: "A received signature did not verify",
    text: "The request does not carry a signature made with these credentials.",
    todo: [CHECK_CREDENTIALS],
    debug: true,
  },
  wasm_unavailable: {
    title: "WebAssembly is not available",
    text: "The package’s code could not be loaded in the Worker.",
    todo: ["Allow WebAssembly, or update the runtime."],
  },
  internal: {
    title: "Something went wrong in the package",
    text: "This is a fault on our side, not in your request.",
    todo: [AGAIN, "If it stays, please report it with the code below."],
  },
};

const UNREACHABLE: Message = {
  title: "The demo is not running",
  text: "The Worker that serves this page did not respond.",
  todo: ["Start it again with npm start, then try again."],
};

const UNKNOWN: Message = {
  title: "The list could not be loaded",
  text: "The Worker responded with an unknown error.",
  todo: [AGAIN],
};

/** The message for an error. */
export function errorMessage(error: ApiError): Message {
  if (error.code === "unreachable") return UNREACHABLE;
  return Object.hasOwn(MESSAGES, error.code) ? MESSAGES[error.code as ErrorCode] : UNKNOWN;
}

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
  intro: "The API returned an empty list. If you expected meetings, there are two common causes:",
  causes: [
    {
      title: "The user id may be wrong",
      text: "An unknown id is not an error to the API. The id is not the e-mail address, nor the meeting number.",
    },
    {
      title: "The meetings may not belong to a course",
      text:
        "Only meetings scheduled with LTI Pro in an LMS course, or imported into one, are listed. Others in " +
        "the same Zoom account are not.",
    },
  ],
} as const;

export const ASK_FOR_USER = {
  title: "Whose meetings?",
  text: "Enter a Zoom user id above. Yours is found in your LMS:",
} as const;

export const NO_USER_ID = "Enter a Zoom user id first.";
export const LOOKS_LIKE_EMAIL =
  "This looks like an e-mail address. The API needs the user ID. For an e-mail address it returns an empty list.";

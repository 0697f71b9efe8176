// A signed-in person's meetings over HTTP: as a page for browsers, as JSON for programs. This file is the same in every
// service. The code of each runtime is in the files beside it.

import {
  type Credentials,
  isLtiProError,
  type ListOptions,
  listMeetings,
  type LtiProError,
  type MeetingPage,
} from "zoom-lti-pro";

export interface Service {
  /** Resolves to the signed-in person, or to the reason why nobody is. It rejects if it cannot find out. */
  whoIsAsking(request: Request): Promise<Caller>;
  /** Read key and secret from the runtime's secret storage. `baseUrl` is Zoom's server by default. */
  zoom: Credentials & Pick<ListOptions, "baseUrl" | "fetch">;
  page: Page;
  /** Shown with the meetings, if they are emulated. */
  demo?: string;
}

type Caller = { email: string; userId: string } | { refused: keyof typeof refusals; email?: string };

export interface Page {
  meetingsPage(page: MeetingPage, email: string, nonce: string, demo?: string): string;
  messagePage(title: string, text: string, nonce: string): string;
}

/** Why a person gets no meetings, and what to do. */
const refusals = {
  no_token: [
    401,
    "You are not signed in",
    "Open this page through your organization's sign-in. " +
      "If you run this service: is the sign-in, such as Cloudflare Access, switched on for this host name?",
  ],
  invalid_token: [
    401,
    "Your sign-in is not valid",
    "It may have expired: sign in again. If you run this service, see its log.",
  ],
  no_email: [403, "Your sign-in has no verified e-mail address", "Sign in as a person, not with a service token."],
  unknown_person: [
    403,
    "Your e-mail address is not in the table of teachers",
    "Ask the people who run this service to add it. Tell them if your Zoom account has another address.",
  ],
} as const;

/** The caller gets one of these. Details of the error can reveal the setup, so they go only to the log. */
const failures = {
  400: ["The address is wrong", "page must be a whole number, 1 or greater."],
  500: ["Not set up correctly", "This service is not set up correctly. If you run it, see its log."],
  502: ["Invalid response", "Zoom sent an invalid response."],
  503: ["Not available", "Zoom cannot be reached. Please try again later."],
  504: ["Zoom is slow", "Zoom did not respond in time. Please try again later."],
} as const;

/** Handles `GET /`. `?page=2` requests the next page. */
export async function respond(request: Request, service: Service): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD")
    return message(request, service, 405, "Only GET", "Only GET requests are possible.", { Allow: "GET, HEAD" });
  // The runtime builds the URL from the Host header and the request line, even if they are invalid.
  if (!URL.canParse(request.url)) return message(request, service, 400, "The address is wrong", "It cannot be read.");
  let caller: Caller;
  try {
    caller = await service.whoIsAsking(request);
  } catch (error) {
    console.error("The sign-in could not be checked:", error);
    return message(request, service, 503, "Not available", "The sign-in cannot be checked. Please try again later.");
  }
  if ("refused" in caller) return refuse(request, service, caller);
  try {
    return await list(request, service, caller);
  } catch (error) {
    // An LtiProError can be logged completely: it has no secret, signature or URL query.
    console.error(isLtiProError(error) ? JSON.stringify(error) : error);
    const status = isLtiProError(error) ? statusOf(error) : 500;
    const [title, text] = failures[status];
    return message(request, service, status, title, text);
  }
}

/** For every path except `/`. */
export function notFound(): Response {
  return new Response("There is nothing here. GET / lists the meetings of the person who is signed in.\n", {
    status: 404,
    headers: common,
  });
}

/** For a service without its settings. What is wrong goes only to the log. */
export function notSetUp(problem: unknown): Response {
  console.error(problem);
  return Response.json({ error: failures[500][1] }, { status: 500, headers: common });
}

async function list(request: Request, service: Service, caller: { email: string; userId: string }): Promise<Response> {
  const { key, secret, ...options } = service.zoom;
  // Only the page comes from the query. The signed-in person decides whose meetings are listed.
  const query = { userId: caller.userId, pageNum: Number(new URL(request.url).searchParams.get("page") ?? 1) };
  const { total, pageNum, pageSize, list } = await listMeetings({ key, secret }, query, options);
  const page = { total, pageNum, pageSize, list };
  if (!wantsPage(request)) return json(200, service.demo ? { demo: service.demo, ...page } : page);
  return html(200, (nonce) => service.page.meetingsPage(page, caller.email, nonce, service.demo));
}

function refuse(
  request: Request,
  service: Service,
  { refused, email }: { refused: keyof typeof refusals; email?: string },
) {
  const [status, title, text] = refusals[refused];
  const headers: Record<string, string> = status === 401 ? { "WWW-Authenticate": "Bearer" } : {};
  const who = email === undefined ? "" : `You are signed in as ${email}. `;
  return message(request, service, status, title, who + text, headers);
}

function statusOf({ code, field, retryable }: LtiProError): keyof typeof failures {
  if (field === "pageNum") return 400;
  switch (code) {
    // The caller cannot fix these: other arguments, the credentials, the runtime.
    case "invalid_argument":
    case "invalid_credentials":
    case "signature_rejected":
    case "wasm_unavailable":
    case "internal":
      return 500;
    case "timeout":
      return 504;
    default:
      return retryable ? 503 : 502;
  }
}

function message(request: Request, service: Service, status: number, title: string, text: string, headers = {}) {
  if (!wantsPage(request)) return json(status, { error: `${title}. ${text}` }, headers);
  return html(status, (nonce) => service.page.messagePage(title, text, nonce), headers);
}

/** Browsers name text/html. A program gets JSON, also if it accepts anything. */
function wantsPage({ headers }: Request): boolean {
  const accept = headers.get("Accept") ?? "";
  return quality(accept, "text/html") > quality(accept, "application/json");
}

function quality(accept: string, type: string): number {
  const range = accept.split(",").find((each) => each.split(";")[0]?.trim().toLowerCase() === type);
  if (range === undefined) return 0;
  return Number(/;\s*q=([\d.]+)/i.exec(range)?.[1] ?? 1);
}

/** Personal data: no cache may store a response. */
const common = { "Cache-Control": "no-store", Vary: "Accept", "X-Content-Type-Options": "nosniff" };

function json(status: number, body: unknown, headers = {}): Response {
  return Response.json(body, { status, headers: { ...headers, ...common } });
}

function html(status: number, make: (nonce: string) => string, headers = {}): Response {
  const nonce = crypto.randomUUID();
  const nothingElse = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return new Response(make(nonce), {
    status,
    headers: {
      ...headers,
      ...common,
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; style-src 'nonce-${nonce}'; ${nothingElse}`,
      "Referrer-Policy": "no-referrer",
    },
  });
}

// A signed-in person's meetings over HTTP. This file is the same in every example. The code of each runtime is in the
// files beside it.

import { isLtiProError, listMeetings, type LtiProError } from "zoom-lti-pro";

/** Read from the runtime's secret storage. If the key or secret is missing, no request is sent. */
export interface Settings {
  key: string | undefined;
  secret: string | undefined;
  /** Default: Zoom's server. */
  baseUrl: string | undefined;
}

/** Resolves to the Zoom userId of the person who is signed in, or to undefined. */
export type WhoIsAsking = (request: Request) => Promise<string | undefined>;

const nobody = "You are not signed in. If you run this service: fill in the function whoIsAsking.";

/** The caller gets one of these. Details of the error can reveal the setup, so they go only to the log. */
const sentences = {
  400: "page must be a whole number, 1 or greater.",
  500: "This service is not set up correctly. See its log.",
  502: "Zoom sent an invalid response.",
  503: "Zoom cannot be reached. Please try again later.",
  504: "Zoom did not respond in time. Please try again later.",
};

/** Handles `GET /meetings`. `?page=2` requests the next page. */
export async function respond(request: Request, whoIsAsking: WhoIsAsking, settings: Settings): Promise<Response> {
  if (request.method !== "GET") return json(405, { error: "Only GET." }, { Allow: "GET" });
  // The runtime builds the URL from the Host header and the request line, even if they are invalid.
  if (!URL.canParse(request.url)) return json(400, { error: "The URL cannot be read." });
  try {
    const userId = await identify(request, whoIsAsking);
    if (!userId) return json(401, { error: nobody });
    return json(200, await meetings(userId, request, settings));
  } catch (error) {
    return failure(error);
  }
}

/** If `whoIsAsking` throws, for example for an invalid token, nobody is signed in. */
async function identify(request: Request, whoIsAsking: WhoIsAsking): Promise<string | undefined> {
  try {
    return await whoIsAsking(request);
  } catch (error) {
    console.error("whoIsAsking failed:", error);
    return undefined;
  }
}

async function meetings(userId: string, request: Request, { key = "", secret = "", baseUrl }: Settings) {
  // Only the page comes from the query. The signed-in person decides whose meetings are listed.
  const page = new URL(request.url).searchParams.get("page") ?? 1;
  const { total, pageNum, pageSize, list } = await listMeetings(
    { key, secret },
    { userId, pageNum: page },
    { baseUrl },
  );
  return { total, pageNum, pageSize, list };
}

function failure(error: unknown): Response {
  // An LtiProError can be logged completely: it has no secret, signature or URL query.
  console.error(isLtiProError(error) ? JSON.stringify(error) : error);
  const status = isLtiProError(error) ? statusOf(error) : 500;
  return json(status, { error: sentences[status] });
}

function statusOf({ code, field, retryable }: LtiProError): keyof typeof sentences {
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

/** Personal data: no cache may store the response. */
function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...headers, "Cache-Control": "no-store" } });
}

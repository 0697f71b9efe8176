// A signed-in person's meetings over HTTP. This file is the same in every example; what differs between runtimes is
// beside it.

import { isLtiProError, listMeetings, type LtiProError } from "zoom-lti-pro";

/** From wherever the runtime keeps secrets. One that is missing is refused before anything is sent. */
export interface Settings {
  key: string | undefined;
  secret: string | undefined;
  /** Zoom's, where it is not given. */
  baseUrl: string | undefined;
}

/** Resolves to the Zoom userId of the person who is signed in, or to undefined. */
export type WhoIsAsking = (request: Request) => Promise<string | undefined>;

const nobody =
  "Nobody is signed in. If this service is yours: nobody ever is until you fill in the function whoIsAsking.";

/** What the asker is told. The particulars are in the log, for they describe the set-up. */
const sentences = {
  400: "page has to be a whole number from 1.",
  500: "This service is not set up correctly; its log says more.",
  502: "Zoom gave no usable answer.",
  503: "Zoom cannot be reached just now; please try again later.",
  504: "Zoom did not answer in time; please try again later.",
};

/** Answers `GET /meetings`, and `?page=2` for more of them. */
export async function answer(request: Request, whoIsAsking: WhoIsAsking, settings: Settings): Promise<Response> {
  if (request.method !== "GET") return json(405, { error: "Only GET." }, { Allow: "GET" });
  // The runtime makes the URL of the header Host and the request line, whatever these hold.
  if (!URL.canParse(request.url)) return json(400, { error: "The URL cannot be read." });
  try {
    const userId = await identify(request, whoIsAsking);
    if (!userId) return json(401, { error: nobody });
    return json(200, await meetings(userId, request, settings));
  } catch (error) {
    return failure(error);
  }
}

/** A token that cannot be verified identifies nobody, so what is thrown here refuses, too. */
async function identify(request: Request, whoIsAsking: WhoIsAsking): Promise<string | undefined> {
  try {
    return await whoIsAsking(request);
  } catch (error) {
    console.error("whoIsAsking failed:", error);
    return undefined;
  }
}

async function meetings(userId: string, request: Request, { key = "", secret = "", baseUrl }: Settings) {
  // Of the query only the page counts: whose meetings is not for the request to say.
  const page = new URL(request.url).searchParams.get("page") ?? 1;
  const { total, pageNum, pageSize, list } = await listMeetings(
    { key, secret },
    { userId, pageNum: page },
    { baseUrl },
  );
  return { total, pageNum, pageSize, list };
}

function failure(error: unknown): Response {
  // As a whole: an LtiProError holds no secret, no signature and no URL's query.
  console.error(isLtiProError(error) ? JSON.stringify(error) : error);
  const status = isLtiProError(error) ? statusOf(error) : 500;
  return json(status, { error: sentences[status] });
}

function statusOf({ code, field, retryable }: LtiProError): keyof typeof sentences {
  if (field === "pageNum") return 400;
  switch (code) {
    // Another argument, the credentials, the runtime: nothing that the asker could mend.
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

/** No cache may keep a person's meetings. */
function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...headers, "Cache-Control": "no-store" } });
}

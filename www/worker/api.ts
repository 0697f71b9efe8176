import { isLtiProError, listMeetings, type ErrorCode, type LtiProError, type MeetingQuery } from "zoom-lti-pro";
import { endpoints } from "../../src/npm/parameters.generated.js";
import type { Env } from "./env.js";

/** What each code is as an HTTP status: whose fault it is, ours (5xx) or the asker's. Exhaustive. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_argument: 400,
  invalid_credentials: 500,
  signature_rejected: 502,
  api_error: 502,
  http_status: 502,
  redirect_refused: 502,
  network: 502,
  timeout: 504,
  aborted: 503,
  body_too_large: 502,
  truncated_body: 502,
  invalid_response: 502,
  verification_failed: 500,
  wasm_unavailable: 500,
  internal: 500,
};

/** GET /api/meetings: one page of a user's meetings, or a typed error. Nothing of it is logged. */
export async function meetings(request: Request, env: Env): Promise<Response> {
  const credentials = { key: env.LTI_KEY, secret: env.LTI_SECRET };
  try {
    return Response.json(
      await listMeetings(credentials, queryOf(request), env.EMULATOR ? { fetch: env.EMULATOR } : {}),
    );
  } catch (error) {
    return isLtiProError(error) ? failure(error) : unknownFailure();
  }
}

/** GET /api/demo: what the demo runs on, and whose meetings there are to see. Of Zoom's users it knows none. */
export async function demo({ EMULATOR }: Env): Promise<Response> {
  if (!EMULATOR) return Response.json({ backend: "zoom", users: [] });
  const answer = await EMULATOR.fetch("http://emulator/users");
  return Response.json({ backend: "emulator", users: answer.ok ? await answer.json() : [] });
}

/** Values go on as they came: the package has the rules, and words for each that is broken. */
function queryOf(request: Request): MeetingQuery {
  const given = new URL(request.url).searchParams;
  const values = endpoints.meetingList.parameters.map(({ name }) => [name, given.get(name) ?? undefined] as const);
  return { ...Object.fromEntries(values), userId: given.get("userId") ?? "" };
}

function failure({ code, message, hint, errorCode, detail, status, retryable, field }: LtiProError): Response {
  return Response.json(
    { error: { code, message, hint, errorCode, detail, status, retryable, field } },
    { status: STATUS[code] },
  );
}

/** Its text may hold anything, so it stays here. */
function unknownFailure(): Response {
  return Response.json(
    { error: { code: "internal", message: "unexpected failure in the Worker", retryable: false } },
    { status: STATUS.internal },
  );
}

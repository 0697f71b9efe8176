import {
  isLtiProError,
  listMeetings,
  LtiPro,
  signRequest,
  type Credentials,
  type ErrorCode,
  type ListOptions,
  type LtiProError,
  type MeetingQuery,
  type SignedRequest,
} from "zoom-lti-pro";
import { endpoints } from "../../src/npm/generated/parameters.js";
import type { Env } from "./env.js";

/**
 * The HTTP status for each code: 4xx if the caller made the mistake, otherwise 5xx. The type makes the table complete.
 */
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

/** GET /api/meetings: one page of a user's meetings, or a typed error. It logs nothing. */
export function meetings(request: Request, env: Env): Promise<Response> {
  return listed(env, (credentials, options) => listMeetings(credentials, queryOf(request), options));
}

/** GET /api/all-meetings: all pages of a list, and whether it is complete. */
export function allMeetings(request: Request, env: Env): Promise<Response> {
  return listed(env, async (credentials, options) => {
    const zoom = new LtiPro(credentials, options);
    try {
      return await zoom.meetings(queryOf(request)).all();
    } finally {
      zoom.dispose();
    }
  });
}

async function listed(
  env: Env,
  list: (credentials: Credentials, options: ListOptions) => Promise<unknown>,
): Promise<Response> {
  const credentials = { key: env.LTI_KEY, secret: env.LTI_SECRET };
  try {
    return Response.json(await list(credentials, env.EMULATOR ? { fetch: env.EMULATOR } : {}));
  } catch (error) {
    return isLtiProError(error) ? failure(error) : unknownFailure();
  }
}

/**
 * GET /api/request: the signed request of a list, as raw HTTP, for the debugger. It is a credential for an hour, so
 * only the page gets it (`guard.ts`).
 */
export function signedRequest(request: Request, env: Env): Response {
  try {
    const signed = signRequest({ key: env.LTI_KEY, secret: env.LTI_SECRET }, queryOf(request));
    return new Response(rawHttp(signed), { headers: { "Content-Type": "text/plain; charset=utf-8" } });
  } catch (error) {
    return isLtiProError(error) ? failure(error) : unknownFailure();
  }
}

function rawHttp({ url, headers }: SignedRequest): string {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return [`GET ${pathname}${search} HTTP/1.1`, ...lines, ""].join("\r\n");
}

/** GET /api/demo: what the demo runs on, and the emulator's users. Zoom's users are not known. */
export async function demo({ EMULATOR }: Env): Promise<Response> {
  if (!EMULATOR) return Response.json({ backend: "zoom", users: [] });
  const response = await EMULATOR.fetch("http://emulator/users");
  return Response.json({ backend: "emulator", users: response.ok ? await response.json() : [] });
}

/** Values are passed on unchanged: the package checks them and has the error messages. */
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

/** The message of an unknown error may contain anything, so it is not sent. */
function unknownFailure(): Response {
  return Response.json(
    { error: { code: "internal", message: "unexpected failure in the Worker", retryable: false } },
    { status: STATUS.internal },
  );
}

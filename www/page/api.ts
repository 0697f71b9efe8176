import type { AllMeetings, ErrorCode, ListedMeetings } from "zoom-lti-pro";
import { parametersOf, type View } from "./view.js";

/** What the Worker sends if it has no page of meetings. */
export interface ApiError {
  /** One of the package's codes. Any string is possible, because another program may respond on this port. */
  code: ErrorCode | "unreachable" | (string & {});
  message?: string | undefined;
  hint?: string | null | undefined;
  errorCode?: string | null | undefined;
  detail?: number | null | undefined;
  status?: number | null | undefined;
  retryable?: boolean | undefined;
  /** The parameter that the error is about. */
  field?: string | undefined;
}

export interface DemoUser {
  userId: string;
  name: string;
  description: string;
}

export interface Demo {
  backend: "emulator" | "zoom";
  users: DemoUser[];
}

/** The page's own error, with what to show. */
export class ListFailure extends Error {
  constructor(readonly error: ApiError) {
    super(error.code);
  }
}

/** The path and query of a list, for the page and for curl. */
export function meetingsPath(view: View): string {
  return `/api/meetings?${new URLSearchParams(parametersOf(view))}`;
}

/**
 * One page of meetings from this origin's Worker. Throws {@link ListFailure}; an abort throws whatever `fetch` throws.
 */
export async function fetchMeetings(view: View, signal: AbortSignal): Promise<ListedMeetings> {
  const { body, failure } = await listed(meetingsPath(view), signal);
  if (isPage(body)) return body;
  throw failure;
}

/** All meetings of the list, whatever page is shown. Throws {@link ListFailure}. */
export async function fetchAllMeetings({ pageNum: _, pageSize: __, ...view }: View): Promise<AllMeetings> {
  const path = `/api/all-meetings?${new URLSearchParams(parametersOf(view))}`;
  const { body, failure } = await listed(path, new AbortController().signal);
  if (isList(body)) return body;
  throw failure;
}

/** The JSON of a successful response, and the failure if that is not a list. */
async function listed(path: string, signal: AbortSignal): Promise<{ body: unknown; failure: ListFailure }> {
  const response = await request(path, signal);
  const body = await json(response, signal);
  const failure = new ListFailure(
    errorOf(body) ?? {
      code: "invalid_response",
      message: "The demo’s Worker did not send a list.",
      status: response.status,
    },
  );
  return { body: response.ok ? body : null, failure };
}

/** The list's request as the Worker signs it: raw HTTP, a credential for an hour. */
export async function fetchSignedRequest(view: View): Promise<string> {
  const response = await fetch(`/api/request?${new URLSearchParams(parametersOf(view))}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`the Worker responded with HTTP status ${response.status}`);
  return response.text();
}

/** What the demo runs on. If this fails, the page still works, and the field is empty. */
export async function fetchDemo(): Promise<Demo | null> {
  try {
    const response = await fetch("/api/demo");
    const body = (await response.json()) as Partial<Demo> | null;
    return response.ok && Array.isArray(body?.users) ? (body as Demo) : null;
  } catch {
    return null;
  }
}

async function request(path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, { signal });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ListFailure({ code: "unreachable", retryable: true });
  }
}

async function json(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    if (signal.aborted) throw cause;
    return null;
  }
}

function isPage(body: unknown): body is ListedMeetings {
  return typeof body === "object" && body !== null && Array.isArray((body as { list?: unknown }).list);
}

function isList(body: unknown): body is AllMeetings {
  return typeof body === "object" && body !== null && Array.isArray((body as { meetings?: unknown }).meetings);
}

function errorOf(body: unknown): ApiError | undefined {
  const error = (body as { error?: Partial<ApiError> } | null)?.error;
  return typeof error?.code === "string" ? (error as ApiError) : undefined;
}

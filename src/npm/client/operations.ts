/** The operations of the functions and of `LtiPro`, with prepared credentials. */
import { type CallHandle, call } from "./call.js";
import type { Keyring, PreparedCredentials } from "./credentials.js";
import { invalidArgument, isLtiProError, LtiProError } from "../public/error.js";
import { receiveMeetings } from "../wasm/responses.js";
import * as signing from "../wasm/signing.js";
import { allMeetings, type ListPage } from "./paging.js";
import { Limit } from "../generated/layout.js";
import { listTypes } from "../generated/parameters.js";
import { clock, received, wellFormed, writeParameters } from "./values.js";
import type {
  ListedMeetings,
  ListOptions,
  ListRequest,
  MeetingList,
  MeetingPage,
  MeetingQuery,
  PagingOptions,
  PathRequest,
  ReceivedRequest,
  SignedRequest,
  SignOptions,
  VerifyOptions,
} from "../public/types.js";
import { warmedUp } from "./warm-up.js";
import { missingFields, readWarnings } from "./warnings.js";

/** Signs a request for a meeting list or any path. Sends nothing. */
export function signRequest(
  prepared: PreparedCredentials,
  request: ListRequest | PathRequest,
  options: SignOptions | null | undefined,
): SignedRequest {
  if (typeof request !== "object" || request === null) throw invalidArgument("request", "request must be an object");
  if (!("path" in request)) return signList(prepared, valuesOf(request), request.timestamp, options);
  const fields = [text("path", request.path), ...writeParameters(request.params ?? {})];
  return signPath(prepared, fields, request.timestamp, options);
}

/** `fields`: the path, then each name followed by its value. */
export function signPath(
  prepared: PreparedCredentials,
  fields: readonly string[],
  timestamp: unknown,
  options: SignOptions | null | undefined,
): SignedRequest {
  return signing.signPath(prepared.slot(), [...head(timestamp, options), ...fields]);
}

/** The values of a query in the order of the table of parameters. */
function valuesOf(query: object | null | undefined): unknown[] {
  return listTypes.map(({ name }) => (query as Record<string, unknown> | null | undefined)?.[name]);
}

function signList(
  prepared: PreparedCredentials,
  values: readonly unknown[],
  timestamp: unknown,
  options: SignOptions | null | undefined,
): SignedRequest {
  const fields = head(timestamp, options);
  for (let i = 0; i < listTypes.length; i++) fields.push(text(listTypes[i]!.name, values[i], listTypes[i]!.type));
  return signing.signList(prepared.slot(), fields);
}

/** The fields that wasm reads first for every request to sign. */
function head(timestamp: unknown, options: SignOptions | null | undefined): string[] {
  return [text("baseUrl", options?.baseUrl), text("timestamp", timestamp ?? clock(options?.now), "number")];
}

/** Verifies with each secret in turn, until one fits. */
export function verify(
  secrets: readonly PreparedCredentials[],
  request: ReceivedRequest,
  options: VerifyOptions | null | undefined,
): Record<string, string> {
  const { query, signature } = received(request);
  const fields = [query, signature, text("now", clock(options?.now), "number")];
  const verified = ([prepared, ...others]: readonly PreparedCredentials[]): string[] => {
    try {
      return signing.verify(prepared!.slot(), fields);
    } catch (error) {
      if (others.length === 0 || !isLtiProError(error) || error.code !== "verification_failed") throw error;
      return verified(others);
    }
  };
  const pairs = verified(secrets);
  const parameters: [string, string][] = [];
  for (let i = 0; i < pairs.length; i += 2) parameters.push([pairs[i]!, pairs[i + 1]!]);
  // `fromEntries` defines properties, so a parameter named __proto__ is kept.
  const verifiedParameters = Object.fromEntries(parameters);
  if (wasSeen(options?.seen, signature, Number(verifiedParameters["timestamp"]) + Limit.WindowMs)) {
    // The error is the same for every reason.
    signing.verify(secrets[0]!.slot(), ["", "", fields[2]!]);
  }
  return verifiedParameters;
}

function wasSeen(seen: VerifyOptions["seen"], signature: string, expiresAt: number): boolean {
  const result: unknown = seen ? seen(signature, expiresAt) : false;
  if (typeof result === "boolean") return result;
  throw invalidArgument("seen", "options.seen did not return true or false", "It must not be asynchronous.");
}

export const listMeetings = /* @__PURE__ */ warmedUp(list);

function list(
  keyring: Keyring,
  query: MeetingQuery,
  options: ListOptions,
  handle?: CallHandle,
): Promise<ListedMeetings> {
  // Read once: the caller may change the query during the call.
  const values = valuesOf(query);
  const upcoming = String(query?.isUpComing ?? true) === "true";
  return call<PreparedCredentials, MeetingPage>(
    {
      method: "GET",
      keyring,
      signed: (prepared, timestamp) => signList(prepared, values, timestamp, options),
      receive: receiveMeetings,
      warnings: ({ list }, startTimeIn, now) => [
        ...missingFields(list),
        ...(upcoming ? readWarnings(list, startTimeIn, now) : []),
      ],
      handle,
    },
    options,
  );
}

/** Lists single pages of a query. The query is read once: the caller may change it during the iteration. */
export function pagesOf(keyring: Keyring, query: MeetingQuery, options: PagingOptions): ListPage {
  const values = valuesOf(query);
  const rest = Object.fromEntries(listTypes.map(({ name }, at) => [name, values[at]])) as unknown as MeetingQuery;
  const quiet = { ...options, onWarning: undefined };
  return async (pageNum, pageSize, handle) => {
    if (handle.over) throw new LtiProError("aborted", "the call was canceled");
    return listMeetings(keyring, { ...rest, pageNum, pageSize: rest.pageSize ?? pageSize }, quiet, handle);
  };
}

export function meetings(keyring: Keyring, query: MeetingQuery, options: PagingOptions): MeetingList {
  return allMeetings(pagesOf(keyring, query, options), query?.pageNum, options);
}

/** A value as text, empty if it is missing. Wasm checks what it says. */
export function text(field: string, value: unknown, type: "string" | "number" | "boolean" = "string"): string {
  if (value === undefined) return "";
  if (typeof value === "string") {
    if (value === "" && field !== "baseUrl") throw invalidArgument(field, `${field} is empty`);
    return wellFormed(field, value);
  }
  if (typeof value === type) return String(value);
  const accepted = type === "string" ? "a string" : `a ${type} or a string`;
  throw invalidArgument(field, `${field} must be ${accepted}, not ${value === null ? "null" : typeof value}`);
}

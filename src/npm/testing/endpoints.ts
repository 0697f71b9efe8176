/** What the emulator serves: a row for each endpoint. */
import { disassociateMeetings, importMeetings, readBulk } from "./bulk.js";
import { createMeeting, readCreation } from "./creation.js";
import { listPage, readQuery } from "./list.js";
import type { Call, Envelope, Refused } from "./requests.js";

export interface Endpoint<Content = unknown> {
  readonly method: "GET" | "POST" | "PUT";
  /** Below the base path. */
  readonly path: string;
  /** Checks parameters and body by the documented rules. */
  read(call: Call): Content | Refused;
  /** Does what is asked. */
  act(content: Content, call: Call): Envelope;
}

const endpoint = <Content>(
  method: Endpoint["method"],
  path: string,
  read: Endpoint<Content>["read"],
  act: Endpoint<Content>["act"],
): Endpoint => ({ method, path, read, act }) as Endpoint;

export const ENDPOINTS: readonly Endpoint[] = [
  endpoint("GET", "/open/meeting/list", readQuery, listPage),
  endpoint("POST", "/meeting/bulkImport", readBulk, importMeetings),
  endpoint("PUT", "/meeting/bulkDisassociate", readBulk, disassociateMeetings),
  endpoint("POST", "/meeting/createAndAssociate", readCreation, createMeeting),
];

export const BASE_PATH = "/api/v1/lti/rich";

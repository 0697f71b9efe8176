/** What the emulator does at each endpoint, after signature, parameters and body are checked. */
import { baseUrl, type Endpoint, type EndpointName, endpoints } from "../generated/parameters.js";
import { disassociateMeetings, importMeetings } from "./bulk-calls.js";
import { createMeeting } from "./meeting-creation.js";
import { listMeetings } from "./meeting-list.js";
import type { Call, Envelope, Refused } from "./endpoint-call.js";

type Act = (call: Call) => Envelope | Refused;

const ACTS: Readonly<Partial<Record<EndpointName, Act>>> = {
  meetingList: listMeetings,
  bulkImport: importMeetings,
  bulkDisassociate: disassociateMeetings,
  createAndAssociate: createMeeting,
};

export interface Served extends Endpoint {
  readonly act: Act;
}

/** The default for an endpoint without an action here: only the checks apply. */
const nothing: Act = () => ({ status: true });

export const ENDPOINTS: readonly Served[] = Object.entries(endpoints).map(([name, endpoint]) => ({
  ...endpoint,
  act: ACTS[name as EndpointName] ?? nothing,
}));

/** The part of the base URL after the host. */
export const BASE_PATH = baseUrl.slice(baseUrl.indexOf("/", "https://".length));

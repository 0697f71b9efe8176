// The candidates that get a page of meetings: [{name, call(query, baseUrl), isBare}]. `isBare` means that it decodes
// nothing. No Node imports.

import { listMeetings, LtiPro, signRequest } from "zoom-lti-pro";
import { byHand, byHandWith } from "./by-hand.mjs";
import { credentials } from "./samples.mjs";
import { floor } from "./floor.mjs";
import { leastCall } from "./least-call.mjs";
import { straightLine } from "./straight-line.mjs";

/** `nodeCrypto`: node:crypto, only in Node. */
export function candidates({ nodeCrypto } = {}) {
  const zoom = new LtiPro(credentials);
  const withCreateHmac = nodeCrypto && byHandWith(nodeCrypto);
  return [
    { name: "by hand", call: (query, baseUrl) => byHand(credentials, query, baseUrl) },
    ...(withCreateHmac
      ? [{ name: "by hand, createHmac", call: (query, baseUrl) => withCreateHmac(credentials, query, baseUrl) }]
      : []),
    {
      name: "straight line",
      call: (query, baseUrl) => straightLine(() => signRequest(credentials, query, { baseUrl })),
    },
    {
      name: "straight line, prepared",
      call: (query, baseUrl) => straightLine(() => zoom.signRequest(query, { baseUrl })),
    },
    { name: "least call", call: (query, baseUrl) => leastCall(() => zoom.signRequest(query, { baseUrl })) },
    {
      name: "fetch and a timer alone",
      call: floor((query, options) => zoom.signRequest(query, options)),
      isBare: true,
    },
    { name: "listMeetings", call: (query, baseUrl) => listMeetings(credentials, query, { baseUrl }) },
    { name: "LtiPro.listMeetings", call: (query, baseUrl) => zoom.listMeetings(query, { baseUrl }) },
  ];
}

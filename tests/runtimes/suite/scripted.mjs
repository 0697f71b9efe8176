// Shared by the tests of `request`: endpoints that write, and scripted responses.

import { at, userId } from "./samples.mjs";

export const now = () => at;
export const ok = { status: true, result: { id: 5 } };
export const path = "/meeting/createAndAssociate";
export const create = { method: "POST", path, body: { userId, meetingInfo: { topic: "Algebra" } } };
export const WRITING = ["POST", "PUT", "DELETE", "PATCH"];
/** A user of the emulator who has no meetings. */
export const idle = "Zt0Rk_5vQh-W2mBs7cPdXA";
export const course = { contextId: "ctx-1", domain: "lms.example.edu" };
export const dated = (ms) => ({ date: new Date(ms).toUTCString() });

/** Responds in order, and repeats the last response. Records requests and waits. A function responds or throws. */
export function scripted(...responses) {
  const sent = [];
  const slept = [];
  const options = {
    now,
    random: () => 1,
    sleep: async (ms) => void slept.push(ms),
    fetch: async (url, init) => {
      sent.push({ url: new URL(url), ...init });
      const response = responses[Math.min(sent.length, responses.length) - 1];
      if (typeof response === "function") return response(url, init);
      const { status = 200, body = ok, headers } = response;
      return new Response(typeof body === "object" && !body.buffer ? JSON.stringify(body) : body, { status, headers });
    },
  };
  return { sent, slept, options };
}

export const signatureOf = ({ headers }) => headers.get("x-lti-signature");

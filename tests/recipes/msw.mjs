// The recipe for msw: code that knows nothing of the emulator gets its responses.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { setupServer } from "msw/node";
import { listMeetings } from "zoom-lti-pro";
import { credentials, emulator, zoom } from "./recipes/msw.mjs";

const server = setupServer(zoom);
const [{ userId }] = emulator.users;

before(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  emulator.fault = null;
  emulator.clearRequests();
});
after(() => server.close());

test("the global fetch reaches the emulator, under Zoom's URL", async () => {
  const page = await listMeetings(credentials, { userId, pageSize: 5 });
  assert.deepEqual([page.list.length, page.total], [5, 45]);
  assert.match(
    emulator.requests[0].url,
    /^https:\/\/applications\.zoom\.us\/api\/v1\/lti\/rich\/open\/meeting\/list\?/,
  );
});

test("a wrong secret is refused", async () => {
  await assert.rejects(listMeetings({ ...credentials, secret: "another" }, { userId }), { code: "signature_rejected" });
});

test("a body arrives, and a fault too", async () => {
  const { request } = await import("zoom-lti-pro");
  const body = [{ meetingId: "86756778157", contextId: "course-1", domain: "lms.example.edu" }];
  const { result } = await request(credentials, { method: "POST", path: "/meeting/bulkImport", body });
  assert.deepEqual(result.accepted, ["86756778157"]);
  emulator.fault = { kind: "network" };
  await assert.rejects(listMeetings(credentials, { userId }, { retries: 0 }), { code: "network" });
});

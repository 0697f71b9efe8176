// Demo: emulated meetings. It needs no account, sends nothing to Zoom, accepts connections only from this machine, and
// signs everybody in as a teacher who does not exist. The service to deploy is server.ts.

import { createEmulator } from "zoom-lti-pro/testing";
import { notFound, respond } from "./lib/meetings.ts";
import * as page from "./lib/page.ts";

const emulator = createEmulator();
const teacher = { email: "zoe.nunez@example.edu", userId: emulator.users[0]?.userId ?? "" };
const demo = "Demo: emulated meetings. Nothing was sent to Zoom.";
const zoom = { ...emulator.credentials, fetch: emulator.fetch };

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Number(process.env["PORT"] ?? 3000),
  development: false,
  routes: { "/": (request) => respond(request, { whoIsAsking: async () => teacher, zoom, page, demo }) },
  fetch: notFound,
});
console.log(`Demo: emulated meetings. Open ${server.url}`);

// Demo: emulated meetings. It needs no account, sends nothing to Zoom, accepts connections only from this machine, and
// signs everybody in as a teacher who does not exist. The service to deploy is main.ts.

import { createEmulator } from "zoom-lti-pro/testing";
import { notFound, respond } from "./lib/meetings.ts";
import * as page from "./lib/page.ts";

const emulator = createEmulator();
const teacher = { email: "zoe.nunez@example.edu", userId: emulator.users[0]?.userId ?? "" };
const demo = "Demo: emulated meetings. Nothing was sent to Zoom.";
const zoom = { ...emulator.credentials, fetch: emulator.fetch };
const port = Number(Deno.env.get("PORT") ?? 8000);
const onListen = ({ port }: Deno.NetAddr) => console.log(`Demo: emulated meetings. Open http://127.0.0.1:${port}/`);

Deno.serve({ hostname: "127.0.0.1", port, onListen }, (request) => {
  if (!URL.canParse(request.url) || new URL(request.url).pathname !== "/") return notFound();
  return respond(request, { whoIsAsking: async () => teacher, zoom, page, demo });
});

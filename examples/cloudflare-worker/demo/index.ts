// Demo: emulated meetings. `npm start` runs this file, `npm run deploy` never does: wrangler.jsonc names src/index.ts.
// It needs no account, sends nothing to Zoom, and signs everybody in as a teacher who does not exist.

import { createEmulator } from "zoom-lti-pro/testing";
import { notFound, respond } from "../lib/meetings";
import * as page from "../lib/page";

const emulator = createEmulator();
const demo = "Demo: emulated meetings. Nothing was sent to Zoom.";
const teacher = { email: "zoe.nunez@example.edu", userId: emulator.users[0]?.userId ?? "" };

console.log("Demo: emulated meetings. Open the address below.");

export default {
  async fetch(request) {
    const { hostname, pathname } = new URL(request.url);
    // If somebody deploys it nevertheless, it does nothing.
    if (!["localhost", "127.0.0.1", "[::1]"].includes(hostname))
      return new Response("This is the demo. It responds only on the machine where it was started.\n", { status: 403 });
    if (pathname !== "/") return notFound();
    const zoom = { ...emulator.credentials, fetch: emulator.fetch };
    return respond(request, { whoIsAsking: async () => teacher, zoom, page, demo });
  },
} satisfies ExportedHandler;

// Demo: emulated meetings. It needs no account, sends nothing to Zoom, accepts connections only from this machine, and
// signs everybody in as a teacher who does not exist. Vercel deploys only the functions in api/.

import { createEmulator } from "zoom-lti-pro/testing";
import { respond } from "../lib/meetings.js";
import * as page from "../lib/page.js";

const emulator = createEmulator();
const teacher = { email: "zoe.nunez@example.edu", userId: emulator.users[0]?.userId ?? "" };
const demo = "Demo: emulated meetings. Nothing was sent to Zoom.";
const zoom = { ...emulator.credentials, fetch: emulator.fetch };

export default (request: Request) => respond(request, { whoIsAsking: async () => teacher, zoom, page, demo });

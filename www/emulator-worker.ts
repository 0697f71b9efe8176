/** The emulator as a separate Worker. The demo's Worker calls it through a service binding, as it would call Zoom. */
import { createEmulator } from "zoom-lti-pro/testing";

const emulator = createEmulator();

export default {
  /** `/users` is not part of the API: it lists the emulator's users for the demo. */
  async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname === "/users") return Response.json(emulator.users);
    return emulator.fetch(request);
  },
};

/** The emulator as a Worker of its own: the demo's Worker reaches it by a service binding, as it would reach Zoom. */
import { createEmulator } from "zoom-lti-pro/testing";

const emulator = createEmulator();

export default {
  /** `/users` is not of the API: it tells the demo whose meetings there are. */
  async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname === "/users") return Response.json(emulator.users);
    return emulator.fetch(request);
  },
};

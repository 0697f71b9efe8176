// A local stand-in for Zoom: try the example without an account. It checks signatures as Zoom does.

import { createServer } from "node:http";
import process from "node:process";
import { createEmulator, createNodeHandler } from "zoom-lti-pro/testing";

const emulator = createEmulator();
const handle = createNodeHandler(emulator);

const server = createServer((request, response) => {
  console.log(`request: ${request.method} ${request.url.split("?")[0]}`);
  handle(request, response);
});
server.listen(Number(process.env.EMULATOR_PORT ?? 8790), "127.0.0.1", () => {
  console.log(`LTI_BASE_URL=http://127.0.0.1:${server.address().port}/api/v1/lti/rich`);
  for (const { userId, name } of emulator.users) console.log(`user: ${userId} (${name})`);
});

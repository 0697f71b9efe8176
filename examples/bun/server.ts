// A service on Bun that shows the signed-in person's meetings: GET /
//
// Nothing in this file has to be changed: the settings come from environment variables.

import { notFound, respond } from "./lib/meetings.ts";
import * as page from "./lib/page.ts";
import { createSignIn } from "./lib/sign-in.ts";
import { readSettings, userIdsOf } from "./settings.ts";

// Bun loads `.env` automatically.
const { signIn, zoom } = readSettings((name) => process.env[name]);
const teachers = Bun.file(new URL("teachers.json", import.meta.url));
if (!(await teachers.exists())) throw new Error("teachers.json is missing: bun run teachers users.csv makes it.");
const whoIsAsking = createSignIn(signIn, userIdsOf(await teachers.json()));

const server = Bun.serve({
  // Only this machine can connect. Change it for production.
  hostname: "127.0.0.1",
  port: Number(process.env["PORT"] ?? 3000),
  // Bun's development mode shows errors and their source code to every caller.
  development: false,
  routes: { "/": (request) => respond(request, { whoIsAsking, zoom, page }) },
  fetch: notFound,
});
console.log(`Listening on ${server.url}`);

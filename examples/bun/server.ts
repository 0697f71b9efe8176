// A service on Bun that lists the signed-in person's meetings: GET /meetings

import { respond } from "./meetings.ts";

/**
 * FILL THIS IN: return the Zoom userId of the person who sent this request, or undefined if nobody is signed in.
 *
 * Identify the person by the session of your LTI launch, or by a token whose signature you verify. Then look up that
 * person's userId. Never use the query or other input that anybody can write: key and secret can list everyone's
 * meetings.
 */
async function whoIsAsking(request: Request): Promise<string | undefined> {
  return undefined; // ← fill in
}

// Bun loads `.env` automatically.
const { LTI_KEY: key, LTI_SECRET: secret, LTI_BASE_URL: baseUrl, PORT = "3000" } = process.env;

const server = Bun.serve({
  // Only this machine can connect. Change it for production.
  hostname: "127.0.0.1",
  port: Number(PORT),
  // Bun's development mode shows errors and their source code to every caller.
  development: false,
  routes: { "/meetings": (request) => respond(request, whoIsAsking, { key, secret, baseUrl }) },
  fetch: () => new Response("Not found\n", { status: 404 }),
});
console.log(`Listening on ${server.url}meetings`);

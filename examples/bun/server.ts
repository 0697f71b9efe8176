// A service on Bun that lists the signed-in person's meetings: GET /meetings

import { answer } from "./meetings.ts";

/**
 * FILL THIS IN: the Zoom userId of the person who sent this request, or undefined for nobody.
 *
 * Take it from what only the signed-in person has: the session of your LTI launch, or a token whose signature you
 * verify; then look up that person's userId. Never take it from the query, nor from anything else that anybody can
 * write: key and secret can list everyone's meetings.
 */
async function whoIsAsking(request: Request): Promise<string | undefined> {
  return undefined; // ← fill in
}

// Bun reads `.env` by itself.
const { LTI_KEY: key, LTI_SECRET: secret, LTI_BASE_URL: baseUrl, PORT = "3000" } = process.env;

const server = Bun.serve({
  // This machine only, until you choose otherwise.
  hostname: "127.0.0.1",
  port: Number(PORT),
  // Bun's development mode shows errors, with their source, to whoever asks.
  development: false,
  routes: { "/meetings": (request) => answer(request, whoIsAsking, { key, secret, baseUrl }) },
  fetch: () => new Response("Not found\n", { status: 404 }),
});
console.log(`Listening on ${server.url}meetings`);

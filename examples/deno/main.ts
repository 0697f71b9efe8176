// A service on Deno that lists the signed-in person's meetings: GET /meetings

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

// The start command permits only these variables.
const settings = {
  key: Deno.env.get("LTI_KEY"),
  secret: Deno.env.get("LTI_SECRET"),
  baseUrl: Deno.env.get("LTI_BASE_URL"),
};
const port = Number(Deno.env.get("PORT") ?? 8000);

// Only this machine can connect. Deno Deploy ignores this and chooses the address itself.
Deno.serve({ hostname: "127.0.0.1", port }, (request) => {
  if (!URL.canParse(request.url) || new URL(request.url).pathname !== "/meetings")
    return new Response("Not found\n", { status: 404 });
  return respond(request, whoIsAsking, settings);
});

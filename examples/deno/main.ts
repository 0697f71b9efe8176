// A service on Deno that lists the signed-in person's meetings: GET /meetings

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

// Read once, and by name: the start command permits these and no others.
const settings = {
  key: Deno.env.get("LTI_KEY"),
  secret: Deno.env.get("LTI_SECRET"),
  baseUrl: Deno.env.get("LTI_BASE_URL"),
};
const port = Number(Deno.env.get("PORT") ?? 8000);

// This machine only; Deno Deploy chooses the address itself.
Deno.serve({ hostname: "127.0.0.1", port }, (request) => {
  if (!URL.canParse(request.url) || new URL(request.url).pathname !== "/meetings")
    return new Response("Not found\n", { status: 404 });
  return answer(request, whoIsAsking, settings);
});

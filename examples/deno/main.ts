// A service on Deno that shows the signed-in person's meetings: GET /
//
// Nothing in this file has to be changed: the settings come from environment variables.

import { notFound, respond } from "./lib/meetings.ts";
import * as page from "./lib/page.ts";
import { createSignIn } from "./lib/sign-in.ts";
import { readSettings, userIdsOf } from "./settings.ts";

const { signIn, zoom } = readSettings((name) => Deno.env.get(name));
const whoIsAsking = createSignIn(signIn, userIdsOf(await table()));
const port = Number(Deno.env.get("PORT") ?? 8000);

// Only this machine can connect. Deno Deploy ignores this and chooses the address itself.
Deno.serve({ hostname: "127.0.0.1", port }, (request) => {
  if (!URL.canParse(request.url) || new URL(request.url).pathname !== "/") return notFound();
  return respond(request, { whoIsAsking, zoom, page });
});

async function table(): Promise<Record<string, string>> {
  try {
    return JSON.parse(await Deno.readTextFile(new URL("teachers.json", import.meta.url)));
  } catch (error) {
    throw new Error("teachers.json cannot be read: deno task teachers users.csv makes it.", { cause: error });
  }
}

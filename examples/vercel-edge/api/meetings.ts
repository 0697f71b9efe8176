// An edge function on Vercel that shows the signed-in person's meetings: GET / (vercel.json routes it here)
//
// Nothing in this file has to be changed: the settings come from environment variables.

// `.js`, because Vercel compiles these files to JavaScript and does not change the imports.
import { notSetUp, respond, type Service } from "../lib/meetings.js";
import * as page from "../lib/page.js";
import { createSignIn } from "../lib/sign-in.js";
import { readSettings, userIdsOf } from "../settings.js";
// `npm run teachers -- users.csv` makes this file.
import teachers from "../teachers.json";

export const config = { runtime: "edge" };

/** Made by the first request, because it keeps the public keys of the sign-in service. */
let service: Service | undefined;

export default function handler(request: Request): Response | Promise<Response> {
  try {
    service ??= create();
  } catch (error) {
    return notSetUp(error);
  }
  return respond(request, service);
}

function create(): Service {
  const { signIn, zoom } = readSettings((name) => process.env[name]);
  return { whoIsAsking: createSignIn(signIn, userIdsOf(teachers)), zoom, page };
}

// An edge function on Vercel that lists the signed-in person's meetings: GET /meetings (vercel.json routes it here)

// `.js`, because Vercel compiles that file to JavaScript and does not change this import.
import { respond } from "../lib/meetings.js";

export const config = { runtime: "edge" };

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

export default function handler(request: Request): Promise<Response> {
  const { LTI_KEY: key, LTI_SECRET: secret, LTI_BASE_URL: baseUrl } = process.env;
  return respond(request, whoIsAsking, { key, secret, baseUrl });
}

// An edge function on Vercel that lists the signed-in person's meetings: GET /meetings (vercel.json leads there)

// Vercel compiles the other file to JavaScript and keeps this name, hence `.js`.
import { answer } from "../lib/meetings.js";

export const config = { runtime: "edge" };

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

export default function handler(request: Request): Promise<Response> {
  const { LTI_KEY: key, LTI_SECRET: secret, LTI_BASE_URL: baseUrl } = process.env;
  return answer(request, whoIsAsking, { key, secret, baseUrl });
}

// A Worker that lists the signed-in person's meetings: GET /meetings

import { respond } from "./meetings";

/** Secrets are bindings. On this machine `.dev.vars` sets them, in production `wrangler secret put`. */
interface Env {
  LTI_KEY: string;
  LTI_SECRET: string;
  LTI_BASE_URL?: string;
}

/**
 * FILL THIS IN: return the Zoom userId of the person who sent this request, or undefined if nobody is signed in.
 *
 * Identify the person by the session of your LTI launch, or by a token whose signature you verify, such as Cloudflare
 * Access's `Cf-Access-Jwt-Assertion`. Then look up that person's userId. Never use the query or other input that
 * anybody can write: key and secret can list everyone's meetings.
 */
async function whoIsAsking(request: Request, env: Env): Promise<string | undefined> {
  return undefined; // ← fill in
}

export default {
  async fetch(request, env) {
    if (!URL.canParse(request.url) || new URL(request.url).pathname !== "/meetings")
      return new Response("Not found\n", { status: 404 });
    return respond(request, () => whoIsAsking(request, env), {
      key: env.LTI_KEY,
      secret: env.LTI_SECRET,
      baseUrl: env.LTI_BASE_URL,
    });
  },
} satisfies ExportedHandler<Env>;

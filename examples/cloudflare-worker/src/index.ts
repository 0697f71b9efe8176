// A Worker that shows the signed-in person's meetings: GET /
//
// Cloudflare Access signs people in, and a KV namespace has the Zoom userId for each e-mail address. Fill in the names
// in wrangler.jsonc. Nothing in this file has to be changed.

import { notFound, notSetUp, respond } from "../lib/meetings";
import * as page from "../lib/page";
import { createSignIn } from "../lib/sign-in";

interface Env {
  /** Names in `wrangler.jsonc`. */
  TEAM_DOMAIN: string;
  POLICY_AUD: string;
  TEACHERS: KVNamespace;
  /** Secrets. On this machine `.dev.vars` sets them, in production `wrangler secret put`. */
  LTI_KEY: string;
  LTI_SECRET: string;
  LTI_BASE_URL?: string;
}

const required = ["TEAM_DOMAIN", "POLICY_AUD", "TEACHERS", "LTI_KEY", "LTI_SECRET"] as const;

/** Made by the first request, because it keeps the public keys of Cloudflare Access. */
let whoIsAsking: ReturnType<typeof createSignIn> | undefined;

export default {
  async fetch(request, env) {
    if (!URL.canParse(request.url) || new URL(request.url).pathname !== "/") return notFound();
    try {
      whoIsAsking ??= access(env);
    } catch (error) {
      return notSetUp(error);
    }
    const zoom = { key: env.LTI_KEY, secret: env.LTI_SECRET, baseUrl: env.LTI_BASE_URL };
    return respond(request, { whoIsAsking, zoom, page });
  },
} satisfies ExportedHandler<Env>;

function access(env: Env) {
  const missing = required.filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`Not set up: ${missing.join(", ")} must be set. See README.md.`);
  // The tokens name the team domain without a slash at the end.
  const issuer = env.TEAM_DOMAIN.replace(/\/+$/, "");
  const settings = { issuer, audience: env.POLICY_AUD, jwksUrl: `${issuer}/cdn-cgi/access/certs` };
  return createSignIn(settings, (email) => env.TEACHERS.get(email));
}

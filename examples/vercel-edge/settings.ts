// Reads the settings of the service. This file is the same in every service that has environment variables.

import type { FindUserId, SignInSettings } from "./lib/sign-in.ts";

interface Settings {
  signIn: SignInSettings;
  zoom: { key: string; secret: string; baseUrl?: string };
}

/** Calls `read` with the names of the environment variables. It throws if one of them is missing. */
export function readSettings(read: (name: string) => string | undefined): Settings {
  const names = ["OIDC_ISSUER", "OIDC_AUDIENCE", "OIDC_JWKS_URL", "LTI_KEY", "LTI_SECRET"] as const;
  const missing = names.filter((name) => !read(name));
  if (missing.length > 0) throw new Error(`Not set up: ${missing.join(", ")} must be set. See README.md.`);
  const [issuer = "", audience = "", jwksUrl = "", key = "", secret = ""] = names.map(read);
  const baseUrl = read("LTI_BASE_URL");
  return { signIn: { issuer, audience, jwksUrl }, zoom: baseUrl ? { key, secret, baseUrl } : { key, secret } };
}

/** Looks up addresses in the table that `teachers.mjs` writes. */
export function userIdsOf(teachers: Record<string, string>): FindUserId {
  const table = new Map(Object.entries(teachers));
  return async (email) => table.get(email);
}

// Finds out who sent a request: verifies the token of a sign-in service, such as Cloudflare Access, and looks up the
// person's Zoom userId. This file is the same in every service.

import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from "jose";
import { normalizeEmail } from "./email.mjs";

/** A token is accepted only if it names exactly this issuer and this audience. */
export interface SignInSettings {
  /** `iss` of the tokens, such as `https://your-team.cloudflareaccess.com`. */
  issuer: string;
  /** `aud` of the tokens: the identifier of this service at the sign-in service. */
  audience: string;
  /** The URL of the sign-in service's public keys. */
  jwksUrl: string;
}

/** Resolves to the Zoom userId for a normalized e-mail address, or to undefined or null. */
export type FindUserId = (email: string) => Promise<string | null | undefined>;

export type Caller =
  | { email: string; userId: string }
  | { refused: "no_token" | "invalid_token" | "no_email" }
  | { refused: "unknown_person"; email: string };

/** Algorithms with a public key. `none` and HS256 are not among them: anybody could sign with the published key. */
const algorithms = ["RS256", "ES256"];

/** Keep the function that this returns, because it keeps the public keys. It rejects if the keys cannot be fetched. */
export function createSignIn({ issuer, audience, jwksUrl }: SignInSettings, findUserId: FindUserId) {
  for (const url of [issuer, jwksUrl]) requireSecure(url);
  if (!audience) throw new TypeError("The audience is missing.");
  // A token with a new key has the keys fetched again, at most every 5 seconds.
  const keys = createRemoteJWKSet(new URL(jwksUrl), { cooldownDuration: 5000 });

  return async function whoIsAsking(request: Request): Promise<Caller> {
    const token = tokenOf(request);
    if (!token) return { refused: "no_token" };
    try {
      const options = { issuer, audience, algorithms, requiredClaims: ["exp"], clockTolerance: 5 };
      const email = emailOf((await jwtVerify(token, keys, options)).payload);
      if (!email) return { refused: "no_email" };
      const userId = await findUserId(email);
      return userId ? { email, userId } : { refused: "unknown_person", email };
    } catch (error) {
      if (!isAboutToken(error)) throw error;
      // The token itself must not be logged.
      console.warn(`A token was refused: ${reasonOf(error)}`);
      return { refused: "invalid_token" };
    }
  };
}

/** Cloudflare Access sends its own header. Other proxies and programs use `Authorization: Bearer …`. */
function tokenOf({ headers }: Request): string | undefined {
  return (
    headers.get("Cf-Access-Jwt-Assertion") ??
    /^Bearer +(\S+)$/i.exec(headers.get("Authorization") ?? "")?.[1] ??
    undefined
  );
}

/** The tokens of machines (service tokens) have no e-mail address. One that is not verified can be anybody's. */
function emailOf({ email, email_verified: verified }: JWTPayload): string | undefined {
  if (typeof email !== "string" || (verified !== undefined && verified !== true)) return undefined;
  return email.includes("@") ? normalizeEmail(email) : undefined;
}

/** The error's code and, if a claim is wrong, its name: `ERR_JWT_CLAIM_VALIDATION_FAILED (aud)`. */
function reasonOf(error: errors.JOSEError): string {
  const isAboutClaim = error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired;
  return isAboutClaim ? `${error.code} (${error.claim})` : error.code;
}

/** False if the keys could not be fetched or read, which says nothing about the token. */
function isAboutToken(error: unknown): error is errors.JOSEError {
  const aboutKeys = ["ERR_JOSE_GENERIC", "ERR_JWKS_INVALID", "ERR_JWKS_TIMEOUT"];
  return error instanceof errors.JOSEError && !aboutKeys.includes(error.code);
}

/** Without TLS, anybody on the way could supply their own keys. On this machine, nobody is on the way. */
function requireSecure(text: string): void {
  const { protocol, hostname } = URL.canParse(text) ? new URL(text) : { protocol: "", hostname: "" };
  const isLocal = ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
  if (protocol === "https:" || (protocol === "http:" && isLocal)) return;
  throw new TypeError(
    `"${text}" must be a URL that starts with https://, such as https://your-team.cloudflareaccess.com`,
  );
}

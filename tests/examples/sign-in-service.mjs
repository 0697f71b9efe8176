// A sign-in service as Cloudflare Access is one: it publishes its public keys over HTTP, and issues tokens. The tokens
// are made with node:crypto, so that they do not depend on the library that the examples verify them with.

import { createHmac, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";

export const audience = "32eafc7626e974616deaf0dc3ce63d7bcbed58a2731e84d06bc3cdf1b53c4228";
const path = "/cdn-cgi/access/certs";

export async function startSignInService() {
  let key = newKey();
  let published = [key];
  let status = 200;
  let fetched = 0;
  const server = createServer((request, response) => {
    if (request.url !== path) return response.writeHead(404).end();
    fetched += 1;
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const parts = (claims, header) =>
    encoded({ alg: "RS256", kid: key.kid, typ: "JWT", ...header }, { ...claimsNow(issuer), ...claims });
  return {
    issuer,
    jwksUrl: `${issuer}${path}`,
    fetched: () => fetched,
    key: () => key,
    /** A token of a person. `claims` and `header` add to the correct ones, or replace them. Undefined removes one. */
    token: (claims, header) => key.sign(parts(claims, header)),
    /** The same without a signature. */
    parts,
    /** From now on, tokens have a new key. The old one is published no more. */
    rotate() {
      key = newKey();
      published = [key];
    },
    /** From now on, the keys cannot be fetched, or can be again. */
    fail: (failing) => (status = failing ? 500 : 200),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The claims of the example in Cloudflare's documentation of application tokens. */
function claimsNow(issuer) {
  const now = Math.floor(Date.now() / 1000);
  return {
    aud: [audience],
    email: "zoe.nunez@example.edu",
    exp: now + 60,
    iat: now,
    nbf: now,
    iss: issuer,
    type: "app",
    identity_nonce: "6ei69kawdKzMIAPF",
    sub: "7335d417-61da-459d-899c-0a01c76a2f94",
    country: "US",
  };
}

export function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomUUID();
  const jwk = { ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" };
  const sign = (input) => `${input}.${createSign("RSA-SHA256").update(input).sign(privateKey, "base64url")}`;
  return { kid, jwk, sign, pem: publicKey.export({ type: "spki", format: "pem" }) };
}

const base64url = (value) => Buffer.from(value).toString("base64url");
const encoded = (header, claims) => [header, claims].map((part) => base64url(JSON.stringify(part))).join(".");

/** A signature with a shared secret, which here is a public text. */
export const signedBySecret = (input, secret) =>
  `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;

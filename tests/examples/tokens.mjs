// Tokens that must be refused: [what is wrong, the token, the status, part of the message].

import { audience, newKey, signedBySecret } from "./sign-in-service.mjs";

const now = () => Math.floor(Date.now() / 1000);
const isInvalid = /sign-in is not valid/i;
const isNobody = /no verified e-mail address/i;

export function refusedTokens(service) {
  const { token, parts, key } = service;
  const other = newKey();
  const own = { ...other.jwk, kid: key().kid };
  const jku = "https://evil.example/keys";
  const changed = token().split(".");
  changed[1] = parts({ email: "chen.wei@example.edu" }).split(".")[1];
  const invalid = {
    "no token at all": "x",
    "three parts that are not a token": "a.b.c",
    "another audience": token({ aud: ["another-application"] }),
    "no audience": token({ aud: undefined }),
    "the audience as a part of another": token({ aud: [`${audience}0`] }),
    "another issuer": token({ iss: "https://another-team.cloudflareaccess.com" }),
    "the issuer with a slash": token({ iss: `${service.issuer}/` }),
    "no issuer": token({ iss: undefined }),
    expired: token({ exp: now() - 60 }),
    "no expiry": token({ exp: undefined }),
    "an expiry that is a text": token({ exp: String(now() + 60) }),
    "not yet valid": token({ nbf: now() + 60 }),
    "alg none without a signature": `${parts({}, { alg: "none" })}.`,
    "alg none with a signature": `${parts({}, { alg: "none" })}.${token().split(".")[2]}`,
    "no signature": `${parts()}.`,
    "HS256 with the public key as PEM": signedBySecret(parts({}, { alg: "HS256" }), key().pem),
    "HS256 with the modulus": signedBySecret(parts({}, { alg: "HS256" }), Buffer.from(key().jwk.n, "base64url")),
    "HS256 with the JWK": signedBySecret(parts({}, { alg: "HS256" }), JSON.stringify(key().jwk)),
    "another key under the same kid": other.sign(parts()),
    "another key that the token brings along": other.sign(parts({}, { jwk: own })),
    "another key at an address in the token": other.sign(parts({}, { jku, kid: "k" })),
    "a key that is not published": other.sign(parts({}, { kid: other.kid })),
    "changed after it was signed": changed.join("."),
    "a critical extension that nobody knows": token({}, { crit: ["x"], x: 1 }),
  };
  const withoutPerson = {
    "no e-mail address": token({ email: undefined }),
    "a service token": token({ email: undefined, sub: "", common_name: "e367826f93b8d71185e03fe518aff3b4.access" }),
    "an e-mail address that is a list": token({ email: ["zoe.nunez@example.edu"] }),
    "an e-mail address that is not one": token({ email: "zoe" }),
    "an e-mail address that is not verified": token({ email_verified: false }),
    "an e-mail address that is verified by a text": token({ email_verified: "false" }),
  };
  const rows = (cases, status, message) =>
    Object.entries(cases).map(([name, text]) => ({ name, token: text, status, message }));
  return [...rows(invalid, 401, isInvalid), ...rows(withoutPerson, 403, isNobody)];
}

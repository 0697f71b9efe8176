// Implementations that sign one base string. Each: {name, run(message, turn), isAsync}.

import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { LtiPro, sign } from "zoom-lti-pro";
import { handwritten } from "./handwritten.mjs";

const key = "qAnfmSQeSeKWHOE19lwMYg";
const secret = "Zk3pTq8vW1xY5zB7nM9cD2fG4hJ6kL0s";
const encoder = new TextEncoder();
const algorithm = { name: "HMAC", hash: "SHA-1" };

/** Different messages, so that the engine cannot reuse a result. */
export const messages = Array.from(
  { length: 16 },
  (_, i) =>
    `isUpComing=true&key=${key}&pageNum=1&pageSize=20&timestamp=${1661494048201 + i}&userId=_vIWeZ76TtuFceCKHkVk4Q`,
);

/** `nodeCrypto`: node:crypto, if the runtime has it. */
export async function signPeers({ nodeCrypto } = {}) {
  const client = new LtiPro({ key, secret });
  const secretBytes = encoder.encode(secret);
  const cachedKey = await importKey();
  const cachedHmac = hmac.create(sha1, secretBytes);
  const byHand = handwritten(secret);
  return [
    { name: "LtiPro.sign", run: (message) => client.sign(message) },
    { name: "sign()", run: (message) => sign(secret, message) },
    { name: "hand-written JS", run: byHand },
    ...(nodeCrypto
      ? [
          {
            name: "node:crypto",
            run: (message) => nodeCrypto.createHmac("sha1", secret).update(message).digest("base64url"),
          },
        ]
      : []),
    {
      name: "@noble/hashes, cached",
      run: (message) => base64url(cachedHmac.clone().update(encoder.encode(message)).digest()),
    },
    { name: "@noble/hashes", run: (message) => base64url(hmac(sha1, secretBytes, encoder.encode(message))) },
    { name: "WebCrypto, cached key", isAsync: true, run: async (message) => webCrypto(cachedKey, message) },
    {
      name: "WebCrypto, importKey + sign",
      isAsync: true,
      run: async (message) => webCrypto(await importKey(), message),
    },
  ];
}

function importKey() {
  return crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
}

async function webCrypto(cryptoKey, message) {
  return base64url(new Uint8Array(await crypto.subtle.sign("HMAC", cryptoKey, encoder.encode(message))));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

// The signer of the packed tarball against node:crypto, on a million random pairs.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { randomBelow } from "./runtimes/suite/samples.mjs";
import { installed } from "./support/installed.mjs";

let lib;

before(async () => {
  lib = await import(pathToFileURL(join(await installed(), "node_modules", "zoom-lti-pro", "dist", "index.js")).href);
});

const reference = (secret, message) => createHmac("sha1", secret).update(message).digest("base64url");

/** Slices of random bytes, so that making the input takes less time than signing it. */
function source(seed) {
  const random = randomBelow(seed);
  const pool = Uint8Array.from({ length: 1 << 16 }, () => random(256));
  return (maximum) => {
    const start = random(pool.length - maximum);
    return pool.subarray(start, start + random(maximum + 1));
  };
}

test("sign: 900 000 random pairs of bytes, lengths around every block boundary", () => {
  const bytes = source(1);
  for (let i = 0; i < 900_000; i++) {
    const secret = bytes(140);
    const message = bytes(300);
    const signature = lib.sign(secret, message);
    if (signature !== reference(secret, message))
      assert.fail(`pair ${i}: ${Buffer.from(secret).toString("hex")} ${Buffer.from(message).toString("hex")}`);
  }
});

test("LtiPro.sign: 100 000 random texts under 100 secrets", () => {
  const bytes = source(2);
  for (let client = 0; client < 100; client++) {
    const secret = `s${Buffer.from(bytes(60)).toString("hex")}`;
    const zoom = new lib.LtiPro({ key: "k", secret });
    for (let i = 0; i < 1000; i++) {
      const message = new TextDecoder().decode(bytes(200));
      if (zoom.sign(message) !== reference(secret, message))
        assert.fail(`client ${client}, message ${i}: ${JSON.stringify(message)}`);
    }
    zoom.dispose();
  }
});

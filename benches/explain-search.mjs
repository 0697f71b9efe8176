// What benches/explain.mjs measures. Runs in Node and in Chromium.

import { explainSignature, searchMistakes } from "../dist/explain.js";

/** Search for one mistake: {ms, hypotheses}. Search for two mistakes and WebCrypto: hypotheses per millisecond. */
export async function measured() {
  single();
  const runs = Array.from({ length: 7 }, single);
  const ms = median(runs.map((run) => run.ms));
  const deep = await pairs(1_000_000);
  const theirs = median([await webCrypto(20_000), await webCrypto(20_000), await webCrypto(20_000)]);
  return { ms, hypotheses: runs[0].hypotheses, deep, theirs };
}

const base =
  "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20&timestamp=1661494048201&userId=_vIWeZ76TtuFceCKHkVk4Q";
const input = {
  request: base,
  signature: "HJbQ5AB1Hydbl2m_pdON4il1j3w",
  secrets: "not-the-secret-it-was-made-with",
  now: 1661494048201,
};
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function single() {
  const started = performance.now();
  const { searched } = explainSignature(input);
  const ms = performance.now() - started;
  return { ms, hypotheses: searched.hypotheses };
}

async function pairs(maxHypotheses) {
  const started = performance.now();
  const { searched } = await searchMistakes(input, { maxHypotheses });
  return searched.hypotheses / (performance.now() - started);
}

/** Awaits each HMAC before the next one, because a search compares each result first. */
async function webCrypto(count) {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(input.secrets),
    { name: "HMAC", hash: "SHA-1" },
    false,
    ["sign"],
  );
  const started = performance.now();
  for (let step = 0; step < count; step++) {
    const digest = new Uint8Array(
      await crypto.subtle.sign(
        "HMAC",
        key,
        encoder.encode(base.replace("1661494048201", String(1661494048201 + step))),
      ),
    );
    if (digest[0] === 0x1c && digest[1] === 0x96 && digest[2] === 0xd0) console.log("a match");
  }
  return count / (performance.now() - started);
}

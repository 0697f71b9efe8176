// Bundle sizes.

import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { bundle } from "./prepare.mjs";

export const LIST_MEETINGS_ALONE = "zoom-lti-pro, listMeetings alone";

/** Entry points. Each is bundled alone; its size in KiB (brotli) includes wasm. */
const sizePeers = {
  "zoom-lti-pro, the whole client": `export * from "zoom-lti-pro";`,
  [LIST_MEETINGS_ALONE]: `export { listMeetings } from "zoom-lti-pro";`,
  "zoom-lti-pro/calendar": `export { calendarFeed, calendarResponse, nextChanges } from "zoom-lti-pro/calendar";`,
  "zod: schema of the response": `export { zodResponse } from "./peers/zod.mjs";`,
  "valibot: schema of the response": `export { parse } from "valibot"; export { valibotResponse } from "./peers/valibot.mjs";`,
  "ajv: validator of the response": `export { default } from "#ajv-response";`,
  "typebox: schema of the response": `export { typeboxResponse } from "./peers/typebox.mjs";`,
  "arktype: schema of the response": `export { arktypeResponse } from "./peers/arktype.mjs";`,
  "serde_json + serde-wasm-bindgen": `export * from "#serde-peer-glue"; export { default } from "#serde-peer-wasm";`,
  "@noble/hashes: HMAC-SHA1": `export { hmac } from "@noble/hashes/hmac.js"; export { sha1 } from "@noble/hashes/legacy.js";`,
  "aws4fetch: AWS's signer": `export { AwsV4Signer } from "aws4fetch";`,
  "hand-written JS: HMAC-SHA1": `export { handwritten } from "./peers/handwritten.mjs";`,
  "ical-generator: feeds": `export { default } from "ical-generator";`,
  "ics: feeds": `export { createEvents } from "ics";`,
  "ts-ics: feeds": `export { generateIcsCalendar } from "ts-ics";`,
};

export async function sizes(context) {
  const found = {};
  for (const [name, contents] of Object.entries(sizePeers)) found[name] = await bundleSize(context, name, contents);
  return found;
}

/** The size of a Worker's bundle with only `listMeetings`: KiB, brotli. */
export function listMeetingsSize(context) {
  return bundleSize(context, LIST_MEETINGS_ALONE, sizePeers[LIST_MEETINGS_ALONE]);
}

async function bundleSize(context, name, contents) {
  const { file, into, wasm } = await bundle({
    ...context,
    name: `size-${name.replaceAll(/\W+/g, "-")}`,
    contents,
    runtime: "workerd",
  });
  return [file, ...wasm.map((name) => `${into}/${name}`)]
    .map((path) => brotliCompressSync(readFileSync(path)).length / 1024)
    .reduce((a, b) => a + b);
}

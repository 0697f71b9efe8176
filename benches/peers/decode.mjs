// Decoders of a response's meetings. Each: {name, run({bytes, text})}.

import validateWithAjv from "#ajv-response";
import { decode as serdeDecode, initSync } from "#serde-peer-glue";
import serdeModule from "#serde-peer-wasm";
import * as v from "valibot";
import { decodeMeetings } from "zoom-lti-pro";
import { arktypeResponse } from "./arktype.mjs";
import { typeboxResponse } from "./typebox.mjs";
import { valibotResponse } from "./valibot.mjs";
import { zodResponse } from "./zod.mjs";

const decoder = new TextDecoder();

const parsed = (bytes) => JSON.parse(decoder.decode(bytes));

function checked(isValid, response) {
  if (!isValid) throw new Error("not the documented response");
  return response.result;
}

/** Peers for every page: the baseline, JSON.parse, and this package. */
export const mainPeers = [
  { name: "TextDecoder + JSON.parse", run: ({ bytes }) => parsed(bytes).result },
  { name: "decodeMeetings(bytes)", run: ({ bytes }) => decodeMeetings(bytes) },
  { name: "decodeMeetings(string)", run: ({ text }) => decodeMeetings(text) },
];

export const zodPeer = { name: "JSON.parse + zod", run: ({ bytes }) => zodResponse.parse(parsed(bytes)).result };

export function decodePeers() {
  initSync({ module: serdeModule });
  return [
    ...mainPeers,
    { name: "JSON.parse(string)", run: ({ text }) => JSON.parse(text).result },
    zodPeer,
    { name: "JSON.parse + valibot", run: ({ bytes }) => v.parse(valibotResponse, parsed(bytes)).result },
    { name: "JSON.parse + ajv, compiled", run: ({ bytes }) => withResponse(parsed(bytes), validateWithAjv) },
    {
      name: "JSON.parse + typebox, compiled",
      run: ({ bytes }) => withResponse(parsed(bytes), (response) => typeboxResponse.Check(response)),
    },
    { name: "JSON.parse + arktype", run: ({ bytes }) => arktypeResponse.assert(parsed(bytes)).result },
    { name: "serde_json + serde-wasm-bindgen", run: ({ bytes }) => serdeDecode(bytes) },
  ];
}

function withResponse(response, isValid) {
  return checked(isValid(response), response);
}

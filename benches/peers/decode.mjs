// Decoders of a response's meetings. Each: {name, run({bytes, text})}.

import validateWithAjv from "#ajv-answer";
import { decode as serdeDecode, initSync } from "#serde-peer-glue";
import serdeModule from "#serde-peer-wasm";
import * as v from "valibot";
import { decodeMeetings } from "zoom-lti-pro";
import { arktypeAnswer } from "./arktype.mjs";
import { typeboxAnswer } from "./typebox.mjs";
import { valibotAnswer } from "./valibot.mjs";
import { zodAnswer } from "./zod.mjs";

const decoder = new TextDecoder();

const parsed = (bytes) => JSON.parse(decoder.decode(bytes));

function checked(isValid, answer) {
  if (!isValid) throw new Error("not the documented answer");
  return answer.result;
}

/** Peers for every page: the baseline, JSON.parse, and this package. */
export const mainPeers = [
  { name: "TextDecoder + JSON.parse", run: ({ bytes }) => parsed(bytes).result },
  { name: "decodeMeetings(bytes)", run: ({ bytes }) => decodeMeetings(bytes) },
  { name: "decodeMeetings(string)", run: ({ text }) => decodeMeetings(text) },
];

export const zodPeer = { name: "JSON.parse + zod", run: ({ bytes }) => zodAnswer.parse(parsed(bytes)).result };

export function decodePeers() {
  initSync({ module: serdeModule });
  return [
    ...mainPeers,
    { name: "JSON.parse(string)", run: ({ text }) => JSON.parse(text).result },
    zodPeer,
    { name: "JSON.parse + valibot", run: ({ bytes }) => v.parse(valibotAnswer, parsed(bytes)).result },
    { name: "JSON.parse + ajv, compiled", run: ({ bytes }) => withAnswer(parsed(bytes), validateWithAjv) },
    {
      name: "JSON.parse + typebox, compiled",
      run: ({ bytes }) => withAnswer(parsed(bytes), (answer) => typeboxAnswer.Check(answer)),
    },
    { name: "JSON.parse + arktype", run: ({ bytes }) => arktypeAnswer.assert(parsed(bytes)).result },
    { name: "serde_json + serde-wasm-bindgen", run: ({ bytes }) => serdeDecode(bytes) },
  ];
}

function withAnswer(answer, isValid) {
  return checked(isValid(answer), answer);
}

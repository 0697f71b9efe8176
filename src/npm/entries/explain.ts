import base64 from "#explain-wasm";
import { create } from "../explain/explanation.js";
import { compile } from "../wasm/base64-module.js";

export const { explainSignature, searchMistakes } = create(() => compile(base64));

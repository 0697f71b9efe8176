import base64 from "#explain-wasm";
import { create } from "../explain/create.js";
import { compile } from "../inline.js";

export const { explainSignature, searchMistakes } = create(() => compile(base64));

// The source text of ajv's validator.

import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { responseSchema } from "./ajv-schema.mjs";

export function compileForBundle() {
  const ajv = new Ajv({ allowUnionTypes: true, code: { source: true, esm: true } });
  return standalone.default(ajv, ajv.compile(responseSchema));
}

import base64 from "#client-wasm";
import { compile } from "../inline.js";

export const load = () => compile(base64);

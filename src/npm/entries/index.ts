import base64 from "#client-wasm";
import { compile } from "../inline.js";
import { start } from "../instance.js";

start(() => compile(base64));
export * from "../client.js";

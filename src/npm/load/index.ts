import base64 from "#client-wasm";
import { compile } from "../inline.js";

/** Elsewhere it takes longer: in Node a page of 20 twice as long. */
export const readsByob = false;

export const load = () => compile(base64);

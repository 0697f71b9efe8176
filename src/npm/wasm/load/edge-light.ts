import module from "./client.wasm?module";

export const readsByob = false;

export const load = () => module;

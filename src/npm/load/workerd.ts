import module from "./client.wasm";

/** The other reader hands out 4 KB at a time here. */
export const readsByob = true;

export const load = () => module;

import module from "#wasm";

/** The default reader of workerd gives 4 KB at a time. */
export const readsByob = true;

/** A Worker starts before its first request. */
export const compilesAtStart = true;

export const load = () => module;

import module from "#wasm";

/** The default reader of workerd gives 4 KB at a time. */
export const readsByob = true;

export const load = () => module;

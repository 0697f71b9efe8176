import module from "#wasm?module";

export const readsByob = false;

export const load = () => module;

import module from "#wasm?module";

export const readsByob = false;

export const compilesAtStart = false;

export const load = () => module;

import module from "./client.wasm?module";

export const load = () => module;

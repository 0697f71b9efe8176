import module from "./client.wasm";

export const load = () => module;

import module from "./client.wasm?module";
import { start } from "../instance.js";

start(() => module);
export * from "../client.js";

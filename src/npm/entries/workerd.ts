import module from "./client.wasm";
import { start } from "../instance.js";

start(() => module);
export * from "../client.js";

import module from "./explain.wasm";
import { create } from "../explain/create.js";

export const { explainSignature, searchMistakes } = create(() => module);

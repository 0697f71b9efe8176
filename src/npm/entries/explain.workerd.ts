import module from "./explain.wasm";
import { create } from "../explain/explanation.js";

export const { explainSignature, searchMistakes } = create(() => module);

import module from "./explain.wasm?module";
import { create } from "../explain/explanation.js";

export const { explainSignature, searchMistakes } = create(() => module);

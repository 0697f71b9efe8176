import module from "./explain.wasm?module";
import { create } from "../explain/create.js";

export const { explainSignature, searchMistakes } = create(() => module);

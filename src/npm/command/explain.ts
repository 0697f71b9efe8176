import { STATUS, type Command } from "./spec.js";
export const explain: Command = { name: "explain", summary: "find the mistake in a signature", usage: [], about: [], options: {}, examples: [], run: async () => STATUS.ok };

// The linear memory and the retained heap of 1000 meetings. Prints {pages, retained}.

import { body } from "./bodies.mjs";

// The package does not export its memory, so this captures it when it is created. Its export name is minified.
let memory;
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...args) {
    super(...args);
    memory ??= Object.values(this.exports).find((value) => value instanceof WebAssembly.Memory);
  }
};
const { decodeMeetings } = await import("zoom-lti-pro");

const decoder = new TextDecoder();
const { bytes } = body(1000);
const pagesNow = () => memory.buffer.byteLength / 65536;

const before = pagesNow();
decodeMeetings(bytes);
const after = pagesNow();
for (let i = 0; i < 200; i++) decodeMeetings(bytes);
const later = pagesNow();

const parse = () => JSON.parse(decoder.decode(bytes)).result;
const retained = heapOf(() => decodeMeetings(bytes)) / heapOf(parse);
console.log(JSON.stringify({ pages: { before, after, later }, retained }));

/** Heap bytes that 40 results retain. */
function heapOf(make) {
  make();
  const start = heapNow();
  const kept = Array.from({ length: 40 }, make);
  const taken = heapNow() - start;
  return kept.length && taken;
}

function heapNow() {
  for (let i = 0; i < 4; i++) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

// Counts the calls and loop iterations of the package's WebAssembly. The same input takes the same number of steps on
// every machine, so other processes do not disturb the test.

import binaryen from "binaryen";

const { Module, Instance } = WebAssembly;
let steps = 0;

/** From now on every compiled module counts. Call it before the import of the package. */
export function countSteps() {
  WebAssembly.Module = class extends Module {
    constructor(bytes) {
      super(instrumented(bytes));
    }
  };
  WebAssembly.Instance = class extends Instance {
    constructor(module, imports) {
      const log_execution = () => void steps++;
      // The pass imports its function from the module that the others come from.
      const counting = Object.entries(imports).map(([name, functions]) => [name, { ...functions, log_execution }]);
      super(module, Object.fromEntries(counting));
    }
  };
}

/** The number of steps of `work`, which may throw. */
export async function stepsOf(work) {
  const before = steps;
  await Promise.resolve()
    .then(work)
    .catch(() => {});
  return steps - before;
}

function instrumented(bytes) {
  const module = binaryen.readBinary(new Uint8Array(bytes));
  module.runPasses(["log-execution"]);
  return module.emitBinary();
}

// Counts what the package's WebAssembly does: each call of a function, each turn of a loop. The same input takes the
// same number of steps on every machine, so a test of them cannot be disturbed as one of time can.

import binaryen from "binaryen";

const { Module, Instance } = WebAssembly;
let steps = 0;

/** From now on every module that is compiled counts. Call it before the package is imported. */
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

/** How many steps `work` takes; what it throws does not matter. */
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

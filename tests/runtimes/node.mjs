// The suite on Node 20, 22 and 24, by `import` and by `require`, from the packed and installed package.

import { nodeBinaries } from "../support/nodes.mjs";
import { orFailure, report, withConsumer } from "./consumer.mjs";
import { runInNode } from "./in-node.mjs";

for (const { version, path } of await nodeBinaries()) {
  for (const format of ["import", "require"]) {
    report(
      `node ${version} ${format}`,
      await orFailure(() => withConsumer(({ entry, server }) => runInNode(path, entry[format], server))),
    );
  }
}

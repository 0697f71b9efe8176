// Whole calls in a runtime with a command line. Prints the port of its server.

import nodeCrypto from "node:crypto";
import { createServer } from "node:http";
import { inspect } from "node:util";
import { handler } from "./handler.mjs";

// Deno and Bun only emulate node:crypto; people use WebCrypto there.
const isNode = !globalThis.Deno && !globalThis.Bun;
const handle = handler({ nodeCrypto: isNode ? nodeCrypto : undefined });

const server = createServer(async ({ url }, response) => {
  try {
    response.end(await (await handle(new Request(`http://localhost${url}`))).text());
  } catch (error) {
    response.writeHead(500).end(inspect(error));
  }
});
server.listen(0, "127.0.0.1", () => console.log(`@@port ${server.address().port}`));

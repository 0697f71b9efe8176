// Every fault with the expected result of the call: {name: row}. It imports nothing of Node.
//
// A row:
// - `play(response, call)`: what the server does with a request; `response` and `call` are described in server.mjs
// - `at`: instead of `play`, another port
// - `call`: "list" (one page, the default), "twice", "all" (every page) or "users"
// - `options`, `secret`, `users`, `abortMs`: of the call
// - `expect`: the meetings or the typed error; see parts.mjs
// - `on`: {runtime: [expect, why]} for runtimes whose `fetch` behaves differently

import { connection } from "./table/connection.mjs";
import { contents } from "./table/contents.mjs";
import { framing } from "./table/framing.mjs";
import { pages } from "./table/paging.mjs";
import { statuses } from "./table/statuses.mjs";

export const groups = { connection, framing, contents, statuses, pages };
export const table = Object.assign({}, ...Object.values(groups));

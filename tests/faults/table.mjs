// Every fault with what the call must come to: {name: row}. Nothing of Node is imported.
//
// A row:
// - `play(answer, call)`: what the server does with a request; `answer` and `call` are described in server.mjs
// - `at`: in place of `play`, a port of another kind
// - `call`: "list" (one page, the default), "twice", "all" (every page) or "users"
// - `options`, `secret`, `users`, `abortMs`: of the call
// - `expect`: the right result or the typed error; see answers.mjs
// - `on`: {runtime: [expect, why]} where a runtime's fetch sees something else

import { connection } from "./table/connection.mjs";
import { contents } from "./table/contents.mjs";
import { framing } from "./table/framing.mjs";
import { pages } from "./table/paging.mjs";
import { statuses } from "./table/statuses.mjs";

export const groups = { connection, framing, contents, statuses, pages };
export const table = Object.assign({}, ...Object.values(groups));

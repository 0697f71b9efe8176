// The server in a measured runtime: each request runs a slice of sequential calls. No Node imports.

import { candidates } from "./candidates.mjs";
import { checkPage, queryFor } from "./samples.mjs";

/** A fetch handler. `?list` returns the candidates' names. */
export function handler(options) {
  let all;
  return async (request) => {
    // Inside a request, because Workers restrict top-level code.
    all ??= candidates(options);
    const { searchParams } = new URL(request.url);
    if (searchParams.has("list")) return Response.json(all.map(({ name }) => name));
    const [candidate, count, meetings] = ["candidate", "count", "meetings"].map((name) =>
      Number(searchParams.get(name)),
    );
    await callOften(all[candidate], count, meetings, searchParams.get("baseUrl"));
    return new Response();
  };
}

/** Uses every page, so that the engine cannot skip the work. Checks the last one completely. */
async function callOften({ call, isBare }, count, meetings, baseUrl) {
  const query = queryFor(meetings);
  if (isBare) {
    for (let i = 0; i < count; i++) await call(query, baseUrl);
    return;
  }
  let found = 0;
  let page;
  for (let i = 0; i < count; i++) {
    page = await call(query, baseUrl);
    found += page.list.length;
  }
  if (found !== count * meetings) throw new Error(`${found} meetings in ${count} pages of ${meetings}`);
  checkPage(page, meetings);
}

// The first request of a loaded, unused isolate. It includes lazy compilation.

import { median } from "../measure.mjs";
import { bundle } from "../prepare.mjs";
import { measured, startWorker } from "./processes.mjs";

const meetings = 20;

/**
 * Each candidate has its own Worker, so that its bundle contains only its own code.
 * The request creates the client, as in a real Worker.
 */
const calls = {
  "by hand": `
    import { byHand } from "./whole/by-hand.mjs";
    const call = (query, baseUrl) => byHand(credentials, query, baseUrl);`,
  "straight line": `
    import { signRequest } from "zoom-lti-pro";
    import { straightLine } from "./whole/straight-line.mjs";
    const call = (query, baseUrl) => straightLine(() => signRequest(credentials, query, { baseUrl }));`,
  listMeetings: `
    import { listMeetings } from "zoom-lti-pro";
    const call = (query, baseUrl) => listMeetings(credentials, query, { baseUrl });`,
  "LtiPro.listMeetings": `
    import { LtiPro } from "zoom-lti-pro";
    const call = (query, baseUrl) => new LtiPro(credentials, { baseUrl }).listMeetings(query);`,
};

const handler = `
  import { checkPage, credentials, queryFor } from "./whole/samples.mjs";
  export default {
    async fetch(request) {
      const baseUrl = new URL(request.url).searchParams.get("baseUrl");
      if (baseUrl) checkPage(await call(queryFor(${meetings}), baseUrl), ${meetings});
      return new Response();
    },
  };
`;

/** {candidate: milliseconds}, also for "empty request": the median of `processes` processes, which take turns. */
export async function measureFirstRequests(context, baseUrl, processes) {
  const workers = [];
  for (const [name, contents] of Object.entries(calls)) {
    const options = { name: `first-${name.replaceAll(/\W+/g, "-")}`, contents: contents + handler, runtime: "workerd" };
    workers.push({ name, samples: [], ...(await bundle({ ...context, ...options })) });
  }
  const empty = [];
  for (let round = 0; round < processes; round++) {
    for (let turn = 0; turn < workers.length; turn++) {
      const { into, wasm, samples } = workers[(turn + round) % workers.length];
      const times = await firstRequest(into, wasm, baseUrl);
      samples.push(times.first);
      empty.push(times.empty);
    }
  }
  return {
    ...Object.fromEntries(workers.map(({ name, samples }) => [name, median(samples)])),
    "empty request": median(empty),
  };
}

async function firstRequest(into, wasm, baseUrl) {
  const { ask, stop } = measured(await startWorker(into, wasm));
  try {
    const empty = [];
    for (let i = 0; i < 5; i++) empty.push((await ask("")).took);
    const { took } = await ask(`?${new URLSearchParams({ baseUrl })}`);
    return { first: took, empty: empty.at(-1) };
  } finally {
    await stop();
  }
}

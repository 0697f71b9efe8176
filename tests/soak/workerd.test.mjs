// Many requests at once on workerd, some aborted by their callers: every response is correct, no request hangs, and the
// next request works.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { installed } from "../support/installed.mjs";
import { serveWorker } from "../support/worker.mjs";

const worker = `
  import { LtiPro } from "zoom-lti-pro";
  let zoom;
  export default {
    async fetch(request, env) {
      zoom ??= new LtiPro({ key: env.LTI_KEY, secret: env.LTI_SECRET });
      const pageNum = new URL(request.url).searchParams.get("pageNum");
      const pages = [];
      for (const isUpComing of [true, false, true]) {
        const query = { userId: "_vIWeZ76TtuFceCKHkVk4Q", isUpComing, pageNum, pageSize: 7 };
        const { list } = await zoom.listMeetings(query, { signal: request.signal });
        pages.push(list.length);
      }
      return Response.json({ pageNum, pages });
    },
  };
`;

let served;

before(async () => {
  served = await serveWorker(await installed(), "soak", worker, {
    LTI_KEY: "emulator-key-not-for-zoom",
    LTI_SECRET: "emulator-secret-not-for-zoom",
  });
});
after(() => served?.stop());

async function ask(pageNum, signal) {
  const response = await fetch(`${served.url}?pageNum=${pageNum}`, { signal });
  assert.equal(response.status, 200);
  return response.json();
}

test("workerd: 6 000 requests of three calls each, 100 at once, a third of them aborted", async () => {
  let next = 0;
  let responses = 0;
  const client = async () => {
    while (next < 6_000) {
      const i = next++;
      const pageNum = String(1 + (i % 6));
      const giveUp = i % 3 === 0 ? AbortSignal.timeout(1 + (i % 20)) : AbortSignal.timeout(30_000);
      try {
        assert.deepEqual(await ask(pageNum, giveUp), { pageNum, pages: [7, 7, 7] });
        responses++;
      } catch (error) {
        if (i % 3 !== 0 || error instanceof assert.AssertionError) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: 100 }, client));
  assert.ok(responses >= 4_000, `${responses} responses`);
  assert.deepEqual(await ask("2"), { pageNum: "2", pages: [7, 7, 7] });
});

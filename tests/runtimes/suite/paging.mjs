// All pages of a user, and of many users.

import { articleAnswer, at, credentials, userId } from "./samples.mjs";

const now = () => at;

function start(testing, lib, options = {}) {
  const emulator = testing.createEmulator({ now });
  let asked = 0;
  let running = 0;
  let most = 0;
  const fetch = async (url, init) => {
    asked++;
    most = Math.max(most, ++running);
    try {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return await emulator.fetch(url, init);
    } finally {
      running--;
    }
  };
  return {
    zoom: new lib.LtiPro(emulator.credentials, { fetch, now, ...options }),
    emulator,
    asked: () => asked,
    most: () => most,
  };
}

/** A server whose pages are made by `list(pageNum)`, with what it says of itself. */
function serving(lib, page, options = {}) {
  const fetch = async (url) => {
    const pageNum = Number(new URL(url).searchParams.get("pageNum"));
    const { list, ...rest } = page(pageNum);
    return new Response(
      JSON.stringify({ status: true, result: { pageNum, pageSize: 2, total: 4, list: list.map(meeting), ...rest } }),
    );
  };
  return new lib.LtiPro(credentials, { fetch, now, ...options }).meetings({ userId, isUpComing: false, pageSize: 2 });
}

const meeting = (number) => ({
  ...articleAnswer.result.list[0],
  meetingId: `m${number}`,
  meetingNumber: String(number),
});
const numbers = (meetings) => meetings.map(({ meetingNumber }) => Number(meetingNumber));

export const paging = [
  [
    "pages: every meeting once, in order, by whichever way they are read",
    async ({ lib, testing, assert }) => {
      const { zoom } = start(testing, lib);
      const whole = await zoom.listMeetings({ userId, isUpComing: false, pageSize: 1000 });
      const query = { userId, isUpComing: false, pageSize: 40 };
      const iterated = [];
      for await (const found of zoom.meetings(query)) iterated.push(found);
      assert.deepEqual(iterated, whole.list);
      assert.deepEqual(await zoom.meetings(query).toArray(), whole.list);
      const sizes = [];
      for await (const { list, total } of zoom.meetings(query).pages())
        sizes.push(list.length) && assert.equal(total, whole.total);
      assert.equal(
        sizes.reduce((sum, size) => sum + size),
        whole.total,
      );
      assert.ok(sizes.slice(0, -1).every((size) => size === 40));
    },
  ],
  [
    "pages: no more are asked for than are read",
    async ({ lib, testing, assert }) => {
      const { zoom, asked } = start(testing, lib);
      const meetings = zoom.meetings({ userId, isUpComing: false, pageSize: 10 });
      assert.equal((await meetings.toArray({ limit: 15 })).length, 15);
      assert.equal(asked(), 2);
      for await (const _ of meetings) break;
      assert.equal(asked(), 3);
      for (const limit of [0, -1, 1.5, NaN])
        await assert.rejects(meetings.toArray({ limit }), { code: "invalid_argument", field: "limit" });
    },
  ],
  [
    "pages: a return while a page is under way ends its request",
    async ({ lib, assert }) => {
      let signal;
      const fetch = (_, init) => new Promise(() => (signal = init.signal));
      const pages = new lib.LtiPro(credentials, { fetch, now }).meetings({ userId }).pages();
      const first = pages.next();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await pages.return();
      assert.equal((await first).done, true);
      assert.ok(signal.aborted);
    },
  ],
  [
    "pages: go by the size that came back, not by the one asked for",
    async ({ lib, assert }) => {
      const all = [1, 2, 3, 4, 5, 6, 7];
      const small = serving(lib, (page) => ({ pageSize: 3, total: 7, list: all.slice(3 * page - 3, 3 * page) }));
      assert.deepEqual(numbers(await small.toArray()), all);
    },
  ],
  [
    "pages: a server that answers the same page again and again is an error, not a loop",
    async ({ lib, assert }) => {
      await assert.rejects(serving(lib, () => ({ list: [1, 2], total: 9 })).toArray(), {
        code: "invalid_response",
        reason: "repeated_page",
      });
      const endless = serving(lib, (page) => ({ list: [2 * page, 2 * page + 1], total: 1e6 }), { maxPages: 5 });
      await assert.rejects(endless.toArray(), { code: "invalid_response", reason: "too_many" });
    },
  ],
  [
    "pages: a meeting that moved to the next page meanwhile is given once, and a total that lies is told",
    async ({ lib, assert }) => {
      const lists = [[1, 2], [2, 3], [4]];
      const warned = [];
      const moved = serving(lib, (page) => ({ list: lists[page - 1] ?? [], total: page === 1 ? 3 : 5 }), {
        onWarning: ({ code }) => warned.push(code),
      });
      assert.deepEqual(numbers(await moved.toArray()), [1, 2, 3, 4]);
      await Promise.resolve();
      assert.deepEqual(warned, ["total_changed", "total_mismatch"]);
    },
  ],
  [
    "pages: an empty one in the middle is passed over, a second in a row ends the list",
    async ({ lib, assert }) => {
      const read = async (...lists) => {
        let asked = 0;
        const warned = [];
        const list = serving(lib, (page) => (asked++, { list: lists[page - 1] ?? [], total: 6 }), {
          onWarning: ({ code }) => warned.push(code),
        });
        return [numbers(await list.toArray()), asked, warned];
      };
      assert.deepEqual(await read([1, 2], [], [5, 6]), [[1, 2, 5, 6], 5, ["total_mismatch"]]);
      assert.deepEqual(await read([], [3, 4], [5, 6]), [[3, 4, 5, 6], 5, ["total_mismatch"]]);
      assert.deepEqual(await read([1, 2], [], [], [7, 8]), [[1, 2], 3, ["total_mismatch"]]);
    },
  ],
  [
    "pages: a size that shrank and grew again passes meetings over",
    async ({ lib, assert }) => {
      const sizes = [3, 2, 3];
      const all = [1, 2, 3, 4, 5, 6, 7, 8, 9];
      const odd = serving(lib, (page) => ({
        pageSize: sizes[page - 1] ?? 3,
        total: 9,
        list: all.slice((page - 1) * (sizes[page - 1] ?? 3)).slice(0, sizes[page - 1] ?? 3),
      }));
      await assert.rejects(odd.toArray(), { code: "invalid_response", reason: "page_size" });
    },
  ],
  [
    "pages: a total beyond 32 bits is a large one",
    async ({ lib, assert }) => {
      for (const total of [2 ** 32, 2 ** 32 + 3, 2 ** 53 - 1]) {
        const short = serving(lib, (page) => ({ list: [[1, 2], [3], [4, 5]][page - 1] ?? [], total }));
        assert.deepEqual(numbers(await short.toArray()), [1, 2, 3, 4, 5]);
      }
    },
  ],
  [
    "pages: begin where the query says",
    async ({ lib, testing, assert }) => {
      const { zoom } = start(testing, lib);
      const whole = await zoom.listMeetings({ userId, isUpComing: false, pageSize: 1000 });
      assert.deepEqual(
        await zoom.meetings({ userId, isUpComing: false, pageSize: 40, pageNum: "2" }).toArray(),
        whole.list.slice(40),
      );
      await assert.rejects(zoom.meetings({ userId, pageNum: 0 }).toArray(), {
        code: "invalid_argument",
        field: "pageNum",
      });
    },
  ],
  [
    "users: each one's meetings, in order, a few at a time",
    async ({ lib, testing, assert }) => {
      const { zoom, emulator, most } = start(testing, lib);
      const userIds = [...emulator.users.map(({ userId }) => userId), "nobody", "nobody-else"];
      const results = await zoom.listMeetingsForUsers(userIds, { isUpComing: false, concurrency: 2 }).toArray();
      assert.deepEqual(
        results.map(({ userId }) => userId),
        userIds,
      );
      for (const [place, { meetings }] of results.entries()) {
        assert.deepEqual(meetings, await zoom.meetings({ userId: userIds[place], isUpComing: false }).toArray());
      }
      assert.equal(most(), 2);
    },
  ],
  [
    "users: one that fails stops no other",
    async ({ lib, testing, assert }) => {
      const { zoom } = start(testing, lib);
      const [failed, fine] = await zoom.listMeetingsForUsers(["teacher@example.edu", userId]).toArray();
      assert.deepEqual(
        [failed.error.code, failed.error.field, failed.meetings],
        ["invalid_argument", "userId", undefined],
      );
      assert.ok(fine.meetings.length > 0);
    },
  ],
  [
    "users: the caller's signal ends all of them",
    async ({ lib, assert }) => {
      const controller = new AbortController();
      const signals = [];
      const fetch = (_, init) => new Promise(() => signals.push(init.signal));
      const zoom = new lib.LtiPro(credentials, { fetch, now });
      setTimeout(() => controller.abort("enough"), 20);
      const error = await assert.rejects(
        zoom.listMeetingsForUsers(["a", "b", "c"], { signal: controller.signal }).toArray(),
        { code: "aborted" },
      );
      assert.equal(error.cause, "enough");
      assert.ok(signals.length > 0 && signals.every(({ aborted }) => aborted));
    },
  ],
  [
    "users: a source of ids that hangs holds up neither results, nor the caller's signal, nor a return",
    async ({ lib, testing, assert }) => {
      const { zoom } = start(testing, lib);
      const hanging = async function* () {
        yield userId;
        await new Promise(() => {});
      };
      const controller = new AbortController();
      const results = zoom.listMeetingsForUsers(hanging(), { signal: controller.signal })[Symbol.asyncIterator]();
      assert.equal((await results.next()).value.userId, userId);
      const next = results.next();
      controller.abort("enough");
      assert.equal((await assert.rejects(next, { code: "aborted" })).cause, "enough");
      const others = zoom.listMeetingsForUsers(hanging())[Symbol.asyncIterator]();
      await others.next();
      const waiting = others.next();
      await others.return();
      assert.equal((await waiting).done, true);
    },
  ],
  [
    "users: a return gives nobody's meetings by halves",
    async ({ lib, assert }) => {
      const all = serving(lib, () => ({ list: [1, 2] }));
      const first = (await all.pages().next()).value;
      const fetch = (url) =>
        url.includes("pageNum=1&")
          ? Promise.resolve(Response.json({ status: true, result: { ...first, meta: undefined } }))
          : new Promise(() => {});
      const users = new lib.LtiPro(credentials, { fetch, now }).listMeetingsForUsers(["a"])[Symbol.asyncIterator]();
      const next = users.next();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await users.return();
      assert.equal((await next).done, true);
    },
  ],
  [
    "users: what is no list of ids is refused",
    async ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials);
      for (const ids of [undefined, null, 5, {}, "abc"])
        await assert.rejects(zoom.listMeetingsForUsers(ids).toArray(), { code: "invalid_argument", field: "userIds" });
    },
  ],
];

// All pages of a user, and of many users.

import { articleResponse, at, credentials, userId } from "./samples.mjs";

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

/** A list from a server that sends the pages of `page(pageNum)`: meetings by number, and optional counters. */
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
  ...articleResponse.result.list[0],
  meetingId: `m${number}`,
  meetingNumber: String(number),
});
const numbers = (meetings) => meetings.map(({ meetingNumber }) => Number(meetingNumber));

/** The numbers of the meetings that iteration gives. */
async function iterated(list) {
  const found = [];
  for await (const meeting of list) found.push(meeting);
  // Hooks are called in a later turn of the event loop.
  await Promise.resolve();
  return numbers(found);
}

const rows = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/**
 * A list of meetings, by their numbers, in pages of two: `change(request, list)` gives what it is from that request on.
 * {list, requests, warned}: the list, the numbers of the pages that were asked for, and the codes of the warnings.
 */
function changing(lib, start, change) {
  const [requests, warned] = [[], []];
  let now = start;
  const list = serving(
    lib,
    (page) => {
      now = change(requests.push(page), now) ?? now;
      return { total: now.length, list: now.slice(2 * page - 2, 2 * page) };
    },
    { onWarning: ({ code }) => warned.push(code) },
  );
  return { list, requests, warned };
}

export const paging = [
  [
    "pages: each meeting once, in order, for every way to read them",
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
    "pages: a page is requested only when it is read",
    async ({ lib, testing, assert }) => {
      const { zoom, asked } = start(testing, lib);
      const meetings = zoom.meetings({ userId, isUpComing: false, pageSize: 10 });
      let read = 0;
      for await (const _ of meetings) if (++read === 15) break;
      assert.equal(asked(), 2);
      assert.equal((await meetings.toArray({ limit: 10 })).length, 10);
      assert.equal(asked(), 3);
      // Two pages are read twice.
      assert.equal((await meetings.toArray({ limit: 15 })).length, 15);
      assert.equal(asked(), 7);
      for (const limit of [0, -1, 1.5, NaN])
        await assert.rejects(meetings.toArray({ limit }), { code: "invalid_argument", field: "limit" });
    },
  ],
  [
    "pages: return() during a request aborts it",
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
    "pages: follow the page size of the response, not the requested one",
    async ({ lib, assert }) => {
      const all = [1, 2, 3, 4, 5, 6, 7];
      const small = serving(lib, (page) => ({ pageSize: 3, total: 7, list: all.slice(3 * page - 3, 3 * page) }));
      assert.deepEqual(numbers(await small.toArray()), all);
    },
  ],
  [
    "pages: a server that repeats the same page is an error, not an endless loop",
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
    "pages: a meeting that moved to the next page is given once, and a changed total gives a warning",
    async ({ lib, assert }) => {
      const lists = [[1, 2], [2, 3], [4]];
      const warned = [];
      const moved = serving(lib, (page) => ({ list: lists[page - 1] ?? [], total: page === 1 ? 4 : 5 }), {
        onWarning: ({ code }) => warned.push(code),
      });
      assert.deepEqual(await iterated(moved), [1, 2, 3, 4]);
      // Meetings that were added at the front are not missing: the pages have as many meetings as the first total.
      assert.deepEqual(warned, ["total_changed"]);
    },
  ],
  [
    "pages: one empty page is skipped, and two in a row end the list",
    async ({ lib, assert }) => {
      const read = async (...lists) => {
        let asked = 0;
        const warned = [];
        const list = serving(lib, (page) => (asked++, { list: lists[page - 1] ?? [], total: 6 }), {
          onWarning: ({ code }) => warned.push(code),
        });
        return [await iterated(list), asked, warned];
      };
      assert.deepEqual(await read([1, 2], [], [5, 6]), [[1, 2, 5, 6], 5, ["total_mismatch"]]);
      assert.deepEqual(await read([], [3, 4], [5, 6]), [[3, 4, 5, 6], 5, ["total_mismatch"]]);
      assert.deepEqual(await read([1, 2], [], [], [7, 8]), [[1, 2], 3, ["total_mismatch"]]);
    },
  ],
  [
    "pages: a page size that shrinks and grows again is an error, because meetings would be skipped",
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
    "pages: a total may be larger than 32 bits",
    async ({ lib, assert }) => {
      for (const total of [2 ** 32, 2 ** 32 + 3, 2 ** 53 - 1]) {
        const short = serving(lib, (page) => ({ list: [[1, 2], [3], [4, 5]][page - 1] ?? [], total }));
        assert.deepEqual(await iterated(short), [1, 2, 3, 4, 5]);
      }
    },
  ],
  [
    "pages: start with the page of the query",
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
    "lists: request pages of 1000, unless the query or a smaller limit says otherwise",
    async ({ lib, assert }) => {
      const sizes = [];
      const fetch = async (url) => {
        sizes.push(new URL(url).searchParams.get("pageSize"));
        const list = [1, 2, 3].map(meeting);
        return Response.json({ status: true, result: { pageNum: 1, pageSize: Number(sizes.at(-1)), total: 3, list } });
      };
      const zoom = new lib.LtiPro(credentials, { fetch, now });
      const query = { userId, isUpComing: false };
      const list = zoom.meetings(query);
      await iterated(list);
      for await (const _ of list.pages());
      await list.all();
      await list.toArray();
      await list.toArray({ limit: 5000 });
      assert.equal((await list.toArray({ limit: 2 })).length, 2);
      await zoom.meetings({ ...query, pageSize: 7 }).all();
      await zoom.listMeetingsForUsers([userId], { isUpComing: false }).toArray();
      await zoom.listMeetingsForUsers([userId], { isUpComing: false, pageSize: "8" }).toArray();
      await zoom.listMeetings(query);
      assert.deepEqual(sizes, ["1000", "1000", "1000", "1000", "1000", "2", "7", "1000", "8", "100"]);
    },
  ],
  [
    "lists: a list in a single response is complete, and read once",
    async ({ lib, assert }) => {
      for (const [start, pages] of [
        [[], 1],
        [[1], 1],
        // After a full page the next page is requested.
        [[1, 2], 2],
      ]) {
        const { list, requests, warned } = changing(lib, start, () => {});
        const { meetings, ...rest } = await list.all();
        assert.deepEqual(rest, { total: start.length, warnings: [], complete: true });
        assert.deepEqual([numbers(meetings), requests, warned], [start, rows(1, pages), []]);
        assert.deepEqual([await iterated(list), requests.length, warned], [start, 2 * pages, []]);
      }
    },
  ],
  [
    "lists: a list of several pages is read until two readings agree",
    async ({ lib, assert }) => {
      const { list, requests, warned } = changing(lib, rows(1, 5), () => {});
      const { meetings, complete } = await list.all();
      assert.deepEqual([numbers(meetings), complete, warned], [rows(1, 5), true, []]);
      assert.deepEqual(requests, [1, 2, 3, 1, 2, 3]);
    },
  ],
  [
    "lists: one meeting removed in front, one added behind: none is missing, or there is a warning",
    async ({ lib, assert }) => {
      const shift = (request, [, ...others]) => (request === 2 ? [...others, 9] : undefined);
      const { list, requests } = changing(lib, rows(1, 6), shift);
      const { meetings, complete } = await list.all();
      assert.deepEqual([numbers(meetings), complete], [[2, 3, 4, 5, 6, 9], true]);
      assert.equal(requests.length % 3, 0);
      const looped = changing(lib, rows(1, 6), shift);
      assert.deepEqual(await iterated(looped.list), [1, 2, 4, 5, 6, 9]);
      // The number agrees with the total: only the first page shows the change.
      assert.deepEqual([looped.requests, looped.warned], [[1, 2, 3, 4, 1], ["list_changed"]]);
    },
  ],
  [
    "lists: the first meeting disappears before each page, as upcoming meetings do",
    async ({ lib, assert }) => {
      const ends = (request, list) => (request < 4 ? list.slice(1) : list);
      const { list } = changing(lib, rows(0, 9), ends);
      const { meetings, complete } = await list.all();
      assert.deepEqual([numbers(meetings), complete], [rows(3, 9), true]);
      const looped = changing(lib, rows(0, 9), ends);
      await iterated(looped.list);
      assert.deepEqual([...new Set(looped.warned)], ["total_changed"]);
    },
  ],
  [
    "lists: meetings added in front lose none, and give no false total_mismatch",
    async ({ lib, assert }) => {
      const looped = changing(lib, rows(1, 6), (request, list) => (request === 2 ? [0, ...list] : list));
      assert.deepEqual(await iterated(looped.list), rows(1, 6));
      assert.deepEqual(looped.warned, ["total_changed"]);
      const { list } = changing(lib, rows(1, 6), (request, list) => (request === 2 ? [0, ...list] : list));
      const { meetings, complete } = await list.all();
      assert.deepEqual([numbers(meetings), complete], [rows(0, 6), true]);
    },
  ],
  [
    "lists: a meeting that was renamed and moved down is given once",
    async ({ lib, assert }) => {
      const before = [1, 2, 3].map(meeting);
      const later = [meeting(0), meeting(1), { ...meeting(2), topic: "renamed" }, meeting(3)];
      let asked = 0;
      const fetch = async (url) => {
        const pageNum = Number(new URL(url).searchParams.get("pageNum"));
        const all = ++asked === 1 ? before : later;
        const list = all.slice(2 * pageNum - 2, 2 * pageNum);
        return Response.json({ status: true, result: { pageNum, pageSize: 2, total: all.length, list } });
      };
      const list = new lib.LtiPro(credentials, { fetch, now }).meetings({ userId, isUpComing: false });
      assert.deepEqual(await iterated(list), [1, 2, 3]);
      asked = 0;
      const { meetings, complete } = await list.all();
      assert.deepEqual([numbers(meetings), meetings[2].topic, complete], [[0, 1, 2, 3], "renamed", true]);
    },
  ],
  [
    "lists: a list that always changes is given as read, and marked as incomplete",
    async ({ lib, assert }) => {
      const keepsChanging = (request, list) => [...list.slice(1), 100 + request];
      const { list, requests, warned } = changing(lib, rows(1, 5), keepsChanging);
      const { meetings, complete, reason, warnings } = await list.all();
      assert.deepEqual([complete, reason, requests.filter((page) => page === 1).length], [false, "list_changed", 4]);
      assert.ok(meetings.length > 0);
      assert.ok(warnings.some(({ code }) => code === "list_changed"));
      assert.deepEqual(
        warned,
        warnings.map(({ code }) => code),
      );
      const again = changing(lib, rows(1, 5), keepsChanging);
      const error = await assert.rejects(again.list.toArray(), { code: "invalid_response", reason: "incomplete" });
      assert.ok(error.message.includes("list_changed"), error.message);
    },
  ],
  [
    "lists: never complete if the total is too large; a total that is too small is a warning",
    async ({ lib, assert }) => {
      const counting = (total) =>
        serving(lib, (page) => ({ total, list: rows(1, 5).slice(2 * page - 2, 2 * page) })).all();
      const large = await counting(7);
      assert.deepEqual(
        [numbers(large.meetings), large.complete, large.reason, large.total],
        [rows(1, 5), false, "total_mismatch", 7],
      );
      for (const total of [0, 2, 4]) {
        const { meetings, complete, warnings } = await counting(total);
        assert.deepEqual([numbers(meetings), complete], [rows(1, 5), true]);
        assert.deepEqual(
          warnings.map(({ code }) => code),
          ["total_mismatch"],
        );
      }
      const { meetings, complete } = await serving(lib, (page) => ({ total: 3, list: page === 1 ? [1] : [] })).all();
      assert.deepEqual([numbers(meetings), complete], [[1], false]);
    },
  ],
  [
    "lists: overlapping pages are complete only if the total agrees",
    async ({ lib, assert }) => {
      const overlapping = (total) =>
        serving(lib, (page) => ({ total, list: [[1, 2], [2, 3], [3, 4], [5]][page - 1] ?? [] })).all();
      for (const [total, expected] of [
        [5, true],
        [3, false],
      ]) {
        const { meetings, complete } = await overlapping(total);
        assert.deepEqual([numbers(meetings), complete], [rows(1, 5), expected]);
      }
    },
  ],
  [
    "lists: the last page has the warnings about changes between pages",
    async ({ lib, assert }) => {
      const { list } = changing(lib, rows(1, 6), (request, [, ...others]) =>
        request === 2 ? [...others, 9] : undefined,
      );
      const pages = [];
      for await (const page of list.pages()) pages.push(page);
      const codes = pages.map(({ meta }) => meta.warnings.map(({ code }) => code));
      assert.deepEqual([pages.at(-1).list, codes], [[], [[], [], [], ["list_changed"]]]);
    },
  ],
  [
    "users: each list says whether it is complete",
    async ({ lib, assert }) => {
      const fetch = async (url) => {
        const { searchParams } = new URL(url);
        const pageNum = Number(searchParams.get("pageNum"));
        const total = searchParams.get("userId") === "short" ? 9 : 3;
        const list = [1, 2, 3].slice(2 * pageNum - 2, 2 * pageNum).map(meeting);
        return Response.json({ status: true, result: { pageNum, pageSize: 2, total, list } });
      };
      const zoom = new lib.LtiPro(credentials, { fetch, now });
      const ids = ["whole", "short", "teacher@example.edu"];
      const found = await zoom.listMeetingsForUsers(ids, { isUpComing: false }).toArray();
      assert.deepEqual(
        found.map(({ userId, complete, reason, meetings }) => [userId, complete, reason, meetings?.length]),
        [
          ["whole", true, undefined, 3],
          ["short", false, "total_mismatch", 3],
          ["teacher@example.edu", undefined, undefined, undefined],
        ],
      );
    },
  ],
  [
    "users: each user's meetings, in order, a few users at a time",
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
    "users: a user that fails does not stop the others",
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
    "users: a source of IDs that hangs blocks neither results nor signal nor return()",
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
    "users: after return() no user's list is incomplete",
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
    "users: an argument that is not a list of IDs is refused",
    async ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials);
      for (const ids of [undefined, null, 5, {}, "abc"])
        await assert.rejects(zoom.listMeetingsForUsers(ids).toArray(), { code: "invalid_argument", field: "userIds" });
    },
  ],
];

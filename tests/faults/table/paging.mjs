// Faults between pages: each meeting once, or a typed error after the meetings that were read.

import { fails, failsTwice, gives, half, html, numbers, page, userId } from "./parts.mjs";

/** Seven meetings on pages of three. */
const seven = numbers(1, 7);
const honest = (pageNum) => page(seven.slice(3 * pageNum - 3, 3 * pageNum), { pageNum, pageSize: 3, total: 7 });
const all = (play, expect, more) => ({ call: "all", play, expect, ...more });
const paging = (make, expect, more) =>
  all((response, call) => response.send(200, make(call.pageNum, call)), expect, more);

export const pages = {
  "three pages": paging(honest, gives(seven)),
  "a slow second page": all(async (response, { pageNum }) => {
    if (pageNum === 2) await response.pause(300);
    response.send(200, honest(pageNum));
  }, gives(seven)),
  "the second page truncated once": all(
    (response, { pageNum, attempt }) =>
      pageNum === 2 && attempt === 1 ? response.head(200).write(half).end() : response.send(200, honest(pageNum)),
    gives(seven, 2),
  ),
  "the second page under 503 once": all(
    (response, { pageNum, attempt }) =>
      pageNum === 2 && attempt === 1 ? response.send(503, html) : response.send(200, honest(pageNum)),
    gives(seven, 2),
  ),
  "the second page under 503 always": all(
    (response, { pageNum }) => (pageNum === 2 ? response.send(503, html) : response.send(200, honest(pageNum))),
    failsTwice("http_status", { rows: numbers(1, 3), status: 503 }),
  ),
  "the second page in HTML": paging(
    (pageNum) => (pageNum === 2 ? html : honest(pageNum)),
    fails("invalid_response", { rows: numbers(1, 3) }),
  ),
  "the last page again for every later page": paging((pageNum) => honest(Math.min(pageNum, 3)), gives(seven)),
  "the first page for every page": paging(
    () => honest(1),
    fails("invalid_response", { rows: numbers(1, 3), attempts: undefined }),
  ),
  "smaller pages than requested": paging(
    (pageNum) => page(seven.slice(2 * pageNum - 2, 2 * pageNum), { pageNum, pageSize: 2, total: 7 }),
    gives(seven),
  ),
  "pages that grow": paging(
    (pageNum) => (pageNum === 1 ? honest(1) : page(seven.slice(5), { pageNum, pageSize: 5, total: 7 })),
    fails("invalid_response", { rows: numbers(1, 3), attempts: undefined }),
  ),
  "a total that is too large": paging(
    (pageNum) => honest(pageNum).replace('"total":7', '"total":999'),
    gives(seven, 1, { warning: "total_mismatch" }),
  ),
  "a total that is too small": paging(
    (pageNum) => honest(pageNum).replace('"total":7', '"total":2'),
    gives(seven, 1, { warning: "total_mismatch" }),
  ),
  "a total of 0": paging(
    (pageNum) => honest(pageNum).replace('"total":7', '"total":0'),
    gives(seven, 1, { warning: "total_mismatch" }),
  ),
  "a total that changes": paging(
    (pageNum) => (pageNum === 1 ? honest(1).replace('"total":7', '"total":9') : honest(pageNum)),
    gives(seven, 1, { warning: "total_changed" }),
  ),
  "a meeting added between pages moves the others down": paging((pageNum) => {
    const now = pageNum === 1 ? seven : [0, ...seven];
    return page(now.slice(3 * pageNum - 3, 3 * pageNum), { pageNum, pageSize: 3, total: now.length });
  }, gives(seven)),
  "an empty page in the middle": paging(
    (pageNum) => (pageNum === 2 ? page([], { pageNum, pageSize: 3, total: 7 }) : honest(pageNum)),
    gives([1, 2, 3, 7], 1, { warning: "total_mismatch" }),
  ),
  "empty pages from the second on, despite the total": paging(
    (pageNum) => (pageNum === 1 ? honest(1) : page([], { pageNum, pageSize: 3, total: 7 })),
    gives(numbers(1, 3), 1, { warning: "total_mismatch" }),
  ),
  "a total beyond 32 bits": paging(
    (pageNum) => honest(pageNum).replace('"total":7', `"total":${2 ** 32 + 1}`),
    gives(seven, 1, { warning: "total_mismatch" }),
  ),
  "pages that shrink and grow again": paging(
    (pageNum) => (pageNum === 2 ? page([3, 4], { pageNum, pageSize: 2, total: 7 }) : honest(pageNum)),
    fails("invalid_response", { rows: numbers(1, 4), attempts: undefined }),
  ),
  "endless pages": paging(
    (pageNum) => page(numbers(3 * pageNum - 2, 3 * pageNum), { pageNum, pageSize: 3, total: 1e9 }),
    fails("invalid_response", { rows: numbers(1, 15), attempts: undefined }),
    { options: { maxPages: 5 } },
  ),
  "the wrong page number": paging((pageNum) => honest(pageNum).replace(/"pageNum":\d/, '"pageNum":1'), gives(seven)),
  "many users, one of them under 404": {
    call: "users",
    play: (response, call) =>
      call.params.userId === "gone" ? response.send(404, html) : response.send(200, honest(call.pageNum)),
    users: [userId, "gone", `${userId}2`],
    expect: gives([...seven, "http_status", ...seven], 1, { attempts: undefined }),
  },
};

/** All pages of a query, one after the other. Where the list ends is decided in `src/policy.rs`. */
import { tell, type CallHandle } from "./call.js";
import { invalidArgument, LtiProError } from "./error.js";
import { afterPage, type Paging } from "./instance.js";
import { wholeNumber } from "./options.js";
import type { ListedMeetings, Meeting, MeetingList, PagingOptions, Warning } from "./types.js";

/** Lists one page. */
export type ListPage = (pageNum: number, handle: CallHandle) => Promise<ListedMeetings>;

const MOST_PAGES = 1000;

/** A function rather than a class: minifiers keep a class with `[Symbol.asyncIterator]`, and all it uses, where nobody uses it. */
export function allMeetings(list: ListPage, firstPage: unknown, options: PagingOptions): MeetingList {
  const read = (handle: CallHandle) => readPages(list, firstPage, options, handle);
  const pages = () => cancellable(read);
  return {
    pages,
    [Symbol.asyncIterator]() {
      return cancellable(async function* (handle): AsyncGenerator<Meeting, void, undefined> {
        for await (const page of read(handle)) yield* page.list;
      });
    },
    async toArray(given) {
      const limit = given?.limit ?? Infinity;
      if (limit !== Infinity) wholeNumber("limit", limit, 1, Number.MAX_SAFE_INTEGER);
      const all: Meeting[] = [];
      for await (const page of pages()) {
        for (const meeting of page.list) all.push(meeting);
        if (all.length >= limit) return all.slice(0, limit);
      }
      return all;
    },
  };
}

async function* readPages(
  list: ListPage,
  firstPage: unknown,
  options: PagingOptions,
  handle: CallHandle,
): AsyncGenerator<ListedMeetings, void, undefined> {
  const maxPages = wholeNumber("maxPages", options.maxPages ?? MOST_PAGES, 1, Number.MAX_SAFE_INTEGER);
  const seen = new Set<string>();
  const before = { rows: 0, pageSize: 0, stale: 0 };
  const first = pageNumber(firstPage);
  // What stands before the first page counts as read, by the size the server turns out to use.
  for (let pages = 0, total = -1; ; pages++) {
    if (pages === maxPages) throw endless(maxPages);
    const page = await list(first + pages, handle);
    if (pages === 0) before.rows = (first - 1) * page.pageSize;
    const fresh = unseen(page.list, seen);
    const { pageSize } = page;
    const paging = afterPage({ rows: page.list.length, newRows: fresh.length, pageSize, total: page.total }, before);
    if (paging === "repeats" || paging === "grew") throw confused(paging, first + pages);
    before.rows += fresh.length;
    before.stale = fresh.length === 0 ? before.stale + 1 : 0;
    if (page.list.length > 0) before.pageSize = pageSize;
    const warnings = countWarnings(page.total, total, paging === "end" && first === 1 ? before.rows : -1);
    for (const warning of warnings) tell(options.onWarning, warning);
    if (fresh.length > 0 || pages === 0 || warnings.length > 0) {
      yield { ...page, list: fresh, meta: { ...page.meta, warnings: [...page.meta.warnings, ...warnings] } };
    }
    if (paging === "end") return;
    total = page.total;
  }
}

/**
 * An iterator over what a generator makes. A generator that waits does not hear of `return`; here it ends the call under way, so
 * that nothing is left running.
 */
export function cancellable<T>(
  make: (handle: CallHandle) => AsyncGenerator<T, void, undefined>,
): AsyncIterableIterator<T> {
  const handle: CallHandle = {};
  const inner = make(handle);
  let cancelled = false;
  return {
    async next(): Promise<IteratorResult<T>> {
      try {
        const result = await inner.next();
        // What was cut off is not to be taken for the whole.
        if (!cancelled) return result;
      } catch (error) {
        if (!cancelled) throw error;
      }
      return { done: true, value: undefined };
    },
    return(): Promise<IteratorResult<T>> {
      cancelled = true;
      handle.cancel?.();
      return inner.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The meetings that were on no earlier page: meetings are added while a list is read, and move down. */
function unseen(list: Meeting[], seen: Set<string>): Meeting[] {
  const keys = list.map(({ meetingId, meetingNumber, startTime, topic }) =>
    JSON.stringify([meetingId, meetingNumber, startTime, topic]),
  );
  const found = list.filter((_, row) => !seen.has(keys[row]!));
  for (const key of keys) seen.add(key);
  return found;
}

/** `before` is below 0 on the first page, `read` where not every page was read. */
function countWarnings(total: number, before: number, read: number): Warning[] {
  const warnings: Warning[] = [];
  if (before >= 0 && total !== before)
    warnings.push({
      code: "total_changed",
      message: `the server counted ${before} meetings on one page and ${total} on the next`,
    });
  if (read >= 0 && read !== total)
    warnings.push({
      code: "total_mismatch",
      message: `the server counts ${total} meetings, and its pages held ${read}`,
    });
  return warnings;
}

function pageNumber(value: unknown = 1): number {
  const number = typeof value === "string" && /^[1-9]\d*$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(number) && (number as number) > 0) return number as number;
  throw invalidArgument("pageNum", "pageNum must be a whole number from 1");
}

function endless(maxPages: number): LtiProError {
  const hint = "Raise maxPages, or ask for a larger pageSize.";
  return new LtiProError("invalid_response", `the list goes on after ${maxPages} pages (maxPages)`, {
    reason: "too_many",
    sent: "yes",
    field: "maxPages",
    hint,
  });
}

function confused(paging: Paging, pageNum: number): LtiProError {
  const repeats = paging === "repeats";
  const message = repeats
    ? `the server answers page ${pageNum} with meetings of earlier pages`
    : `the server's pages grew up to page ${pageNum}: meetings were passed over`;
  return new LtiProError("invalid_response", message, {
    reason: repeats ? "repeated_page" : "page_size",
    sent: "yes",
    hint: "Read the list again.",
  });
}

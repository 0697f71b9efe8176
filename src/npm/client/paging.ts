/** Reads all pages of a query. `src/policy.rs` decides when to request another page, and whether a list is complete. */
import { type CallHandle, callHook } from "./call.js";
import { Completeness, Paging } from "../generated/decisions.js";
import { type ErrorReason, invalidArgument, LtiProError } from "../public/error.js";
import { afterPage, afterReading } from "../wasm/policy.js";
import { wholeNumber } from "./options.js";
import type { AllMeetings, ListedMeetings, Meeting, MeetingList, PagingOptions, Warning } from "../public/types.js";

/** Lists one page, of `pageSize` meetings unless the query has a size. Never calls `onWarning`. */
export type ListPage = (pageNum: number, pageSize: number, handle: CallHandle) => Promise<ListedMeetings>;

/** Reads all meetings, until they are known to be complete. */
export type ListAll = (handle: CallHandle) => Promise<AllMeetings>;

const MAX_PAGES = 1000;
/** The maximum page size of the API, so that most lists need one request. */
const MAX_PAGE_SIZE = 1000;

/** Not a class: minifiers keep an unused class with `[Symbol.asyncIterator]` and everything that it uses. */
export function allMeetings(list: ListPage, firstPage: unknown, options: PagingOptions): MeetingList {
  const pages = () => cancellable((handle) => streamed(list, firstPage, options, handle));
  return {
    pages,
    [Symbol.asyncIterator]() {
      return cancellable(async function* (handle): AsyncGenerator<Meeting, void, undefined> {
        for await (const page of streamed(list, firstPage, options, handle)) yield* page.list;
      });
    },
    all: () => readAll(list, firstPage, options, {}),
    async toArray(given) {
      const limit = given?.limit ?? Infinity;
      if (limit !== Infinity) wholeNumber("limit", limit, 1);
      const { meetings, complete, reason } = await readAll(list, firstPage, options, {}, limit);
      if (complete) return meetings;
      throw unreadable(
        "incomplete",
        `the list may be incomplete (${reason})`,
        "Use all(): it returns the meetings anyway.",
      );
    },
  };
}

/** The progress of a reading. `rows`, `pageSize` and `stale` are as in `policy::Progress`. */
interface Reading {
  rows: number;
  pageSize: number;
  stale: number;
  /** Whether a meeting of an earlier page was on a later page again. */
  repeated: boolean;
  first?: ListedMeetings;
  firstRows: number;
  /** Warnings about the list, not about a page. */
  warnings: Warning[];
}

const begin = (): Reading => ({ rows: 0, pageSize: 0, stale: 0, repeated: false, firstRows: 0, warnings: [] });

/** Reads the pages once, and updates `reading`. */
async function* readPages(
  list: ListPage,
  firstPage: unknown,
  options: PagingOptions,
  handle: CallHandle,
  reading: Reading,
  wanted = MAX_PAGE_SIZE,
): AsyncGenerator<ListedMeetings, void, undefined> {
  const maxPages = wholeNumber("maxPages", options.maxPages ?? MAX_PAGES, 1);
  const seen = new Set<string>();
  const first = pageNumber(firstPage);
  for (let pages = 0, before = -1, total = -1; ; pages++, before = total) {
    if (pages === maxPages) {
      const message = `the list has more than ${maxPages} pages (maxPages)`;
      throw unreadable("too_many", message, "Use a larger maxPages or pageSize.", "maxPages");
    }
    const page = await list(first + pages, wanted, handle);
    const { pageSize } = page;
    total = page.total;
    // The pages before the first page of the query count as read. Now their size is known.
    if (pages === 0) reading.rows = (first - 1) * pageSize;
    const fresh = unseen(page.list, seen);
    const paging = afterPage(
      [page.list.length, fresh.length, pageSize, total],
      [reading.rows, reading.pageSize, reading.stale],
    );
    const pageNum = first + pages;
    if (paging === Paging.Repeats)
      throw unreadable("repeated_page", `page ${pageNum} of the list repeats meetings of earlier pages`);
    if (paging === Paging.Grew)
      throw unreadable("page_size", `the server's page size grew before page ${pageNum}, so meetings were skipped`);
    reading.rows += fresh.length;
    reading.stale = fresh.length === 0 ? reading.stale + 1 : 0;
    reading.repeated ||= fresh.length < page.list.length;
    if (page.list.length > 0) reading.pageSize = pageSize;
    if (pages === 0) {
      reading.first = page;
      reading.firstRows = reading.rows;
    }
    const warnings: Warning[] = [];
    if (pages > 0 && total !== before) {
      const message = `the server counted ${before} meetings on one page and ${total} on the next`;
      warnings.push({ code: "total_changed", message });
    }
    // If the count changed meanwhile, it cannot be compared with the pages that were read before.
    const isCounted = paging === Paging.End && first === 1 && reading.warnings.length + warnings.length === 0;
    if (isCounted && reading.rows !== total) {
      const message = `the server counts ${total} meetings, but its pages contained ${reading.rows}`;
      warnings.push({ code: "total_mismatch", message });
    }
    reading.warnings.push(...warnings);
    if (fresh.length > 0 || pages === 0 || warnings.length > 0) yield given(page, fresh, warnings);
    if (paging === Paging.End) return;
  }
}

/** Returns each page as it arrives. After several pages, checks that the first page is still the same. */
async function* streamed(
  list: ListPage,
  firstPage: unknown,
  options: PagingOptions,
  handle: CallHandle,
): AsyncGenerator<ListedMeetings, void, undefined> {
  const reading = begin();
  for await (const page of readPages(list, firstPage, options, handle, reading)) {
    for (const warning of page.meta.warnings) callHook(options.onWarning, warning);
    yield page;
  }
  if (reading.warnings.length > 0 || reading.rows === reading.firstRows) return;
  const again = await list(pageNumber(firstPage), MAX_PAGE_SIZE, handle);
  if (again.list.map(identity).join() === reading.first!.list.map(identity).join()) return;
  callHook(options.onWarning, listChanged);
  yield given(again, [], [listChanged]);
}

const given = (page: ListedMeetings, list: Meeting[], warnings: Warning[]): ListedMeetings => ({
  ...page,
  list,
  meta: { ...page.meta, warnings: [...page.meta.warnings, ...warnings] },
});

const listChanged: Warning = {
  code: "list_changed",
  message: "the list changed while it was read: meetings may be missing",
};

/** Reads the list until it is complete, or cannot be. With a `limit`, reads only this many meetings. */
export async function readAll(
  list: ListPage,
  firstPage: unknown,
  options: PagingOptions,
  handle: CallHandle,
  limit = Infinity,
): Promise<AllMeetings> {
  let before: Meeting[] = [];
  // Pages that are read again usually have the same warnings.
  const found = new Map<string, Warning>();
  for (let readings = 1; ; readings++) {
    const reading = begin();
    const meetings: Meeting[] = [];
    const wanted = Math.min(limit, MAX_PAGE_SIZE);
    for await (const page of readPages(list, firstPage, options, handle, reading, wanted)) {
      for (const meeting of page.list) meetings.push(meeting);
      for (const warning of page.meta.warnings) {
        if (!found.has(warning.message) && !reading.warnings.includes(warning)) callHook(options.onWarning, warning);
        found.set(warning.message, warning);
      }
      if (meetings.length >= limit) break;
    }
    const { rows, firstRows, repeated } = reading;
    const { total, list: onFirst, pageSize } = reading.first!;
    // The meetings after the limit do not matter.
    const isCut = meetings.length >= limit;
    if (isCut) meetings.length = limit;
    const isShort = isCut || onFirst.length < pageSize;
    const agrees = readings > 1 && JSON.stringify(meetings) === JSON.stringify(before);
    const shows = afterReading([
      rows, // rows
      firstRows, // first_rows
      +isShort, // is_short
      isCut ? 0 : total, // total
      +repeated, // repeated
      +agrees, // agrees
      readings, // readings
    ]);
    before = meetings;
    if (shows === Completeness.Again) {
      for (const { message } of reading.warnings) found.delete(message);
      continue;
    }
    if (shows === Completeness.Changed) {
      reading.warnings.push(listChanged);
      found.set("", listChanged);
    }
    for (const warning of reading.warnings) callHook(options.onWarning, warning);
    const all = { meetings, total, warnings: [...found.values()] };
    if (shows === Completeness.Complete) return { ...all, complete: true };
    return { ...all, complete: false, reason: shows === Completeness.Changed ? "list_changed" : "total_mismatch" };
  }
}

/** An iterator over a generator. `return` also cancels the call that the generator waits for. */
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
        // A result after `return` may be incomplete.
        if (!cancelled) return result;
      } catch (error) {
        if (!cancelled) throw error;
      }
      return { done: true, value: undefined };
    },
    return(): Promise<IteratorResult<T>> {
      cancelled = handle.over = true;
      handle.cancel?.();
      return inner.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The meetings that were not on an earlier page. If a meeting is added meanwhile, the others move to later pages. */
function unseen(list: Meeting[], seen: Set<string>): Meeting[] {
  const keys = list.map(identity);
  const found = list.filter((_, row) => !seen.has(keys[row]!));
  for (const key of keys) seen.add(key);
  return found;
}

/** Identifies a row of a list. The topic may change, and recurring meetings may differ only in the start time. */
function identity({ meetingId, meetingNumber, startTime }: Meeting): string {
  return JSON.stringify([meetingId, meetingNumber, startTime]);
}

function pageNumber(value: unknown = 1): number {
  const number = typeof value === "string" && /^[1-9]\d*$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(number) && (number as number) > 0) return number as number;
  throw invalidArgument("pageNum", "pageNum must be a whole number of at least 1");
}

function unreadable(reason: ErrorReason, message: string, hint = "Read the list again.", field?: string): LtiProError {
  return new LtiProError("invalid_response", message, { reason, sent: "yes", hint, field });
}

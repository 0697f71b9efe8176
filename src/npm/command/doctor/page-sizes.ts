/** The questions about page sizes and numbers. */
import { cannotTell, found, type Finding } from "./question-result.js";
import { verdict, type Seen } from "./probe-results.js";
import type { Page } from "./response-kind.js";

const MAX_PAGE_SIZE = 1000;

export function sizes(seen: Seen): Finding[] {
  return [
    honored(seen, "page_size_1", "size1", 1),
    honored(seen, "page_size_1000", "size1000", MAX_PAGE_SIZE),
    beyond(seen),
    zero(seen),
  ];
}

function honored(
  seen: Seen,
  id: "page_size_1" | "page_size_1000",
  probe: "size1" | "size1000",
  asked: number,
): Finding {
  const response = verdict(seen, probe);
  if (response.kind === "other") return cannotTell(id, response.said);
  if (response.kind === "refused") return found(id, "refused", response.said);
  const { page } = response;
  const { length } = page.list;
  if (sizeOf(page) !== asked) return found(id, "changed", measured(page));
  if (length > asked) return found(id, "ignored", measured(page));
  const proved = length === asked && totalOf(page) > asked;
  return found(id, proved ? "honored" : "reported", measured(page));
}

function beyond(seen: Seen): Finding {
  const response = verdict(seen, "size1001");
  if (response.kind === "other") return cannotTell("page_size_1001", response.said);
  if (response.kind === "refused") return found("page_size_1001", "refused", response.said);
  const size = sizeOf(response.page);
  const outcome =
    size === undefined || size > MAX_PAGE_SIZE + 1 ? "other" : size > MAX_PAGE_SIZE ? "accepted" : "lowered";
  return found("page_size_1001", outcome, measured(response.page));
}

/** Compares page 0 with page 1, each with one meeting. */
function zero(seen: Seen): Finding {
  const [response, first] = [verdict(seen, "page0"), verdict(seen, "size1")];
  if (response.kind === "other") return cannotTell("page_num_0", response.said);
  if (response.kind === "refused") return found("page_num_0", "refused", response.said);
  if (totalOf(response.page) === 0) return cannotTell("page_num_0", "accepted, and the list has no meetings");
  if (response.page.list.length === 0) return found("page_num_0", "empty", measured(response.page));
  if (first.kind !== "accepted") return cannotTell("page_num_0", `accepted, and page 1 is not known: ${first.said}`);
  const same = keys(response.page) === keys(first.page);
  return found("page_num_0", same ? "first_page" : "other", measured(response.page));
}

const keys = ({ list }: Page): string => JSON.stringify(list.map(({ meetingId, startTime }) => [meetingId, startTime]));

const sizeOf = ({ result }: Page): number | undefined => numberOf(result["pageSize"]);

const totalOf = ({ result, list }: Page): number => numberOf(result["total"]) ?? list.length;

/** Also accepts digits in a string, which the evidence shows in quotes. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

function measured(page: Page): string {
  const { result, list } = page;
  const number = (name: string): string =>
    numberOf(result[name]) === undefined ? (name in result ? "no number" : "missing") : JSON.stringify(result[name]);
  return (
    `pageNum ${number("pageNum")}, pageSize ${number("pageSize")}, total ${number("total")}, ${list.length} in ` +
    "the list"
  );
}

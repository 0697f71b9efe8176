import type { StartTimeIn } from "zoom-lti-pro";

/** What the page shows. It lives in the URL's query and nowhere else: shareable on this machine, gone with the tab. */
export interface View {
  userId: string;
  isUpComing: boolean;
  pageNum: number;
  pageSize: number;
  startTimeIn: StartTimeIn;
}

export const PAGE_SIZES: readonly number[] = [5, 10, 20, 50, 100];

const DEFAULTS: View = { userId: "", isUpComing: true, pageNum: 1, pageSize: 20, startTimeIn: "utc" };

/** Reads a query such as `?userId=…&isUpComing=false&pageNum=2`; whatever makes no sense takes its default. */
export function readView(search: string): View {
  const query = new URLSearchParams(search);
  return {
    userId: query.get("userId")?.trim() ?? DEFAULTS.userId,
    isUpComing: query.get("isUpComing") !== "false",
    pageNum: positive(query.get("pageNum")) ?? DEFAULTS.pageNum,
    pageSize: PAGE_SIZES.find((size) => String(size) === query.get("pageSize")) ?? DEFAULTS.pageSize,
    startTimeIn: query.get("startTimeIn") === "timezone" ? "timezone" : "utc",
  };
}

/** The query of a view, without what is default. */
export function viewQuery(view: View): string {
  const query = new URLSearchParams();
  for (const name of ["userId", "isUpComing", "pageNum", "pageSize", "startTimeIn"] as const) {
    if (view[name] !== DEFAULTS[name]) query.set(name, String(view[name]));
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

function positive(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

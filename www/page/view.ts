import type { StartTimeIn } from "zoom-lti-pro";
import { endpoints, type Rule } from "../../src/npm/generated/parameters.js";
import type { Zone } from "./times.js";

/**
 * What the page shows. It is stored only in the URL's query, so it can be shared on this machine and disappears with
 * the tab.
 */
export interface View {
  userId: string;
  isUpComing: boolean;
  pageNum: number;
  pageSize: number;
  /** The values, as typed, of API parameters that have no other control. */
  others: Readonly<Record<string, string>>;
  startTimeIn: StartTimeIn;
  zone: Zone;
}

const RULES = endpoints.meetingList.parameters;
const ruleOf = (name: string): Rule | undefined => RULES.find((rule) => rule.name === name);

/** The parameters with their own controls. */
const OWN = ["userId", "isUpComing", "pageNum", "pageSize"] as const;

/** The other parameters, each of which gets a field. */
export const OTHERS: readonly Rule[] = RULES.filter(({ name }) => !(OWN as readonly string[]).includes(name));

export const PAGE_SIZES: readonly number[] = [5, 10, 20, 50, 100].filter((size) => isAllowed("pageSize", size));

const DEFAULTS: View = {
  userId: "",
  isUpComing: ruleOf("isUpComing")?.default !== "false",
  pageNum: Number(ruleOf("pageNum")?.default ?? 1),
  pageSize: 20,
  others: {},
  startTimeIn: "utc",
  zone: "viewer",
};

const ZONES: readonly Zone[] = ["viewer", "utc", "meeting"];

/** Reads a query such as `?userId=…&isUpComing=false&pageNum=2`; invalid values get their defaults. */
export function readView(search: string): View {
  const query = new URLSearchParams(search);
  const isUpComing = query.get("isUpComing");
  return {
    userId: query.get("userId")?.trim() ?? DEFAULTS.userId,
    isUpComing: isUpComing === "true" || isUpComing === "false" ? isUpComing === "true" : DEFAULTS.isUpComing,
    pageNum: pageNumber(query.get("pageNum")) ?? DEFAULTS.pageNum,
    pageSize: PAGE_SIZES.find((size) => String(size) === query.get("pageSize")) ?? DEFAULTS.pageSize,
    others: Object.fromEntries(
      OTHERS.flatMap(({ name }) => {
        const value = query.get(name)?.trim();
        return value ? [[name, value]] : [];
      }),
    ),
    startTimeIn: query.get("startTimeIn") === "timezone" ? "timezone" : "utc",
    zone: ZONES.find((zone) => zone === query.get("zone")) ?? DEFAULTS.zone,
  };
}

/** The query of a view, without default values. */
export function viewQuery(view: View): string {
  const query = new URLSearchParams();
  for (const name of [...OWN, "startTimeIn", "zone"] as const) {
    if (view[name] !== DEFAULTS[name]) query.set(name, String(view[name]));
  }
  for (const [name, value] of Object.entries(view.others)) query.set(name, value);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** The parameters of a view, in the order of the table. */
export function parametersOf(view: Omit<View, "pageNum" | "pageSize">): [name: string, value: string][] {
  const values: Readonly<Record<string, unknown>> = { ...view.others, ...view };
  return RULES.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, String(values[name])]]));
}

function pageNumber(text: string | null): number | undefined {
  const number = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return isAllowed("pageNum", number) ? number : undefined;
}

function isAllowed(name: string, number: number): boolean {
  const { min = 0, max = Infinity } = ruleOf(name) ?? {};
  return number >= min && number <= max;
}

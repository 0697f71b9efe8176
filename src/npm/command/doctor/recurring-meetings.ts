/** The question whether a series has one row in the list or many. */
import { counted } from "../../text/counted.js";
import { cannotTell, found, type Finding } from "./question-result.js";
import { rowsOf, type Seen } from "./probe-results.js";
import type { Row } from "./response-kind.js";

const [NO_FIXED_TIME, FIXED_TIME] = [3, 8];

export function series(seen: Seen): Finding {
  const lists = [rowsOf(seen, true), rowsOf(seen, false)].map((list) => list.filter(isRecurring));
  const rows = lists.flat();
  if (rows.length === 0) return cannotTell("series", "no recurring meetings");
  const fixed = rows.filter(({ type }) => type === FIXED_TIME);
  // Rows that can be distinguished from other rows of their series.
  const told = fixed.filter(({ meetingId, startTime }) => isKey(meetingId) && startTime);
  // Unrelated meetings share a personal meeting number.
  const ofId = lists.map((list) => mostTimes(list, "meetingId"));
  const ofNumber = lists.map((list) => mostTimes(list.filter(isNotPersonal), "meetingNumber"));
  const most = ([upcoming, past]: number[]): string => `${upcoming} upcoming and ${past} past`;
  const evidence =
    `type 8: ${counted(fixed.length, "row")}, type 3: ${counted(rows.length - fixed.length, "row")}; ` +
    `most start times of one id: ${most(ofId)}, of one number: ${most(ofNumber)}`;
  if (Math.max(...ofId) > 1) return found("series", "many_rows_same_id", evidence);
  if (Math.max(...ofNumber) > 1) return found("series", "many_rows_same_number", evidence);
  if (told.length > 1) return found("series", "one_row", evidence);
  return cannotTell("series", `fewer than two rows of type 8 with an id and a start; ${evidence}`);
}

const isRecurring = ({ type }: Row): boolean => type === NO_FIXED_TIME || type === FIXED_TIME;

const isKey = (value: unknown): boolean => typeof value === "string" || typeof value === "number";

const isNotPersonal = ({ pmi }: Row): boolean => pmi === null || pmi === undefined;

/** The maximum number of start times among rows with the same id or number. */
function mostTimes(list: readonly Row[], name: string): number {
  const times = new Map<unknown, Set<unknown>>();
  for (const { [name]: key, startTime } of list) {
    if (isKey(key) && startTime) times.set(key, (times.get(key) ?? new Set()).add(startTime));
  }
  return Math.max(0, ...[...times.values()].map(({ size }) => size));
}

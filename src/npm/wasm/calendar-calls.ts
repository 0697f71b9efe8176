/** The calendar's wasm. Its entry has this module alone: `#client-glue` is the same glue there (scripts/build.mjs). */
import * as wasm from "#calendar-glue";
import { type Columns, readColumns, writeColumns, writeNames } from "./columns.js";
import { asText, readFields } from "./frames.js";
import { run } from "./instance.js";

/** Reads start times, all in one call: for each, the two numbers of a `StartTime`. */
export function startTimes(texts: string[]): Float64Array {
  return run(() => {
    const [, , numbers] = readFields(wasm.start_times(writeNames(texts)));
    // A copy, because the output is not aligned.
    return new Float64Array(numbers!.slice().buffer);
  });
}

/** Writes a feed. In: the values that `calendar_feed` in `src/js/calendar.rs` reads. */
export function calendarFeed(values: Columns): { text: string; etag: string } {
  return run(() => {
    const [text, etag] = readFields(wasm.calendar_feed(writeColumns(values)));
    return { text: asText(text!), etag: asText(etag!) };
  });
}

/** What a store keeps next: three texts and four numbers for each event. */
export function nextChanges(values: Columns): Pick<Columns, "texts" | "numbers"> {
  return run(() => readColumns(wasm.next_changes(writeColumns(values))));
}

/** The calendar's wasm. Its entry has this module alone: `#client-glue` is the same glue there (scripts/build.mjs). */
import * as wasm from "#calendar-glue";
import { asText, type Field, readFields, writeFields } from "./frames.js";
import { run } from "./instance.js";

/** Writes a feed. In: the fields that `calendar_feed` in `src/js/calendar.rs` reads. */
export function calendarFeed(fields: Field[]): { text: string; etag: string } {
  return run(() => {
    const [text, etag] = readFields(wasm.calendar_feed(writeFields(fields)));
    return { text: asText(text!), etag: asText(etag!) };
  });
}

/** What a store keeps next: seven fields for each event. The fields are views, and valid until the next call. */
export function nextChanges(fields: Field[]): Uint8Array[] {
  return run(() => readFields(wasm.next_changes(writeFields(fields))));
}

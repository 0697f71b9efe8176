/** What follows a failure, a page or a reading (`src/policy.rs`). */
import * as wasm from "#client-glue";
import { asText, number, readFields, text, writeFields } from "./frames.js";
import { run } from "./instance.js";

/** What follows a failure: the result of {@link nextStep}. */
export type Step = "give_up" | "wait" | "correct_clock" | "own_clock" | "next_secret" | "doubt_clock" | "do_not_repeat";

/** Whether paging goes on: the result of {@link afterPage}. */
export type Paging = "more" | "end" | "repeated_page" | "page_size";

/** What a reading shows: the result of {@link afterReading}. */
export type Completeness = "complete" | "again" | "list_changed" | "total_mismatch";

/** What follows a failed request (`policy::next`). The fields in the order of `src/js/policy.rs`, NaN if unknown. */
export function nextStep(fields: readonly number[]): { step: Step; waitMs: number } {
  return run(() => {
    const [step, waitMs] = readFields(wasm.next_step(writeFields(fields)));
    return { step: asText(step!) as Step, waitMs: number(waitMs) };
  });
}

/** Whether paging goes on (`policy::after_page`). The fields in the order of `src/js/policy.rs`. */
export function afterPage(seen: readonly number[]): Paging {
  return run(() => text(wasm.after_page(writeFields(seen))) as Paging);
}

/** Whether a reading holds the whole list (`policy::after_reading`). The fields in the order of `src/js/policy.rs`. */
export function afterReading(seen: readonly number[]): Completeness {
  return run(() => text(wasm.after_reading(writeFields(seen))) as Completeness);
}

/** What follows a failure, a page or a reading (`src/policy.rs`). */
import * as wasm from "#client-glue";
import type {
  Budget,
  Completeness,
  Failure,
  Next,
  PageSeen,
  Paging,
  Progress,
  Reading,
} from "../generated/decisions.js";
import { asText, number, readFields, text, writeFields } from "./frames.js";
import { run } from "./instance.js";

/** What follows a failed request (`policy::next`). Unknown fields are NaN; `random` is from 0 to 1. */
export function nextStep(failure: Failure, budget: Budget, random: number): { step: Next; waitMs: number } {
  return run(() => {
    const [step, waitMs] = readFields(wasm.next_step(writeFields([...failure, ...budget, random])));
    return { step: asText(step!) as Next, waitMs: number(waitMs) };
  });
}

/** Whether paging goes on (`policy::after_page`). */
export function afterPage(page: PageSeen, before: Progress): Paging {
  return run(() => text(wasm.after_page(writeFields([...page, ...before]))) as Paging);
}

/** Whether a reading holds the whole list (`policy::after_reading`). */
export function afterReading(reading: Reading): Completeness {
  return run(() => text(wasm.after_reading(writeFields(reading))) as Completeness);
}

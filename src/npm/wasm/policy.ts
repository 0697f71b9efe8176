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
import { checked, writeFields } from "./frames.js";
import { run } from "./instance.js";

/** What follows a failed request (`policy::next`). Unknown fields are NaN; `random` is from 0 to 1. */
export function nextStep(failure: Failure, budget: Budget, random: number): { step: Next; waitMs: number } {
  const result = run(() => checked(wasm.next_step(writeFields([...failure, ...budget, random]))));
  return { step: result & 7, waitMs: result >>> 3 };
}

/** Whether paging goes on (`policy::after_page`). */
export function afterPage(page: PageSeen, before: Progress): Paging {
  return run(() => checked(wasm.after_page(writeFields([...page, ...before]))));
}

/** Whether a reading holds the whole list (`policy::after_reading`). */
export function afterReading(reading: Reading): Completeness {
  return run(() => checked(wasm.after_reading(writeFields(reading))));
}

/** What wasm-bindgen generates for the feature `client` (scripts/build.mjs puts it in place). */
declare module "#client-glue" {
  export function initSync(options: { module: unknown }): unknown;
  /** Replaces the instance. Closures of the old one do nothing from then on. */
  export function __wbg_reset_state(): void;
  /** Ours (scripts/lib/glue.mjs): `caught` is told when a callback threw inside wasm; `retire` silences the callbacks of this instance. */
  export const trap: { caught(): void; retire(): void };

  export function linear_memory(): { readonly buffer: ArrayBuffer };
  export function input(length: number): number;
  export function output(): number;
  export function open(length: number): number;
  export function close(slot: number): void;
  export function sign(slot: number, length: number): number;
  export function sign_once(secretLength: number, length: number): number;
  export function base_string(length: number): number;
  export function sign_list(slot: number, length: number): number;
  export function sign_path(slot: number, length: number): number;
  export function verify(slot: number, length: number): number;
  export function decode(status: number, length: number): number;
  export function tape(): number;
  export function tape_free(): void;
  export function wall_clock(length: number): number;
  export function in_zone(wallMs: number, zone: { offsetMs(instant: number): number }): number;
  export function send(attempt: unknown): void;
  export function next_step(
    retryable: boolean,
    rejected: boolean,
    retryAfterMs: number,
    clockOffsetMs: number,
    retried: number,
    retries: number,
    clockCorrected: boolean,
    moreSecrets: boolean,
    remainingMs: number,
    random: number,
  ): number;
  export function after_page(
    rows: number,
    newRows: number,
    pageSize: number,
    total: number,
    rowsBefore: number,
    pageSizeBefore: number,
    stale: number,
  ): number;
}

/** The same for the feature `explain`. */
declare module "#explain-glue" {
  export function initSync(options: { module: unknown }): unknown;
  export function __wbg_reset_state(): void;
  export function explain_signature(input: unknown): unknown;
  export function search_mistakes(input: unknown, start: number, count: number): unknown;
}

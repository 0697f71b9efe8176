/** What wasm-bindgen generates for the feature `wasm-client`. scripts/build.mjs copies the file. */
declare module "#client-glue" {
  export function initSync(options: { module: unknown }): unknown;
  /** Replaces the instance. */
  export function __wbg_reset_state(): void;

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
  export function request_init(init: object, headers: unknown, signal: unknown, body: unknown): void;
  export function receive(
    status: number,
    isRedirect: boolean,
    signedMs: number,
    headLength: number,
    length: number,
    isAny: boolean,
  ): number;
  export function no_response(status: number, signedMs: number, read: number, length: number): number;
  export function start_time(length: number): number;
  export function in_zone(length: number, zone: { offsetMs(instant: number): number }): number;
  export function next_step(length: number): number;
  export function after_page(length: number): number;
  export function after_reading(length: number): number;
}

/** The same for the feature `wasm-explain`. */
declare module "#explain-glue" {
  export function initSync(options: { module: unknown }): unknown;
  export function __wbg_reset_state(): void;

  export function linear_memory(): { readonly buffer: ArrayBuffer };
  export function scrub_stack(): void;
  export function explain_signature(input: unknown): unknown;
  export function search_mistakes(input: unknown, start: number, count: number): unknown;
}

/** The same for the feature `wasm-calendar`. It also has what the client's glue has for start times. */
declare module "#calendar-glue" {
  export function start_times(length: number): number;
  export function calendar_feed(length: number): number;
  export function next_changes(length: number): number;
}

/** What differs between runtimes: one of the files in `load/`. */
declare module "#load" {
  export function load(): unknown;
  /** Whether bodies are read into our own buffers ("bring your own buffer") if possible. */
  export const readsByob: boolean;
  /** Whether functions are compiled before the first request, by a call without a network. */
  export const compilesAtStart: boolean;
}

/** The wasm module of the entry (scripts/build.mjs). */
declare module "#wasm" {
  const module: unknown;
  export default module;
}
declare module "#wasm?module" {
  const module: unknown;
  export default module;
}
/** Its bytes. */
declare module "#wasm-base64" {
  const base64: string;
  export default base64;
}

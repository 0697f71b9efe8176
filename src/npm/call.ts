/**
 * One call of the API: its deadline, the caller's signal, and as many attempts as `src/policy.rs` allows.
 */
import { send, type Answer, type Attempt, type Failure } from "./attempt.js";
import { invalidArgument, isLtiProError, LtiProError } from "./error.js";
import { CORRECT_CLOCK, GIVE_UP, NEXT_SECRET, nextStep } from "./instance.js";
import { listen, readOptions, type ReadOptions } from "./options.js";
import { clock } from "./parameters.js";
import type { ListedMeetings, ListOptions, RetryReason, SignedRequest, Warning } from "./types.js";
import { readWarnings } from "./warnings.js";

/** The secrets of a call, the likeliest first. */
export interface CallSecrets<T> {
  all: readonly T[];
  /** Told which of them the server accepted. */
  accepted(index: number): void;
  /** Once the call is over. */
  release(): void;
}

export interface CallSettings<T> {
  secrets(): CallSecrets<T> | Promise<CallSecrets<T>>;
  /** Signs the request anew. */
  signed(secret: T, timestamp: number): SignedRequest;
  /** Whether upcoming meetings are asked for. */
  upcoming: boolean;
  /** Set to what ends the call from outside. */
  handle?: CallHandle | undefined;
}

/** Ends a call that nobody waits for any more. */
export interface CallHandle {
  cancel?: (() => void) | undefined;
}

/** Settles in any case: with the page, with an error, or at the deadline, whatever happens in wasm, in `fetch` or in a function of the caller's. */
export function call<T>(settings: CallSettings<T>, options: ListOptions): Promise<ListedMeetings> {
  const read = readOptions(options);
  return new Promise((resolve, reject) => {
    const { deadlineMs, signal } = read;
    const run = new Run(settings, options, read);
    const stop = (error: LtiProError) => settle(() => reject(run.report(error)));
    const onAbort = () => stop(new LtiProError("aborted", "the call was aborted", { cause: signal?.reason }));
    const late = () => stop(run.late(`no complete answer within deadlineMs (${deadlineMs})`));
    let timer: unknown;
    let unlisten = () => {};

    function settle(how: () => void): void {
      if (run.over) return;
      run.end();
      clearTimeout(timer);
      how();
      unlisten();
    }

    if (settings.handle) settings.handle.cancel = () => stop(new LtiProError("aborted", "the call was cancelled"));
    unlisten = listen(signal, onAbort);
    if (run.over) return;
    try {
      timer = setTimeout(late, deadlineMs);
    } catch (cause) {
      return stop(
        new LtiProError("network", "this runtime sends nothing from here", {
          cause,
          hint: "A Worker sends requests while it answers one, not at its top level: call it inside the handler.",
        }),
      );
    }
    run.page().then(
      (page) => settle(() => resolve(page)),
      (error) => stop(error),
    );
  });
}

/** The attempts of a call, one after the other. */
class Run<T> {
  over = false;
  readonly #settings: CallSettings<T>;
  readonly #options: ListOptions;
  readonly #read: ReadOptions;
  readonly #started = performance.now();
  readonly #ended = new AbortController();
  readonly #warnings: Warning[] = [];
  #attempt: Attempt | undefined;
  #lastError: LtiProError | undefined;
  #secrets: CallSecrets<T> | undefined;
  #attempts = 0;
  #retried = 0;
  #secret = 0;
  /** What is added to our clock, once it was found wrong. */
  #correctionMs: number | undefined;

  constructor(settings: CallSettings<T>, options: ListOptions, read: ReadOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#read = read;
  }

  /** Lets go of everything: timers, the request under way, the secrets. */
  end(): void {
    this.over = true;
    this.#attempt?.stop(new LtiProError("aborted", "the call is over"));
    this.#ended.abort();
    this.#secrets?.release();
  }

  async page(): Promise<ListedMeetings> {
    const given = this.#settings.secrets();
    // Without a pause where there is nothing to wait for: what can be refused is refused in the caller's turn.
    this.#secrets = given instanceof Promise ? await given : given;
    if (this.over) this.#secrets.release();
    for (;;) {
      const signed = this.#sign();
      try {
        return this.#accept(signed, await this.#send(signed));
      } catch (failure) {
        if (this.over || isLtiProError(failure)) throw failure;
        await this.#prepareNext(signed, failure as Failure);
      }
    }
  }

  /** The error of a call whose time is up: what failed before stands as its cause. */
  late(message: string): LtiProError {
    return new LtiProError("timeout", message, { retryable: true, ...(this.#lastError && { cause: this.#lastError }) });
  }

  /** An error as the caller gets it. */
  report(error: unknown): LtiProError {
    const ours = isLtiProError(error)
      ? error
      : new LtiProError("internal", "the call failed in this library", { cause: error });
    return new LtiProError(ours.code, ours.message, {
      ...ours,
      attempts: this.#attempts,
      ...("cause" in ours && { cause: ours.cause }),
    });
  }

  #sign(): SignedRequest {
    if (this.over) throw new LtiProError("aborted", "the call is over");
    const timestamp = clock(this.#options.now) + (this.#correctionMs ?? 0);
    return this.#settings.signed(this.#secrets!.all[this.#secret]!, timestamp);
  }

  async #send(signed: SignedRequest): Promise<Answer> {
    const { onRequest, onResponse } = this.#options;
    // A turn later: a caller that aborts at once has nothing sent.
    await undefined;
    if (this.over) throw new LtiProError("aborted", "the call is over");
    const attempt = ++this.#attempts;
    const url = signed.url.split("?", 1)[0]!;
    tell(onRequest, { attempt, url, timestamp: signed.timestamp });
    const begun = performance.now();
    const answered = (status: number, serverMs: number) =>
      tell(onResponse, {
        attempt,
        url,
        status,
        durationMs: performance.now() - begun,
        clockOffsetMs: this.#offset(serverMs),
      });
    this.#attempt = send(signed, this.#read, this.#read.fetch);
    try {
      const answer = await this.#attempt.answer;
      answered(answer.status, answer.serverMs);
      return answer;
    } catch (failure) {
      const { error, serverMs } = failure as Failure;
      if (error.status !== undefined) answered(error.status, serverMs);
      throw failure;
    }
  }

  /** Returns once the next attempt may be made; throws where there is none. */
  async #prepareNext(signed: SignedRequest, { error, serverMs }: Failure): Promise<void> {
    this.#lastError = error;
    const offsetMs = serverMs - signed.timestamp;
    const rejected = error.code === "signature_rejected";
    const waitMs = nextStep(
      // What made wasm trap may do so again: whether to repeat that is the caller's to decide.
      {
        retryable: error.retryable && error.code !== "instance_reset",
        rejected,
        retryAfterMs: error.retryAfter ?? NaN,
        clockOffsetMs: offsetMs,
      },
      {
        retried: this.#retried,
        retries: this.#read.retries,
        clockCorrected: this.#correctionMs !== undefined,
        moreSecrets: this.#secret + 1 < this.#secrets!.all.length,
        remainingMs: this.#read.deadlineMs - (performance.now() - this.#started),
      },
      this.#chance(),
    );
    if (waitMs === GIVE_UP) throw error;
    let reason: RetryReason = "retry";
    if (waitMs === CORRECT_CLOCK) {
      reason = "clock";
      this.#correctClock(offsetMs, clock(this.#options.now), serverMs);
    } else if (waitMs === NEXT_SECRET) {
      reason = "secret";
      this.#secret++;
    } else this.#retried++;
    const delayMs = Math.max(0, waitMs);
    tell(this.#options.onRetry, { attempt: this.#attempts, reason, delayMs, code: error.code, status: error.status });
    if (reason === "retry") await this.#sleep(delayMs);
  }

  #correctClock(offsetMs: number, now: number, serverMs: number): void {
    this.#correctionMs = serverMs - now;
    const direction = offsetMs > 0 ? "behind" : "ahead of";
    const minutes = Math.round(Math.abs(offsetMs) / 60_000);
    this.#warn({
      code: "clock_corrected",
      message: `this machine's clock is ${minutes} minutes ${direction} the server's; the request was signed again for the server's`,
    });
  }

  #chance(): number {
    let chance: unknown;
    try {
      chance = this.#read.random();
    } catch (cause) {
      throw new LtiProError("invalid_argument", "options.random threw", { field: "random", cause });
    }
    // Anything else would throw on its way into wasm, which counts as a trap.
    if (typeof chance === "number") return chance;
    throw invalidArgument("random", "options.random did not return a number");
  }

  async #sleep(delayMs: number): Promise<void> {
    // The caller's clock or chance may have ended the call: nothing would end a wait that begins now.
    if (this.over) return;
    try {
      await this.#read.sleep(delayMs, this.#ended.signal);
    } catch (cause) {
      throw new LtiProError("invalid_argument", "options.sleep failed", { field: "sleep", cause });
    }
  }

  #accept(signed: SignedRequest, { page, status, serverMs }: Answer): ListedMeetings {
    this.#secrets!.accepted(this.#secret);
    const now = this.#now(signed.timestamp);
    if (this.#settings.upcoming)
      readWarnings(page.list, this.#options.startTimeIn, now).forEach((warning) => this.#warn(warning));
    const meta = {
      attempts: this.#attempts,
      status,
      requestedAt: signed.timestamp,
      clockOffsetMs: this.#offset(serverMs, now),
      warnings: this.#warnings,
    };
    return { ...page, meta };
  }

  #warn(warning: Warning): void {
    this.#warnings.push(warning);
    tell(this.#options.onWarning, warning);
  }

  #offset(serverMs: number, now = this.#now(NaN)): number | null {
    const offset = serverMs - now;
    return Number.isNaN(offset) ? null : offset;
  }

  /** A clock that fails after the answer has come must not cost the answer. */
  #now(otherwise: number): number {
    try {
      return clock(this.#options.now);
    } catch {
      return otherwise;
    }
  }
}

/** In a turn of its own. What a hook throws is not worth the process. */
export function tell<T>(hook: ((about: T) => unknown) | undefined, about: T): void {
  if (!hook) return;
  Promise.resolve(about)
    .then(hook)
    .catch(() => {});
}

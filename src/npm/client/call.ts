/** One call of the API: its deadline, the caller's signal, and as many attempts as `src/policy.rs` allows. */
import type { Failure, Success } from "../wasm/responses.js";
import { Attempt, type Outgoing, type Receive } from "./attempt.js";
import { changed, type ErrorDetails, invalidArgument, isLtiProError, LtiProError, type Sent } from "../public/error.js";
import { type Budget, type Failure as FailureFields, Next, SENT } from "../generated/decisions.js";
import { nextStep } from "../wasm/policy.js";
import { listen, type ReadOptions, readOptions } from "./options.js";
import { clock } from "./values.js";
import { after, elapsed } from "./timers.js";
import type { ListOptions, PageMeta, RetryReason, SignedRequest, StartTimeIn, Warning } from "../public/types.js";

/** The secrets of a call, the most likely first. */
export interface CallSecrets<T> {
  all: readonly T[];
  /** Called with the index of the secret that the server accepted. */
  accepted(index: number): void;
  /** Called when the call is over. */
  release(): void;
}

/** The clock correction of the last call that succeeded. It is valid for one clock and one server. */
export interface KnownClock {
  now?: ListOptions["now"];
  baseUrl?: ListOptions["baseUrl"];
  correctionMs: number;
}

/** Where a call gets its secrets. */
export interface CallKeyring<T> {
  forCall(): CallSecrets<T> | Promise<CallSecrets<T>>;
  clock: KnownClock;
  /** The bytes of a secret. */
  bytes(secret: T): Uint8Array;
}

/** An endpoint, and one request to it. */
export interface CallSettings<T, Result> extends Outgoing {
  keyring: CallKeyring<T>;
  /** Signs the request, for each attempt again. */
  signed(secret: T, timestamp: number): SignedRequest;
  receive: Receive<Result>;
  /** What looks wrong in a response that was accepted. */
  warnings?(result: Result, startTimeIn: StartTimeIn | undefined, now: number): Warning[];
  /** Receives the function that cancels the call. */
  handle?: CallHandle | undefined;
}

/** Cancels a call whose result nobody needs any more. */
export interface CallHandle {
  /** If true, no further call starts. */
  over?: boolean;
  cancel?: (() => void) | undefined;
}

/** What a call resolves to. */
export type Called<Result> = Result & { meta: PageMeta };

/** Always settles: with the result, with an error, or at the deadline, whatever `fetch` or a callback does. */
export function call<T, Result>(settings: CallSettings<T, Result>, options: ListOptions): Promise<Called<Result>> {
  // Options are read inside the promise, so that an invalid one rejects.
  return new Promise((resolve, reject) => new Call(settings, options, readOptions(options), resolve, reject).start());
}

/** The attempts of a call, one after the other. */
class Call<T, Result> {
  #over = false;
  readonly #settings: CallSettings<T, Result>;
  readonly #options: ListOptions;
  readonly #read: ReadOptions;
  readonly #resolve: (result: Called<Result>) => void;
  readonly #reject: (error: LtiProError) => void;
  readonly #started = elapsed();
  readonly #warnings: Warning[] = [];
  #unlisten: (() => void) | undefined;
  /** Clears the timer of what the call waits for: a secret, a response, or the next attempt. */
  #disarm: (() => void) | undefined;
  /** Ends the wait for the next attempt. */
  #pause: AbortController | undefined;
  #attempt: Attempt<Result> | undefined;
  #lastError: LtiProError | undefined;
  #secrets: CallSecrets<T> | undefined;
  #attempts = 0;
  /** `sent` of the last earlier attempt that was sent. */
  #sent: Sent = "no";
  #retried = 0;
  #secretIndex = 0;
  /** Added to our clock before a request is signed. */
  #correctionMs: number;
  /** Whether this call has corrected the clock for the current secret. */
  #clockCorrected = false;

  constructor(
    settings: CallSettings<T, Result>,
    options: ListOptions,
    read: ReadOptions,
    resolve: (result: Called<Result>) => void,
    reject: (error: LtiProError) => void,
  ) {
    this.#settings = settings;
    this.#options = options;
    this.#read = read;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#correctionMs = this.#knownCorrection();
  }

  start(): void {
    const { handle } = this.#settings;
    const { signal } = this.#read;
    if (handle) handle.cancel = () => this.#stop(new LtiProError("aborted", "the call was canceled"));
    if (signal) {
      const onAbort = () => this.#stop(new LtiProError("aborted", "the call was aborted", { cause: signal.reason }));
      this.#unlisten = listen(signal, onAbort);
    }
    if (this.#over) this.#unlisten?.();
    else this.#send().catch((error) => this.#stop(error));
  }

  /** Releases everything. Returns false if the call was already over. */
  #end(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#disarm?.();
    this.#attempt?.stop();
    this.#pause?.abort();
    this.#secrets?.release();
    this.#unlisten?.();
    return true;
  }

  #stop(error: unknown): void {
    if (!this.#end()) return;
    const ours = isLtiProError(error)
      ? error
      : new LtiProError("internal", "the call failed in this library", { cause: error });
    const last = this.#lastError;
    // A failed callback must not hide why the last attempt failed.
    const message =
      ours.code === "invalid_argument" && last && last !== ours
        ? `${ours.message}, after: ${last.message}`
        : ours.message;
    this.#reject(changed(ours, { attempts: this.#attempts, sent: this.#sentSoFar() }, message));
  }

  #sentSoFar(): Sent {
    const sent = this.#attempt?.sent ?? "no";
    return sent === "no" ? this.#sent : sent;
  }

  /** Signs the request and sends it one microtask later: a caller that aborts at once sends nothing. */
  async #send(): Promise<void> {
    if (!this.#secrets) {
      const given = this.#settings.keyring.forCall();
      // There is no `await` if nothing has to be loaded: an invalid argument is then found before other code runs.
      if (given instanceof Promise) {
        this.#arm();
        this.#secrets = await given;
        if (this.#over) return this.#secrets.release();
      } else this.#secrets = given;
    }
    const timestamp = clock(this.#options.now) + this.#correctionMs;
    const secret = this.#secrets.all[this.#secretIndex]!;
    const signed = this.#settings.signed(secret, timestamp);
    await undefined;
    if (this.#over) return;
    const attempts = ++this.#attempts;
    const { onRequest, onResponse } = this.#options;
    const { method } = this.#settings;
    // Hooks get the URL without its query, which holds the key and the user ID.
    const url = onRequest || onResponse ? signed.url.split("?", 1)[0]! : "";
    callHook(onRequest, { attempt: attempts, method, url, timestamp: signed.timestamp });
    const { timeoutMs, maxBodyBytes, fetch } = this.#read;
    const begun = onResponse ? elapsed() : 0;
    const attempt = new Attempt(this.#settings.receive, (outcome) => {
      if (onResponse && outcome.status !== undefined) {
        const clockOffsetMs = offset(outcome.serverMs, this.#now(NaN));
        const durationMs = elapsed() - begun;
        callHook(onResponse, { attempt: attempts, method, url, status: outcome.status, durationMs, clockOffsetMs });
      }
      if (!outcome.error) return this.#succeeded(signed, outcome);
      this.#disarm?.();
      this.#failed(signed, outcome).catch((error) => this.#stop(error));
    });
    this.#sent = this.#sentSoFar();
    this.#attempt = attempt;
    this.#arm(timeoutMs, () => {
      attempt.stop();
      const message = `no complete response within ${timeoutMs} ms (timeoutMs)`;
      const error = timeout(message);
      this.#failed(signed, { error, serverMs: NaN }).catch((error) => this.#stop(error));
    });
    const bytes = () => this.#settings.keyring.bytes(secret);
    // Not `return`: an async function that returns a promise waits for two more microtasks.
    await attempt.send(signed, this.#settings, fetch, maxBodyBytes, bytes);
  }

  /** Ends the call at its deadline, or calls `onTimeout` after `timeoutMs`, whichever is first. */
  #arm(timeoutMs = Infinity, onTimeout?: () => void): void {
    this.#disarm?.();
    const leftMs = Math.max(0, this.#leftMs());
    const onTime = timeoutMs < leftMs ? onTimeout! : () => this.#stop(this.#late());
    try {
      this.#disarm = after(Math.min(timeoutMs, leftMs), onTime);
    } catch (cause) {
      throw new LtiProError("network", "requests are not allowed outside a request handler", {
        cause,
        hint: "Call this function in a request handler, not at the top level.",
      });
    }
  }

  #leftMs(): number {
    return this.#read.deadlineMs - (elapsed() - this.#started);
  }

  /** The error of a call that has reached its deadline. Its cause is the last failure. */
  #late(): LtiProError {
    const message = `no complete response within ${this.#read.deadlineMs} ms (deadlineMs)`;
    const error = timeout(message, this.#lastError && { cause: this.#lastError });
    return this.#settings.method === "GET" || this.#sentSoFar() === "no" ? error : mayHaveActed(error);
  }

  #succeeded(signed: SignedRequest, { result, status, serverMs }: Success<Result>): void {
    this.#secrets!.accepted(this.#secretIndex);
    const { now: ours, baseUrl } = this.#options;
    Object.assign(this.#settings.keyring.clock, { now: ours, baseUrl, correctionMs: this.#correctionMs });
    if (this.#clockCorrected) this.#warn(clockWarning(this.#correctionMs));
    const now = this.#now(signed.timestamp);
    const warnings = this.#settings.warnings?.(result, this.#options.startTimeIn, now);
    for (const warning of warnings ?? []) this.#warn(warning);
    const meta: PageMeta = {
      attempts: this.#attempts,
      status,
      requestedAt: signed.timestamp,
      clockOffsetMs: offset(serverMs, now),
      warnings: this.#warnings,
    };
    if (this.#end()) this.#resolve({ ...result, meta });
  }

  /** Makes the next attempt, or rejects with the error. */
  async #failed(signed: SignedRequest, outcome: Failure): Promise<void> {
    const { error, serverMs } = outcome;
    this.#lastError = error;
    const { method } = this.#settings;
    const correctionMs = serverMs - this.#now(NaN);
    const rejected = error.code === "signature_rejected";
    const failure: FailureFields = [
      // The status comes from `outcome`: `fetch` may throw an error of this package, with another status.
      +(method === "GET"), // read_only
      SENT.indexOf(error.result ? "acted" : this.#attempt!.sent), // sent
      outcome.status ?? 0, // status
      +error.retryable, // retryable
      +rejected, // rejected
      error.retryAfter ?? NaN, // retry_after_ms
      serverMs - signed.timestamp, // clock_offset_ms
      correctionMs, // correction_ms
    ];
    const budget: Budget = [
      this.#retried, // retried
      this.#read.retries, // retries
      +this.#clockCorrected, // clock_corrected
      +(this.#correctionMs !== 0 && !this.#clockCorrected), // clock_remembered
      +(this.#secretIndex + 1 < this.#secrets!.all.length), // more_secrets
      this.#leftMs(), // remaining_ms
    ];
    let { step, waitMs } = nextStep(failure, budget, 0);
    // `random` is called only where there is a wait.
    if (step === Next.Wait) ({ step, waitMs } = nextStep(failure, budget, this.#random()));
    const reason = REASONS[step];
    if (!reason) {
      if (rejected) this.#settings.keyring.clock.correctionMs = 0;
      if (step === Next.ClockTooFar) throw clockTooFar(error, serverMs);
      throw step === Next.GiveUp ? error : mayHaveActed(error);
    }
    if (step === Next.Wait) this.#retried++;
    else {
      this.#clockCorrected = step === Next.CorrectClock;
      this.#correctionMs = this.#clockCorrected ? correctionMs : 0;
      if (step === Next.NextSecret) {
        this.#secretIndex++;
        // The clock may be right, and only the previous secret wrong.
        this.#correctionMs = this.#knownCorrection();
      }
    }
    const { code, status } = error;
    callHook(this.#options.onRetry, { attempt: this.#attempts, method, reason, delayMs: waitMs, code, status });
    if (step === Next.Wait) await this.#sleep(waitMs);
    if (!this.#over) await this.#send();
  }

  #knownCorrection(): number {
    const { now, baseUrl, correctionMs } = this.#settings.keyring.clock;
    return now === this.#options.now && baseUrl === this.#options.baseUrl ? correctionMs : 0;
  }

  #random(): number {
    let random: unknown;
    try {
      random = this.#read.random();
    } catch (cause) {
      throw new LtiProError("invalid_argument", "options.random threw", { field: "random", cause });
    }
    if (typeof random === "number") return random;
    throw invalidArgument("random", "options.random did not return a number");
  }

  async #sleep(delayMs: number): Promise<void> {
    // A callback may have ended the call meanwhile. Then nothing would end a wait that begins now.
    if (this.#over) return;
    this.#arm();
    this.#pause = new AbortController();
    try {
      await this.#read.sleep(delayMs, this.#pause.signal);
    } catch (cause) {
      throw new LtiProError("invalid_argument", "options.sleep failed", { field: "sleep", cause });
    }
  }

  #warn(warning: Warning): void {
    this.#warnings.push(warning);
    callHook(this.#options.onWarning, warning);
  }

  /** The time by the caller's clock, or `otherwise` if it fails: the response is still good. */
  #now(otherwise: number): number {
    try {
      return clock(this.#options.now);
    } catch {
      return otherwise;
    }
  }
}

function offset(serverMs: number, now: number): number | null {
  return Number.isNaN(serverMs - now) ? null : serverMs - now;
}

function clockWarning(correctionMs: number): Warning {
  const direction = correctionMs > 0 ? "behind" : "ahead of";
  const minutes = Math.round(Math.abs(correctionMs) / 60_000);
  const found = `this machine's clock is ${minutes} minutes ${direction} the server's`;
  return { code: "clock_corrected", message: `${found}; the request was signed again with the server's time` };
}

function timeout(message: string, details?: ErrorDetails): LtiProError {
  return new LtiProError("timeout", message, { retryable: true, ...details });
}

/** The error of a request that may have changed something. A caller who repeats it may do that twice. */
function mayHaveActed(error: LtiProError): LtiProError {
  const hint = error.hint ?? "The request may have taken effect. Check before you repeat it.";
  return error.retryable ? changed(error, { retryable: false, hint }) : error;
}

/** Nothing is signed for such a time: a false server could keep the signature and use it on that day. */
function clockTooFar(error: LtiProError, serverMs: number): LtiProError {
  const claim = `the server's clock says ${new Date(serverMs).toISOString()}, more than 24 hours from this machine's`;
  return changed(error, { hint: "Set this machine's clock, or check baseUrl." }, `${claim}; ${error.message}`);
}

/** `RetryEvent.reason` for each step. */
const REASONS: { readonly [step in Next]?: RetryReason } = {
  [Next.Wait]: "retry",
  [Next.CorrectClock]: "clock",
  [Next.OwnClock]: "clock",
  [Next.NextSecret]: "secret",
};

/** Calls a hook in a microtask of its own. What it throws, or rejects with, is ignored. */
export function callHook<T>(hook: ((about: T) => unknown) | undefined, about: T): void {
  if (!hook) return;
  Promise.resolve(about)
    .then(hook)
    .catch(() => {});
}

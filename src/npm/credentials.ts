/** Key and secret as callers give them, prepared in the wasm instance. */
import type { CallSecrets, KnownClock } from "./call.js";
import { invalidArgument, isLtiProError, LtiProError } from "./error.js";
import * as instance from "./instance.js";
import { isBytes, wellFormed } from "./parameters.js";
import type { Credentials, CredentialsSource, Secret, SecretSource } from "./types.js";

const encoder = /* @__PURE__ */ new TextEncoder();

/** A pair as the wasm instance holds it: prepared anew whenever that was replaced. */
export class PreparedCredentials {
  readonly #key: string;
  readonly #secret: Uint8Array;
  #slot = -1;
  #generation = -1;
  #disposed = false;
  readonly #isBrief: boolean;

  /** `isBrief`: it is disposed of whatever happens, so its slot need not be closed when it is collected. */
  constructor({ key, secret }: Credentials, isBrief = false) {
    if (Array.isArray(secret)) throw unusable("secret", "one secret", "Several are for `LtiPro` and `listMeetings`.");
    if (typeof secret !== "string" && !isBytes(secret)) throw unusable("secret", "a string or a Uint8Array");
    this.#isBrief = isBrief;
    this.#key = key;
    // A copy, which `slice` of a Buffer is not: wiping ours must not wipe the caller's.
    this.#secret = typeof secret === "string" ? encoder.encode(wellFormed("secret", secret)) : new Uint8Array(secret);
    try {
      this.slot();
    } catch (error) {
      this.#secret.fill(0);
      throw error;
    }
  }

  slot(): number {
    if (this.#disposed) throw invalidArgument("credentials", "this client was disposed");
    if (this.#generation !== instance.currentGeneration() || this.#slot < 0) {
      this.#slot = instance.open(this.#key, this.#secret);
      this.#generation = instance.currentGeneration();
      if (!this.#isBrief) instance.closeWithout(this, this.#slot);
    }
    return this.#slot;
  }

  /** Zeros once it is disposed of. */
  bytes(): Uint8Array {
    return this.#secret;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#secret.fill(0);
    instance.close(this.#isBrief ? undefined : this, this.#slot, this.#generation);
  }
}

/** Credentials of a client: secrets that are at hand are prepared once, others are asked for at each call. */
export class Keyring {
  readonly #key: string;
  readonly #ask: (() => Promise<unknown>) | undefined;
  readonly #prepared: PreparedCredentials[];
  readonly clock: KnownClock = { correctionMs: 0 };
  /** What was asked for, while its call goes on. */
  readonly #asked = new Set<PreparedCredentials>();
  #disposed = false;

  /** `isBrief`: as in {@link PreparedCredentials}. */
  constructor(credentials: CredentialsSource, isBrief = false) {
    const { key, secret } = credentials ?? {};
    if (typeof key !== "string") throw unusable("key", "a string");
    this.#key = key;
    this.#ask = asked(secret);
    this.#prepared = this.#ask ? [] : prepareAll(key, secret, isBrief);
  }

  /** The one to sign with where nothing can be waited for. */
  first(): PreparedCredentials {
    return this.held()[0]!;
  }

  /** All there are where nothing can be waited for, the likeliest first. */
  held(): readonly PreparedCredentials[] {
    this.#usable();
    if (this.#prepared.length > 0) return this.#prepared;
    throw new LtiProError(
      "invalid_credentials",
      "the secret comes from a function or a binding, which only calls that may wait can ask",
      {
        field: "secret",
        hint: "Await the secret, and make the client with it.",
      },
    );
  }

  /** What a call takes of the credentials. */
  settings() {
    return {
      secrets: () => this.forCall(),
      clock: this.clock,
      bytes: (prepared: PreparedCredentials) => prepared.bytes(),
    };
  }

  forCall(): CallSecrets<PreparedCredentials> | Promise<CallSecrets<PreparedCredentials>> {
    this.#usable();
    return this.#ask ? this.#askedSecrets(this.#ask) : this.#heldSecrets();
  }

  dispose(): void {
    this.#disposed = true;
    for (const prepared of [...this.#prepared, ...this.#asked]) prepared.dispose();
  }

  #usable(): void {
    if (this.#disposed) throw invalidArgument("credentials", "this client was disposed");
  }

  #heldSecrets(): CallSecrets<PreparedCredentials> {
    const all = [...this.#prepared];
    const accepted = (index: number) => {
      if (index === 0) return;
      // The next call begins with it.
      const [found] = this.#prepared.splice(this.#prepared.indexOf(all[index]!), 1);
      this.#prepared.unshift(found!);
    };
    return { all, accepted, release() {} };
  }

  async #askedSecrets(ask: () => Promise<unknown>): Promise<CallSecrets<PreparedCredentials>> {
    let given: unknown;
    try {
      given = await ask();
    } catch (cause) {
      if (isLtiProError(cause)) throw cause;
      throw new LtiProError("invalid_credentials", "the secret could not be read: its function or binding failed", {
        field: "secret",
        cause: nameOf(cause),
      });
    }
    this.#usable();
    const all = prepareAll(this.#key, given);
    for (const prepared of all) this.#asked.add(prepared);
    const release = () => {
      for (const prepared of all) {
        prepared.dispose();
        this.#asked.delete(prepared);
      }
    };
    return { all, accepted() {}, release };
  }
}

function asked(secret: SecretSource): (() => Promise<unknown>) | undefined {
  if (typeof secret === "function") return async () => secret();
  if (typeof secret === "object" && secret !== null && "get" in secret && typeof secret.get === "function")
    return async () => secret.get();
  return undefined;
}

function prepareAll(key: string, given: unknown, isBrief = true): PreparedCredentials[] {
  const secrets: readonly unknown[] = Array.isArray(given) ? given : [given];
  // `verify` tries each of them.
  if (secrets.length === 0 || secrets.length > 10)
    throw unusable("secret", "a list of one to ten secrets", "Give the new secret and the old one.");
  const all: PreparedCredentials[] = [];
  try {
    for (const secret of secrets) all.push(new PreparedCredentials({ key, secret: secret as Secret }, isBrief));
  } catch (error) {
    all.forEach((prepared) => prepared.dispose());
    throw error;
  }
  return all;
}

/** What a secret's source throws may hold the secret. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function unusable(
  field: "key" | "secret",
  kind: string,
  hint = "Is the binding or environment variable set, and does it have this name?",
): LtiProError {
  return new LtiProError("invalid_credentials", `the LTI ${field} is not ${kind}`, { field, hint });
}

/** Prepares a pair, uses it, and forgets it. */
export function withCredentials<T>(credentials: Credentials, use: (prepared: PreparedCredentials) => T): T {
  const { key, secret } = credentials ?? {};
  if (typeof key !== "string") throw unusable("key", "a string");
  const prepared = new PreparedCredentials({ key, secret }, true);
  try {
    return use(prepared);
  } finally {
    prepared.dispose();
  }
}

/** The key and the secrets of a caller, prepared in the wasm instance. */
import type { CallKeyring, CallSecrets, KnownClock } from "./call.js";
import { invalidArgument, isLtiProError, LtiProError } from "../public/error.js";
import { currentGeneration } from "../wasm/instance.js";
import * as slots from "../wasm/signing.js";
import { isBytes, wellFormed } from "./values.js";
import type { Credentials, CredentialsSource, SecretSource } from "../public/types.js";

const encoder = /* @__PURE__ */ new TextEncoder();

/** A key with one secret in the wasm instance. Prepared again after the instance was replaced. */
export class PreparedCredentials {
  readonly #key: string;
  readonly #secret: Uint8Array;
  #slot = -1;
  #generation = -1;
  #disposed = false;
  readonly #isBrief: boolean;

  /** `isBrief`: the owner always disposes of it, so no finalizer has to close its slot. */
  constructor(key: string, secret: unknown, isBrief = false) {
    if (Array.isArray(secret))
      throw unusable("secret", "a single secret", "Only `LtiPro`, `listMeetings` and `request` accept a list.");
    if (typeof secret !== "string" && !isBytes(secret)) throw unusable("secret", "a string or a Uint8Array");
    this.#isBrief = isBrief;
    this.#key = key;
    // A copy, because ours is wiped later. `slice` of a Buffer would not copy.
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
    if (this.#generation !== currentGeneration() || this.#slot < 0) {
      this.#slot = slots.open(this.#key, this.#secret);
      this.#generation = currentGeneration();
      if (!this.#isBrief) slots.closeWithout(this, this.#slot, this.#generation);
    }
    return this.#slot;
  }

  /** The secret. After `dispose` all its bytes are zero. */
  bytes(): Uint8Array {
    return this.#secret;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#secret.fill(0);
    slots.close(this.#isBrief ? undefined : this, this.#slot, this.#generation);
  }
}

/** The credentials of a client. A secret from a function or a binding is loaded for each call, any other only once. */
export class Keyring implements CallKeyring<PreparedCredentials> {
  readonly #key: string;
  readonly #load: (() => Promise<unknown>) | undefined;
  readonly #prepared: PreparedCredentials[];
  readonly clock: KnownClock = { correctionMs: 0 };
  /** The loaded secrets of calls in progress. */
  readonly #loaded = new Set<PreparedCredentials>();
  #disposed = false;

  /** `isBrief`: as in {@link PreparedCredentials}. */
  constructor(credentials: CredentialsSource, isBrief = false) {
    const { key, secret } = credentials ?? {};
    if (typeof key !== "string") throw unusable("key", "a string");
    this.#key = key;
    this.#load = loader(secret);
    this.#prepared = this.#load ? [] : prepareAll(key, secret, isBrief);
  }

  /** The secrets that are already loaded, the most likely first. None if they are loaded for each call. */
  prepared(): readonly PreparedCredentials[] {
    this.#usable();
    return this.#prepared;
  }

  bytes(prepared: PreparedCredentials): Uint8Array {
    return prepared.bytes();
  }

  forCall(): CallSecrets<PreparedCredentials> | Promise<CallSecrets<PreparedCredentials>> {
    this.#usable();
    return this.#load ? this.#loadedSecrets(this.#load) : this.#heldSecrets();
  }

  dispose(): void {
    this.#disposed = true;
    for (const prepared of [...this.#prepared, ...this.#loaded]) prepared.dispose();
  }

  #usable(): void {
    if (this.#disposed) throw invalidArgument("credentials", "this client was disposed");
  }

  #heldSecrets(): CallSecrets<PreparedCredentials> {
    const all = [...this.#prepared];
    const accepted = (index: number) => {
      if (index === 0) return;
      // The next call tries it first.
      const [found] = this.#prepared.splice(this.#prepared.indexOf(all[index]!), 1);
      this.#prepared.unshift(found!);
    };
    return { all, accepted, release() {} };
  }

  async #loadedSecrets(load: () => Promise<unknown>): Promise<CallSecrets<PreparedCredentials>> {
    let given: unknown;
    try {
      given = await load();
    } catch (cause) {
      if (isLtiProError(cause)) throw cause;
      throw new LtiProError("invalid_credentials", "could not load the secret: its function or binding failed", {
        field: "secret",
        cause: nameOf(cause),
      });
    }
    this.#usable();
    const all = prepareAll(this.#key, given);
    for (const prepared of all) this.#loaded.add(prepared);
    const release = () => {
      for (const prepared of all) {
        prepared.dispose();
        this.#loaded.delete(prepared);
      }
    };
    return { all, accepted() {}, release };
  }
}

function loader(secret: SecretSource | undefined): (() => Promise<unknown>) | undefined {
  if (typeof secret === "function") return async () => secret();
  if (typeof secret === "object" && secret !== null && "get" in secret && typeof secret.get === "function")
    return async () => secret.get();
  return undefined;
}

function prepareAll(key: string, given: unknown, isBrief = true): PreparedCredentials[] {
  const secrets: readonly unknown[] = Array.isArray(given) ? given : [given];
  // `verify` tries each of them, so their number is limited.
  if (secrets.length === 0 || secrets.length > 10)
    throw unusable("secret", "a list of one to ten secrets", "Pass the new secret and the old one.");
  const all: PreparedCredentials[] = [];
  try {
    for (const secret of secrets) all.push(new PreparedCredentials(key, secret, isBrief));
  } catch (error) {
    all.forEach((prepared) => prepared.dispose());
    throw error;
  }
  return all;
}

/** Only the name: the error of a secret's source may contain the secret. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function unusable(
  field: "key" | "secret",
  kind: string,
  hint = "Check that the environment variable or binding exists and has this name.",
): LtiProError {
  return new LtiProError("invalid_credentials", `the LTI ${field} must be ${kind}`, { field, hint });
}

/** Prepares credentials for one use, and wipes them afterward. */
export function withCredentials<T>(credentials: Credentials, use: (prepared: PreparedCredentials) => T): T {
  const { key, secret } = credentials ?? {};
  if (typeof key !== "string") throw unusable("key", "a string");
  const prepared = new PreparedCredentials(key, secret, true);
  try {
    return use(prepared);
  } finally {
    prepared.dispose();
  }
}

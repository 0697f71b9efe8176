/** Credentials in the instance, and what is signed and verified with them. */
import * as wasm from "#client-glue";
import type { SignedRequest } from "../public/types.js";
import { asText, checked, number, readFields, text, writeFrame } from "./frames.js";
import { currentGeneration, run } from "./instance.js";
import { input, memory, reserve, room, write } from "./memory.js";

const owners =
  typeof FinalizationRegistry === "function"
    ? /* @__PURE__ */ new FinalizationRegistry<{ slot: number; since: number }>(({ slot, since }) =>
        closeSlot(slot, since),
      )
    : undefined;

/** Prepares credentials. Returns their slot, which is valid in this generation. */
export function open(key: string, secret: Uint8Array): number {
  return run(() => {
    const [slot] = readFields(wasm.open(writeFrame([key, secret])));
    return number(slot);
  });
}

/** Closes the slot when its owner is collected, because not everybody disposes of a client. */
export function closeWithout(owner: object, slot: number, since: number): void {
  owners?.unregister(owner);
  owners?.register(owner, { slot, since }, owner);
}

/** Closes a slot, unless its instance is gone. */
export function close(owner: object | undefined, slot: number, since: number): void {
  if (owner) owners?.unregister(owner);
  closeSlot(slot, since);
}

function closeSlot(slot: number, since: number): void {
  if (slot >= 0 && since === currentGeneration()) run(() => wasm.close(slot));
}

export function sign(slot: number, message: string | Uint8Array): string {
  return run(() => readSignature(wasm.sign(slot, write(message, 0))));
}

export function signOnce(secret: string | Uint8Array, message: string | Uint8Array): string {
  return run(() => {
    // Reserve room for both: a buffer that grows loses what was written.
    reserve(room(secret) + room(message));
    const secretLength = write(secret, 0);
    const length = write(message, secretLength);
    return readSignature(wasm.sign_once(secretLength, length));
  });
}

export function baseString(pairs: string[]): string {
  return run(() => text(wasm.base_string(writeFrame(pairs))));
}

export function signList(slot: number, fields: string[]): SignedRequest {
  return run(() => signedRequest(wasm.sign_list(slot, writeFrame(fields))));
}

export function signPath(slot: number, fields: string[]): SignedRequest {
  return run(() => signedRequest(wasm.sign_path(slot, writeFrame(fields))));
}

export function verify(slot: number, fields: string[]): string[] {
  return run(() => readFields(wasm.verify(slot, writeFrame(fields))).map(asText));
}

/** The signature, which wasm wrote over the start of the input. */
function readSignature(result: number): string {
  checked(result);
  return signatureAt(memory(), input);
}

/** One call of `fromCharCode` is faster than a loop or the decoder. */
function signatureAt(b: Uint8Array, i: number): string {
  return String.fromCharCode(
    b[i]!,
    b[i + 1]!,
    b[i + 2]!,
    b[i + 3]!,
    b[i + 4]!,
    b[i + 5]!,
    b[i + 6]!,
    b[i + 7]!,
    b[i + 8]!,
    b[i + 9]!,
    b[i + 10]!,
    b[i + 11]!,
    b[i + 12]!,
    b[i + 13]!,
    b[i + 14]!,
    b[i + 15]!,
    b[i + 16]!,
    b[i + 17]!,
    b[i + 18]!,
    b[i + 19]!,
    b[i + 20]!,
    b[i + 21]!,
    b[i + 22]!,
    b[i + 23]!,
    b[i + 24]!,
    b[i + 25]!,
    b[i + 26]!,
  );
}

function signedRequest(result: number): SignedRequest {
  const [urlBytes, baseBytes, signatureBytes, timestampBytes] = readFields(result);
  const url = asText(urlBytes!);
  // Empty if the base string equals the URL's query, as is common. Taking it from the URL is faster than decoding.
  const baseString = baseBytes!.length > 0 ? asText(baseBytes!) : url.slice(url.indexOf("?") + 1);
  const signature = signatureAt(signatureBytes!, 0);
  return { url, headers: { "X-Lti-Signature": signature }, baseString, signature, timestamp: number(timestampBytes) };
}

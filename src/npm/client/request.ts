/** Calls any endpoint of the API. */
import { call } from "./call.js";
import type { Keyring, PreparedCredentials } from "./credentials.js";
import { invalidArgument, LtiProError } from "../public/error.js";
import { receiveAny } from "../wasm/responses.js";
import { signPath, text } from "./operations.js";
import { isBytes, wellFormed, writeParameters } from "./values.js";
import type { ApiRequest, ApiResponse, CallOptions } from "../public/types.js";

/** A constant, so that the compiler finds a method that is missing here. */
const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"] as const;

export async function request(keyring: Keyring, given: ApiRequest, options: CallOptions): Promise<ApiResponse> {
  const { method, path, params, body } = given ?? {};
  if (!METHODS.includes(method)) throw invalidArgument("method", `method must be one of ${METHODS.join(", ")}`);
  if (method === "GET" && body !== undefined) throw invalidArgument("body", "a GET request has no body");
  // Read once, so that each attempt signs and sends the same.
  const written = [text("path", path), ...writeParameters(params ?? {})];
  return call<PreparedCredentials, { result: unknown }>(
    {
      method,
      body: content(body),
      keyring,
      signed: (prepared, timestamp) => signPath(prepared, written, timestamp, options),
      receive: receiveAny,
    },
    options,
  );
}

/** The body as text or bytes. */
function content(body: unknown): string | Uint8Array | undefined {
  if (body === undefined) return undefined;
  if (typeof body === "string") return wellFormed("body", body);
  if (isBytes(body)) return new Uint8Array(body);
  const json = ArrayBuffer.isView(body) ? undefined : stringified(body);
  if (json !== undefined && (json !== "{}" || isRecord(body))) return json;
  throw unserializable();
}

function stringified(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw unserializable({ cause });
  }
}

/** `JSON.stringify` writes a Map, a Blob or a form as `{}`, which would lose its content. */
function isRecord(body: unknown): boolean {
  const prototype: unknown = Object.getPrototypeOf(Object(body));
  // In every realm, the prototype of a plain object has no prototype itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function unserializable(details?: { cause: unknown }): LtiProError {
  return new LtiProError("invalid_argument", "body cannot be written as JSON", {
    field: "body",
    hint: "Pass an array, a plain object, or JSON as a string or a Uint8Array.",
    ...details,
  });
}

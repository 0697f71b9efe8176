/** Standard input as text, in any common encoding. */
import { UsageError } from "./command-definition.js";

const LIMIT = 64 * 2 ** 20;

/** Null if standard input is a terminal: then there is no input until someone types it. */
export async function piped(): Promise<string | null> {
  if (process.stdin.isTTY) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > LIMIT) throw new UsageError("standard input is larger than 64 MiB");
      chunks.push(chunk);
    }
  } catch (error) {
    // Standard input is closed or a directory.
    if (error instanceof UsageError) throw error;
    return "";
  }
  return textOf(Buffer.concat(chunks));
}

/** Windows PowerShell writes UTF-16 with a byte order mark. Any byte order mark is removed. */
export function textOf(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

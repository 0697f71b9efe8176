/** A command for curl that can be pasted into a shell. */
import type { SignedRequest } from "../index.js";

export function curl({ url, headers }: Pick<SignedRequest, "url" | "headers">): string {
  return (
    `${process.platform === "win32" ? "curl.exe" : "curl"} ${quoted(url)} -H ` +
    `${quoted(`X-Lti-Signature: ${headers["X-Lti-Signature"]}`)}`
  );
}

/**
 * Single quotes keep everything from a POSIX shell. cmd knows double quotes only, and we write neither `"` nor a bare
 * `%` into a URL.
 */
export function quoted(text: string): string {
  return process.platform === "win32" ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}

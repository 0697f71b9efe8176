/** A command for curl that can be pasted into a shell. */
import type { SignedRequest } from "zoom-lti-pro";
import { endpoints } from "../generated/parameters.js";

/** A documented path gets its method, and a body from a file if it needs one. */
export function curl({ url, headers }: Pick<SignedRequest, "url" | "headers">): string {
  const endpoint = Object.values(endpoints).find(({ path }) => new URL(url).pathname.endsWith(path));
  const method = endpoint && endpoint.method !== "GET" ? ` -X ${endpoint.method}` : "";
  const body = endpoint?.body ? ` -H ${quoted("Content-Type: application/json")} --data ${quoted("@body.json")}` : "";
  return (
    `${process.platform === "win32" ? "curl.exe" : "curl"}${method} ${quoted(url)} -H ` +
    `${quoted(`X-Lti-Signature: ${headers["X-Lti-Signature"]}`)}${body}`
  );
}

/**
 * Single quotes protect everything in a POSIX shell. cmd supports only double quotes; our URLs contain neither `"` nor
 * a bare `%`.
 */
export function quoted(text: string): string {
  return process.platform === "win32" ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}

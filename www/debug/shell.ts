/** Shell commands that compute each stage with common tools. The secret comes from the environment. */

/** A word in single quotes, which POSIX shells take literally. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Sorts the parameters by name, in byte order. */
export function sortLine(baseString: string): string {
  const parameters = baseString.split("&").map(quoted).join(" ");
  return `printf '%s\\n' ${parameters} | LC_ALL=C sort | paste -sd '&' -`;
}

export function macLine(baseString: string): string {
  return `printf %s ${quoted(baseString)} | openssl dgst -sha1 -hmac "$LTI_SECRET" -r | cut -d ' ' -f 1`;
}

export function signatureLine(baseString: string): string {
  return (
    `printf %s ${quoted(baseString)} | openssl dgst -sha1 -hmac "$LTI_SECRET" -binary | openssl base64 | tr ` +
    "'+/' '-_' | tr -d '='"
  );
}

/** The URL of an event. */
import { invalidArgument } from "../public/error.js";

/**
 * URLs that are in their normal form already. For them, `new URL` would take up to a fifth of the time of a feed. The
 * last part of the host starts with a letter, so it is not an IPv4 address. `--`, as in `xn--`, is excluded, and so are
 * segments of the path that start with a dot.
 */
const NORMAL =
  /^https?:\/\/(?:[a-z\d]+[.-])*[a-z][a-z\d]*(?:\/(?!\.|%2[eE])[-\w~!$&()*+,;=:@.%]*)+(?:[?#][-\w~!$&()*+,;=:@.%/?#]*)?$/;
/** Some platforms refuse long hosts. */
const MAX_NORMAL = 250;

/** The URL in its normal form, which has no spaces and no line ends. */
export function readUrl(value: string | { readonly href: string } | null | undefined): string {
  if (value === null || value === undefined || value === "") return "";
  try {
    const text = typeof value === "string" ? value : value.href;
    if (typeof text === "string" && text.length <= MAX_NORMAL && NORMAL.test(text)) return text;
    const { href, protocol } = new URL(text);
    if (protocol === "https:" || protocol === "http:") return href;
  } catch {
    // Not absolute.
  }
  throw invalidArgument("urlFor", "urlFor must return an absolute http or https URL");
}

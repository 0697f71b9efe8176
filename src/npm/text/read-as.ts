/** What the debugger took a pasted text for, in words. The command and the page say it. */
import { counted } from "./counted.js";

const NAMES = {
  curl: "a curl command",
  request: "a request with its method",
  url: "a URL",
  query: "a query or base string",
  list: "a list of names and values",
} as const;

interface Read {
  source: keyof typeof NAMES | "nothing";
  parameters: readonly unknown[];
  header?: unknown;
}

/** Such as `Read as a URL: 6 parameters and a signature.` Undefined if the text is not a request. */
export function readAs({ source, parameters, header }: Read): string | undefined {
  if (source === "nothing") return undefined;
  const signature = header === undefined ? "no signature" : "a signature";
  return `Read as ${NAMES[source]}: ${counted(parameters.length, "parameter")} and ${signature}.`;
}

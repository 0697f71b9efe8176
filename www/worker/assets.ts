import type { Binding } from "./env.js";
import { assetHeaders, withHeaders } from "./headers.js";

const TEXT = "text/plain; charset=utf-8";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  map: "application/json; charset=utf-8",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  webp: "image/webp",
  json: "application/json; charset=utf-8",
  txt: TEXT,
  woff2: "font/woff2",
};

/**
 * Each file has exactly one path, without encoded characters or double slashes, so that the path determines the policy.
 */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_-]+)*\/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.([a-z0-9]+)$/;

/** Files of the repository that the documents link to, such as sources and licenses. They are shown as text. */
const SOURCE_PATH = /^\/reference\/media\/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;

/** Serves a file of the built pages with its type and policy. */
export async function asset(path: string, request: Request, assets: Binding): Promise<Response> {
  // Relative links in the document start at the folder.
  if (path === "/debug" || path === "/reference")
    return withHeaders(new Response(null, { status: 308, headers: { Location: `${path}/` } }), assetHeaders(path));
  const file = fileOf(path);
  const type = typeOf(file);
  if (type === undefined) return notFound(file);
  const found = await assets.fetch(`http://assets${file}`, { method: request.method });
  if (!found.ok) return notFound(file);
  return withHeaders(found, { ...assetHeaders(file), "Content-Type": type });
}

function fileOf(path: string): string {
  if (path === "/llms.txt") return "/reference/llms.txt";
  return path.endsWith("/") ? `${path}index.html` : path;
}

/** The content type of a path that may be served. */
function typeOf(file: string): string | undefined {
  const ending = PLAIN_PATH.exec(file)?.[1] ?? "";
  const isData = ["svg", "webp", "json"].includes(ending);
  return SOURCE_PATH.test(file) && !isData ? TEXT : TYPES[ending];
}

function notFound(path: string): Response {
  const response = new Response("Not found\n", {
    status: 404,
    headers: { "Content-Type": TEXT },
  });
  return withHeaders(response, assetHeaders(path));
}

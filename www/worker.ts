/** The demo's Worker. It serves the meetings as JSON and the two pages, only to this machine. */
import { allMeetings, demo, meetings, signedRequest } from "./worker/api.js";
import { asset } from "./worker/assets.js";
import type { Env } from "./worker/env.js";
import { isOwnPage, refusal } from "./worker/guard.js";
import { API_HEADERS, withHeaders } from "./worker/headers.js";

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const path = pathOf(request);
    if (path === undefined) return withHeaders(new Response("Not a URL\n", { status: 400 }), API_HEADERS);
    const isApi = path === "/api" || path.startsWith("/api/");
    const refused = refusal(request, isApi);
    if (refused) return withHeaders(refused, API_HEADERS);
    return isApi ? withHeaders(await api(path, request, env), API_HEADERS) : asset(path, request, env.ASSETS);
  },
};

/** workerd joins `Host` and the request target unchanged, so the result may be an invalid URL. */
function pathOf({ url }: Request): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname : undefined;
}

async function api(path: string, request: Request, env: Env): Promise<Response> {
  if (path === "/api/meetings") return meetings(request, env);
  if (path === "/api/all-meetings") return allMeetings(request, env);
  if (path === "/api/demo") return demo(env);
  if (path === "/api/request" && isOwnPage(request)) return signedRequest(request, env);
  return new Response("Not found\n", { status: 404 });
}

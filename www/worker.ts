/** The demo's Worker: the meetings as JSON, the two pages, and nothing for anyone but this machine. */
import { demo, meetings } from "./worker/api.js";
import { asset } from "./worker/assets.js";
import type { Env } from "./worker/env.js";
import { refusal } from "./worker/guard.js";
import { API_HEADERS, withHeaders } from "./worker/headers.js";

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const path = new URL(request.url).pathname;
    const isApi = path === "/api" || path.startsWith("/api/");
    const refused = refusal(request, isApi);
    if (refused) return withHeaders(refused, API_HEADERS);
    return isApi ? withHeaders(await api(path, request, env), API_HEADERS) : asset(path, request, env.ASSETS);
  },
};

async function api(path: string, request: Request, env: Env): Promise<Response> {
  if (path === "/api/meetings") return meetings(request, env);
  if (path === "/api/demo") return demo(env);
  return new Response("Not found\n", { status: 404 });
}

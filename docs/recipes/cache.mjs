import { listMeetings } from "zoom-lti-pro";

const SECONDS = 300;

/**
 * A page of meetings, at most five minutes old. `env.CACHE` is a KV namespace, `ctx` that of the request handler.
 *
 * It stores results, never promises: a promise ends with the request that made it. It stores no errors. Check first
 * whether the caller may see these meetings: this function does not know the caller.
 */
export async function cachedMeetings(env, ctx, query) {
  const place = await placeOf(env.LTI_KEY, query);
  const stored = await env.CACHE.get(place, "json");
  if (stored) return stored;
  const credentials = { key: env.LTI_KEY, secret: env.LTI_SECRET };
  const { meta, ...page } = await listMeetings(credentials, query, { baseUrl: env.LTI_BASE_URL });
  ctx.waitUntil(env.CACHE.put(place, JSON.stringify(page), { expirationTtl: SECONDS }));
  return page;
}

/**
 * The same for the same credential, user and page. The signed URL would differ at each request, because of its
 * timestamp. A hash does not show the userId to those who can list the namespace.
 */
async function placeOf(key, { userId, isUpComing = true, pageNum = 1, pageSize = 100 }) {
  const text = JSON.stringify([key, userId, String(isUpComing), String(pageNum), String(pageSize)]);
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

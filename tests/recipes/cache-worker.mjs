// A Worker around the recipe for caching.

import { isLtiProError } from "zoom-lti-pro";
import { cachedMeetings } from "./recipes/cache.mjs";

export default {
  async fetch(request, env, ctx) {
    const query = Object.fromEntries(new URL(request.url).searchParams);
    try {
      return Response.json(await cachedMeetings(env, ctx, query));
    } catch (error) {
      return Response.json({ error: isLtiProError(error) ? error.code : String(error) }, { status: 502 });
    }
  },
};

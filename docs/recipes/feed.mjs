import { LtiPro, meetingTimes } from "zoom-lti-pro";
import { calendarFeed, calendarResponse, nextChanges } from "zoom-lti-pro/calendar";

export default {
  async fetch(request, env) {
    if (!env.SECRET_PATH || !request.url.includes(`/${env.SECRET_PATH}/`)) return new Response(null, { status: 404 });
    using zoom = new LtiPro({ key: env.LTI_KEY, secret: env.LTI_SECRET }, { baseUrl: env.LTI_BASE_URL });
    try {
      const upcoming = await zoom.meetings({ userId: env.ZOOM_USER_ID }).toArray();
      const next = upcoming.map((m) => ({ topic: m.topic, ...meetingTimes(m) })).filter(({ fixed }) => fixed);
      if (request.url.endsWith("/next")) return Response.json(next.sort((a, b) => a.start - b.start).slice(0, 5));
      const past = await zoom.meetings({ userId: env.ZOOM_USER_ID, isUpComing: false }).toArray();
      const stored = await env.STORE.get("changes");
      const changes = nextChanges(JSON.parse(stored), [...past, ...upcoming], Date.now());
      if (JSON.stringify(changes) !== stored) await env.STORE.put("changes", JSON.stringify(changes));
      return calendarResponse(request, calendarFeed([...past, ...upcoming], { name: "My classes", changes }));
    } catch (error) {
      return calendarResponse(request, error);
    }
  },
};

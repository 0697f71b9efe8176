// With @cloudflare/workers-types: service bindings, the global fetch, a Worker's Request.

import { listMeetings, LtiPro, verify } from "zoom-lti-pro";
import { calendarFeed, type CalendarChanges, calendarResponse, nextChanges } from "zoom-lti-pro/calendar";
import { createEmulator } from "zoom-lti-pro/testing";

interface Env {
  LTI_KEY: string;
  LTI_SECRET: string;
  /** From a file on the own machine, from the Secrets Store when deployed. */
  STORED: string | SecretsStoreSecret;
  API: Fetcher;
}

export default {
  async fetch(request, env, context): Promise<Response> {
    const credentials = { key: env.LTI_KEY, secret: env.LTI_SECRET };
    using zoom = new LtiPro(credentials, { fetch: env.API, signal: request.signal });
    context.waitUntil(zoom.listMeetings({ userId: "u" }));
    await listMeetings(credentials, { userId: "u" }, { fetch, signal: AbortSignal.timeout(1000) });
    await listMeetings({ key: env.LTI_KEY, secret: env.STORED }, { userId: "u" });
    await listMeetings(credentials, { userId: "u" }, { fetch: (url, init) => env.API.fetch(url, init) });
    return Response.json([verify(request, credentials), await zoom.listMeetings({ userId: "u" })]);
  },
} satisfies ExportedHandler<Env>;

/** The emulator as a Worker, and behind a service binding's type. */
export const emulator: ExportedHandler = { fetch: createEmulator().fetch };

export async function emulated(request: Request): Promise<Response> {
  return createEmulator().fetch(request);
}

/** A Worker with its store in a KV namespace. */
export const calendar = {
  async fetch(request, { STORE }): Promise<Response> {
    const { list } = await listMeetings({ key: "k", secret: "s" }, { userId: "u" });
    const changes = nextChanges(await STORE.get<CalendarChanges>("u", "json"), list, Date.now());
    await STORE.put("u", JSON.stringify(changes));
    const response: Response = calendarResponse(request, calendarFeed(list, { name: "n", changes }));
    return response.status === 304 ? response.clone() : response;
  },
} satisfies ExportedHandler<{ STORE: KVNamespace }>;

// With the DOM: the types of a page or a service worker are accepted.

import { listMeetings, LtiPro, verify } from "zoom-lti-pro";
import { calendarFeed, calendarResponse } from "zoom-lti-pro/calendar";
import { createEmulator } from "zoom-lti-pro/testing";

const credentials = { key: "k", secret: "s" };

export async function page(request: Request): Promise<string | undefined> {
  const controller = new AbortController();
  await listMeetings(credentials, { userId: "u" }, { fetch, signal: controller.signal });
  await listMeetings(credentials, { userId: "u" }, { fetch: globalThis.fetch, signal: AbortSignal.timeout(1) });
  await listMeetings(
    credentials,
    { userId: "u" },
    { fetch: (url, init) => fetch(url, { ...init, cache: "no-store" }) },
  );
  using zoom = new LtiPro(credentials, { fetch: window.fetch.bind(window) });
  await zoom.listMeetings({ userId: new URL(request.url).searchParams.get("userId") ?? "" });
  return verify(request, credentials)["userId"];
}

export async function emulated(request: Request): Promise<Response> {
  const { fetch: emulate } = createEmulator();
  await emulate(new URL("https://host/"), {
    method: "GET",
    headers: new Headers(),
    signal: new AbortController().signal,
  });
  const response: Response = await emulate(request);
  return response;
}

export async function calendar(request: Request): Promise<Response> {
  const { list } = await listMeetings(credentials, { userId: "u" });
  const response: Response = calendarResponse(request, calendarFeed(list, { name: "n", urlFor: () => location.href }));
  return new Response(response.body, response);
}

// With @types/node: the global fetch, node:http, undici's Request.

import { createServer } from "node:http";
import { isLtiProError, listMeetings, LtiPro, verify } from "zoom-lti-pro";
import { type CalendarFeed, calendarResponse } from "zoom-lti-pro/calendar";
import { createEmulator, createNodeHandler } from "zoom-lti-pro/testing";

const credentials = { key: process.env["LTI_KEY"], secret: Buffer.from("s") };
const { LTI_KEY: key, LTI_SECRET: secret } = process.env;

export async function calls(): Promise<void> {
  const controller = new AbortController();
  await listMeetings(credentials, { userId: "u" }, { fetch, signal: controller.signal });
  await listMeetings(credentials, { userId: "u" }, { fetch: globalThis.fetch, signal: AbortSignal.timeout(1000) });
  await listMeetings({ key, secret }, { userId: "u" });
  using zoom = new LtiPro(credentials);
  await zoom.listMeetings({ userId: "u" }).catch((error: unknown) => void isLtiProError(error));
  verify(new Request("https://host/"), credentials);
}

export const gateway = createServer((request, response) => {
  response.end(JSON.stringify(verify({ url: request.url ?? "/", headers: request.headers }, credentials)));
});

export const emulator = createServer(createNodeHandler(createEmulator()));

export async function emulated(): Promise<Response> {
  return createEmulator().fetch(new Request("https://host/"));
}

export function calendar(request: Request, feed: CalendarFeed | null): Response {
  return calendarResponse(request, feed);
}

export function feedServer(feed: CalendarFeed) {
  return createServer(async ({ method = "GET", headers }, response) => {
    const get = (name: string): string | null => headers[name.toLowerCase()]?.toString() ?? null;
    const sent: Response = calendarResponse({ method, headers: { get } }, feed);
    response.writeHead(sent.status, Object.fromEntries(sent.headers));
    response.end(await sent.text());
  });
}

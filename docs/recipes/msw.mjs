import { http, HttpResponse } from "msw";
import { createEmulator } from "zoom-lti-pro/testing";

const API = "https://applications.zoom.us/api/v1/lti/rich";

export const emulator = createEmulator();

/** The code under test signs with these, for example as LTI_KEY and LTI_SECRET. */
export const { credentials } = emulator;

/** A handler for `setupServer` or `setupWorker` of msw. If the emulator simulates an outage, `fetch` rejects. */
export const zoom = http.all(`${API}/*`, ({ request }) => emulator.fetch(request).catch(() => HttpResponse.error()));

// The recipe for tracing: what a span contains, and what it must not contain.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { listMeetings } from "zoom-lti-pro";
import { createEmulator } from "zoom-lti-pro/testing";
import { traced } from "./recipes/tracing.mjs";

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));

const emulator = createEmulator();
const [{ userId }] = emulator.users;
const { credentials, fetch } = emulator;
const list = (options) =>
  traced("meetings", (hooks) =>
    listMeetings(credentials, { userId }, { fetch, sleep: async () => {}, ...options, ...hooks }),
  );

beforeEach(() => {
  exporter.reset();
  emulator.fault = null;
  emulator.clearRequests();
});

/** The one span, as plain data. */
function span() {
  const spans = exporter.getFinishedSpans();
  assert.equal(spans.length, 1);
  const { name, attributes, events, status } = spans[0];
  return { name, attributes, events: events.map((event) => [event.name, event.attributes]), status };
}

test("a call is a span, with method, URL without query, and status", async () => {
  assert.equal((await list()).list.length, 45);
  const { name, attributes, events } = span();
  assert.equal(name, "meetings");
  assert.deepEqual(attributes, {
    "http.request.method": "GET",
    "url.full": "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list",
    "http.request.resend_count": 0,
    "http.response.status_code": 200,
  });
  assert.equal(events[0][0], "response");
});

test("retries are events of the same span", async () => {
  emulator.fault = ({ index }) => (index === 0 ? { kind: "http_status", status: 503 } : null);
  await list();
  const { attributes, events } = span();
  assert.equal(attributes["http.request.resend_count"], 1);
  assert.deepEqual(
    events.map(([name]) => name),
    ["response", "retry", "response"],
  );
  assert.equal(events[1][1].code, "http_status");
});

test("an error is the status of the span, by its code, and is thrown on", async () => {
  emulator.fault = { kind: "api_error" };
  await assert.rejects(list(), { code: "signature_rejected" });
  const { attributes, status } = span();
  assert.equal(attributes["error.type"], "signature_rejected");
  assert.deepEqual(status, { code: SpanStatusCode.ERROR, message: "signature_rejected" });
});

test("no span contains key, secret, userId or signature", async () => {
  for (const fault of [null, { kind: "api_error" }, { kind: "network" }, { kind: "html" }]) {
    emulator.fault = fault;
    await list().catch(() => {});
  }
  const written = JSON.stringify(
    exporter.getFinishedSpans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
  );
  const signatures = emulator.requests.flatMap(({ headers }) => headers.map(([, value]) => value));
  const secrets = [credentials.key, credentials.secret, userId, ...signatures.filter((value) => value.length === 27)];
  assert.ok(secrets.length > 4);
  for (const secret of secrets) assert.ok(!written.includes(secret));
});

import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { isLtiProError } from "zoom-lti-pro";

const tracer = trace.getTracer("zoom-lti-pro");

/**
 * Runs a call in a span. `call` gets the hooks as options. The span has no query, signature, key or userId.
 *
 *     await traced("meetings", (hooks) => listMeetings(credentials, query, hooks));
 */
export function traced(name, call) {
  return tracer.startActiveSpan(name, { kind: SpanKind.CLIENT }, async (span) => {
    const hooks = {
      onRequest: ({ method, url, attempt }) =>
        span.setAttributes({
          "http.request.method": method,
          "url.full": url,
          "http.request.resend_count": attempt - 1,
        }),
      onResponse: ({ status, durationMs }) => {
        span.setAttribute("http.response.status_code", status);
        span.addEvent("response", { "http.response.status_code": status, duration_ms: durationMs });
      },
      onRetry: ({ code, reason, delayMs }) => span.addEvent("retry", { code, reason, delay_ms: delayMs }),
    };
    try {
      return await call(hooks);
    } catch (error) {
      const code = isLtiProError(error) ? error.code : "unknown";
      span.setAttribute("error.type", code).setStatus({ code: SpanStatusCode.ERROR, message: code });
      throw error;
    } finally {
      span.end();
    }
  });
}

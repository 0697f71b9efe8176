// What follows a failed attempt: retries, a corrected clock, another secret. Clock and random numbers are injected, and
// nothing waits.

import { articleResponse, at, credentials, rejected, userId } from "./samples.mjs";

const page = { status: 200, body: articleResponse };
const busy = { status: 503, body: "" };
const dated = (ms) => ({ date: new Date(ms).toUTCString() });

/** Responds in order, and repeats the last response. Records requests and waits. */
function scripted(...responses) {
  const requests = [];
  const slept = [];
  let clock = at;
  const options = {
    now: () => clock,
    random: () => 1,
    sleep: async (ms) => {
      slept.push(ms);
      clock += ms;
    },
    fetch: async (url, { headers }) => {
      requests.push({ url: new URL(url), signature: headers.get("x-lti-signature") });
      const { status, body, headers: given } = responses[Math.min(requests.length, responses.length) - 1];
      return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers: given });
    },
  };
  return { requests, slept, options };
}

const signedWith = ({ lib }, secret, { url, signature }) =>
  lib.sign(secret, lib.baseString([...url.searchParams])) === signature;

/** A server that accepts one secret. */
function accepting({ lib }, right) {
  const { requests, slept, options } = scripted(page);
  const { fetch } = options;
  const checked = async (url, init) => {
    const response = await fetch(url, init);
    return signedWith({ lib }, right, requests.at(-1))
      ? response
      : new Response(JSON.stringify(rejected), { status: 401 });
  };
  return { requests, slept, options: { ...options, fetch: checked } };
}

const HOUR = 3_600_000;

/**
 * A server with a clock of its own, which accepts one secret within 60 minutes: {timestamps, warned, options, server}.
 * What it says of its clock is `server.date`.
 */
function withClock({ lib }, offMs, right = credentials.secret) {
  const { requests, options } = scripted(page);
  const server = { now: () => options.now() + offMs, isTimeChecked: true, date: (ms) => dated(ms) };
  const timestamps = [];
  const warned = [];
  const { fetch } = options;
  const checked = async (url, init) => {
    await fetch(url, init);
    const { searchParams } = requests.at(-1).url;
    const timestamp = Number(searchParams.get("timestamp"));
    timestamps.push(timestamp);
    const now = server.now();
    const isInTime = !server.isTimeChecked || Math.abs(timestamp - now) <= HOUR;
    const isAccepted = isInTime && signedWith({ lib }, right, requests.at(-1));
    const pageNum = Number(searchParams.get("pageNum"));
    const list = [{ ...articleResponse.result.list[0], meetingId: `meeting-${pageNum}` }];
    const body = isAccepted ? { status: true, result: { pageNum, pageSize: 1, total: 10, list } } : rejected;
    if (pageNum > 10) body.result.list = [];
    return new Response(JSON.stringify(body), { headers: server.date(now, timestamp) });
  };
  const onWarning = ({ code }) => warned.push(code);
  return { timestamps, warned, server, options: { ...options, fetch: checked, onWarning } };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

export const retrying = [
  [
    "retry: a temporary failure is signed and sent again after a growing wait",
    async ({ lib, assert }) => {
      const { requests, slept, options } = scripted(busy, { status: 502, body: "<h1>Bad Gateway</h1>" }, page);
      const { meta, total } = await lib.listMeetings(credentials, { userId }, options);
      assert.deepEqual([total, meta.attempts], [1, 3]);
      assert.deepEqual(slept, [250, 500]);
      assert.deepEqual(
        requests.map(({ url }) => Number(url.searchParams.get("timestamp"))),
        [at, at + 250, at + 750],
      );
      for (const request of requests) assert.ok(signedWith({ lib }, credentials.secret, request));
    },
  ],
  [
    "retry: at most `retries` times, and the last failure is reported",
    async ({ lib, assert }) => {
      for (const [retries, attempts] of [
        [undefined, 3],
        [0, 1],
        [3, 4],
      ]) {
        const { requests, options } = scripted(busy);
        await assert.rejects(lib.listMeetings(credentials, { userId }, { ...options, retries }), {
          code: "http_status",
          status: 503,
          attempts,
          retryable: true,
        });
        assert.equal(requests.length, attempts);
      }
      for (const retries of [-1, 4, 1.5, "2", NaN]) {
        await assert.rejects(lib.listMeetings(credentials, { userId }, { ...scripted(page).options, retries }), {
          code: "invalid_argument",
          field: "retries",
        });
      }
    },
  ],
  [
    "retry: a permanent failure is not sent again",
    async ({ lib, assert }) => {
      const refusals = [
        { status: 404, body: "" },
        { status: 200, body: "{}" },
        { status: 200, body: "<html>" },
        { status: 302, body: "", headers: { location: "https://other.example" } },
        { status: 401, body: rejected },
      ];
      for (const refusal of refusals) {
        const { requests, options } = scripted(refusal);
        await assert.rejects(lib.listMeetings(credentials, { userId }, options), { attempts: 1, retryable: false });
        assert.equal(requests.length, 1, JSON.stringify(refusal));
      }
    },
  ],
  [
    "retry: Retry-After is obeyed up to 20 seconds; a longer one ends the call and is reported",
    async ({ lib, assert }) => {
      const asked = (value, date) => ({ status: 429, body: "", headers: { "retry-after": value, ...date } });
      const { slept, options } = scripted(asked("7"), asked(new Date(at + 12_000).toUTCString(), dated(at)), page);
      await lib.listMeetings(credentials, { userId }, options);
      assert.equal(slept[0], 7000);
      assert.ok(slept[1] > 11_000 && slept[1] <= 12_000, String(slept[1]));
      const long = scripted(asked("21"));
      await assert.rejects(lib.listMeetings(credentials, { userId }, long.options), {
        status: 429,
        retryAfter: 21_000,
        attempts: 1,
      });
      assert.deepEqual(long.slept, []);
    },
  ],
  [
    "retry: a daily limit, whose Retry-After is an ISO 8601 date, ends the call",
    async ({ lib, assert }) => {
      const { slept, requests, options } = scripted({
        status: 429,
        body: "",
        headers: { "retry-after": "2022-11-29T00:00:00Z", ...dated(Date.parse("2022-11-28T22:00:00Z")) },
      });
      await assert.rejects(lib.listMeetings(credentials, { userId }, options), {
        status: 429,
        retryAfter: 2 * 3_600_000,
        attempts: 1,
      });
      assert.deepEqual([slept, requests.length], [[], 1]);
    },
  ],
  [
    "retry: no wait beyond the deadline",
    async ({ lib, assert }) => {
      const { slept, options } = scripted({ status: 503, body: "", headers: { "retry-after": "2" } });
      await assert.rejects(lib.listMeetings(credentials, { userId }, { ...options, deadlineMs: 1500 }), {
        code: "http_status",
        attempts: 1,
      });
      assert.deepEqual(slept, []);
    },
  ],
  [
    "retry: an abort during the wait",
    async ({ lib, assert }) => {
      const controller = new AbortController();
      const { requests, options } = scripted(busy);
      const sleep = () => new Promise(() => controller.abort("enough"));
      const error = await assert.rejects(
        lib.listMeetings(credentials, { userId }, { ...options, sleep, signal: controller.signal }),
        { code: "aborted" },
      );
      assert.deepEqual([error.cause, requests.length], ["enough", 1]);
    },
  ],
  [
    "retry: a call that `now` or `random` aborts leaves no timer",
    async ({ lib, assert }) => {
      const controller = new AbortController();
      const { slept, options } = scripted(busy);
      const random = () => (controller.abort("enough"), 1);
      const error = await assert.rejects(
        lib.listMeetings(credentials, { userId }, { ...options, random, signal: controller.signal }),
        { code: "aborted" },
      );
      assert.deepEqual([error.cause, slept], ["enough", []]);
    },
  ],
  [
    "clock: 2203 with a different Date is signed again for the server's clock, once, and reported",
    async ({ lib, assert }) => {
      const server = at + 3 * 3_600_000;
      const { requests, options } = scripted({ status: 401, body: rejected, headers: dated(server) }, page);
      const warned = [];
      const { meta } = await lib.listMeetings(
        credentials,
        { userId },
        { ...options, onWarning: ({ code }) => warned.push(code) },
      );
      assert.deepEqual([meta.attempts, meta.warnings.map(({ code }) => code)], [2, ["clock_corrected"]]);
      assert.equal(Number(requests[1].url.searchParams.get("timestamp")), Math.floor(server / 1000) * 1000);
      await Promise.resolve();
      assert.deepEqual(warned, ["clock_corrected"]);
      const never = scripted({ status: 401, body: rejected, headers: dated(server) });
      await assert.rejects(lib.listMeetings(credentials, { userId }, never.options), {
        code: "signature_rejected",
        attempts: 2,
      });
    },
  ],
  [
    "clock: a similar Date, or no Date, corrects nothing",
    async ({ lib, assert }) => {
      for (const headers of [dated(at + 4 * 60_000), dated(at - 4 * 60_000), undefined]) {
        await assert.rejects(
          lib.listMeetings(credentials, { userId }, scripted({ status: 401, body: rejected, headers }).options),
          { code: "signature_rejected", attempts: 1 },
        );
      }
    },
  ],
  [
    "clock: a Date that cannot be signed is ignored",
    async ({ lib, assert }) => {
      for (const date of [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 01 Jan 1601 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
      ]) {
        const { options } = scripted({ status: 401, body: rejected, headers: { date } });
        await assert.rejects(lib.listMeetings(credentials, { userId }, options), {
          code: "signature_rejected",
          attempts: 1,
        });
        assert.equal(
          (await lib.listMeetings(credentials, { userId }, scripted({ ...page, headers: { date } }).options)).meta
            .clockOffsetMs,
          null,
        );
      }
    },
  ],
  [
    "clock: a difference of up to 24 hours is corrected; beyond that, the error names the server's time",
    async ({ lib, assert }) => {
      for (const hours of [23.9, -23.9]) {
        const { timestamps, options } = withClock({ lib }, hours * HOUR);
        assert.equal((await lib.listMeetings(credentials, { userId }, options)).meta.attempts, 2);
        assert.ok(Math.abs(timestamps[1] - (at + hours * HOUR)) <= 1000);
      }
      const far = [24.1 * HOUR, -24.1 * HOUR, Date.UTC(2099, 0) - at, Date.UTC(2030, 0) - at];
      for (const off of far) {
        for (const method of ["GET", "POST"]) {
          const { timestamps, options, warned } = withClock({ lib }, off);
          const error = await assert.rejects(
            lib.request(credentials, { method, path: "/meeting/bulkImport" }, options),
            { code: "signature_rejected", attempts: 1 },
          );
          const claim = new Date(Math.floor((at + off) / 1000) * 1000).toISOString();
          assert.ok(error.message.includes(claim), error.message);
          assert.ok(error.hint.includes("clock"), error.hint);
          assert.deepEqual([timestamps, warned], [[at], []]);
        }
      }
    },
  ],
  [
    "clock: a server that is always ahead gets no signature more than 24 hours ahead",
    async ({ lib, assert }) => {
      const { timestamps, server, options } = withClock({ lib }, 0);
      let accepted = 0;
      // It accepts every second request, so that corrections are stored.
      server.now = () => (accepted++ % 2 === 0 ? timestamps.at(-1) + 20 * HOUR : timestamps.at(-1));
      const zoom = new lib.LtiPro(credentials, options);
      for (let call = 0; call < 10; call++) await zoom.listMeetings({ userId }).catch(() => {});
      const latest = Math.max(...timestamps) - at;
      assert.ok(latest > 19 * HOUR && latest <= 24 * HOUR, `${latest / HOUR} hours`);
    },
  ],
  [
    "clock: a client and an iteration keep a correction: ten pages are eleven requests",
    async ({ lib, assert }) => {
      for (const secret of [credentials.secret, async () => credentials.secret]) {
        for (const off of [3 * HOUR, -20 * HOUR]) {
          const { timestamps, warned, options } = withClock({ lib }, off);
          const zoom = new lib.LtiPro({ key: credentials.key, secret }, options);
          let read = 0;
          for await (const _ of zoom.meetings({ userId, pageSize: 1 })) if (++read === 10) break;
          assert.equal(timestamps.length, 11);
          assert.equal((await zoom.listMeetings({ userId })).meta.attempts, 1);
          assert.equal((await zoom.request({ method: "PUT", path: "/x" })).meta.attempts, 1);
          await turn();
          assert.deepEqual(warned, ["clock_corrected"]);
        }
      }
    },
  ],
  [
    "clock: a correction that stops working is dropped, and not reported",
    async ({ lib, assert }) => {
      for (const date of [dated, () => ({})]) {
        const { warned, server, options } = withClock({ lib }, 3 * HOUR);
        const zoom = new lib.LtiPro(credentials, options);
        await zoom.listMeetings({ userId });
        // From here on both clocks agree.
        server.now = options.now;
        server.date = date;
        const { meta } = await zoom.listMeetings({ userId });
        assert.deepEqual([meta.attempts, meta.requestedAt, meta.warnings], [2, at, []]);
        assert.equal((await zoom.listMeetings({ userId })).meta.attempts, 1);
        await turn();
        assert.deepEqual(warned, ["clock_corrected"]);
      }
    },
  ],
  [
    "clock: after a rejection the next call starts with this machine's clock",
    async ({ lib, assert }) => {
      const { timestamps, server, options } = withClock({ lib }, 3 * HOUR);
      const zoom = new lib.LtiPro(credentials, options);
      await zoom.listMeetings({ userId });
      server.now = () => NaN;
      server.date = (_, timestamp) => dated(timestamp);
      await assert.rejects(zoom.listMeetings({ userId }), { code: "signature_rejected", attempts: 1 });
      await assert.rejects(zoom.listMeetings({ userId }), { code: "signature_rejected", attempts: 1 });
      assert.deepEqual(
        timestamps.map((timestamp) => Math.round((timestamp - at) / HOUR)),
        [0, 3, 3, 0],
      );
    },
  ],
  [
    "clock: reported only if the correction was the reason for the acceptance, not another secret",
    async ({ lib, assert }) => {
      const secrets = { key: credentials.key, secret: ["new", "old"] };
      const call = async (given, { options, warned }) => {
        const outcome = await lib.listMeetings(given, { userId }, options).catch((error) => error);
        await turn();
        return [outcome.code ?? outcome.meta.warnings.map(({ code }) => code), warned];
      };
      // The corrected request is rejected, too.
      assert.deepEqual(await call(credentials, withClock({ lib }, 3 * HOUR, "another")), ["signature_rejected", []]);
      // The clock is wrong, but this server does not check it.
      const tolerant = withClock({ lib }, 3 * HOUR, "old");
      tolerant.server.isTimeChecked = false;
      assert.deepEqual(await call(secrets, tolerant), [[], []]);
      // Clock and secret were wrong.
      const both = withClock({ lib }, 3 * HOUR, "old");
      assert.deepEqual(await call(secrets, both), [["clock_corrected"], ["clock_corrected"]]);
      assert.equal(both.timestamps.length, 4);
    },
  ],
  [
    "clock: a correction is not used for another clock or another server",
    async ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials);
      const wrong = scripted({ status: 401, body: rejected, headers: dated(at + 3_600_000) }, page);
      const right = scripted(page);
      await Promise.all([zoom.listMeetings({ userId }, wrong.options), zoom.listMeetings({ userId }, right.options)]);
      await zoom.listMeetings({ userId }, right.options);
      assert.deepEqual(
        right.requests.map(({ url }) => Number(url.searchParams.get("timestamp"))),
        [at, at],
      );
    },
  ],
  [
    "secrets: if one is rejected, the next is tried, and kept for the next call",
    async ({ lib, assert }) => {
      const { requests, options } = accepting({ lib }, "old");
      const zoom = new lib.LtiPro({ key: "k", secret: ["new", "old"] });
      assert.equal((await zoom.listMeetings({ userId }, options)).meta.attempts, 2);
      assert.equal((await zoom.listMeetings({ userId }, options)).meta.attempts, 1);
      assert.deepEqual(
        requests.map((request) => signedWith({ lib }, "old", request)),
        [false, true, true],
      );
      await assert.rejects(lib.listMeetings({ key: "k", secret: ["a", "b"] }, { userId }, options), {
        code: "signature_rejected",
        attempts: 2,
      });
    },
  ],
  [
    "secrets: from a function or a binding, which each call reads",
    async ({ lib, assert }) => {
      let asked = 0;
      const sources = [() => (asked++, "s"), async () => (asked++, ["s"]), { get: async () => (asked++, "s") }];
      for (const secret of sources) {
        const zoom = new lib.LtiPro({ key: "k", secret });
        const { requests, options } = scripted(page);
        await zoom.listMeetings({ userId }, options);
        await zoom.listMeetings({ userId }, options);
        assert.ok(requests.every((request) => signedWith({ lib }, "s", request)));
        assert.throws(() => zoom.sign("m"), { code: "invalid_credentials", field: "secret" });
      }
      assert.equal(asked, 6);
    },
  ],
  [
    "secrets: a client that is disposed of during a call signs nothing more",
    async ({ lib, assert }) => {
      let give;
      const { requests, slept, options } = scripted(busy);
      const asked = new lib.LtiPro({ key: "k", secret: () => new Promise((resolve) => (give = resolve)) });
      const waiting = asked.listMeetings({ userId }, options);
      asked.dispose();
      give("s");
      await assert.rejects(waiting, { code: "invalid_argument", field: "credentials", attempts: 0 });
      for (const secret of ["s", () => "s"]) {
        const zoom = new lib.LtiPro({ key: "k", secret });
        const sleep = async (ms) => (slept.push(ms), zoom.dispose());
        await assert.rejects(zoom.listMeetings({ userId }, { ...options, sleep }), {
          code: "invalid_argument",
          field: "credentials",
          attempts: 1,
        });
      }
      assert.equal(requests.length, 2);
    },
  ],
  [
    "secrets: a source that fails gives a typed error without the source's message",
    async ({ lib, assert }) => {
      const { requests, options } = scripted(page);
      for (const secret of [
        () => {
          throw new Error("canary-1");
        },
        async () => "",
        async () => undefined,
        { get: async () => Promise.reject("canary-2") },
        () => [],
      ]) {
        const error = await assert.rejects(lib.listMeetings({ key: "k", secret }, { userId }, options), {
          code: "invalid_credentials",
        });
        assert.ok(!`${error} ${JSON.stringify(error)} ${error.cause}`.includes("canary"));
      }
      assert.equal(requests.length, 0);
    },
  ],
  [
    "hooks: called for each request, response and retry, without query and signature; may throw",
    async ({ lib, assert }) => {
      const { requests, options } = scripted(busy, page);
      const told = [];
      const hook = (name) => (about) => {
        told.push([name, about]);
        throw new Error("no");
      };
      await lib.listMeetings(
        credentials,
        { userId },
        { ...options, onRequest: hook("request"), onResponse: hook("response"), onRetry: hook("retry") },
      );
      await new Promise((resolve) => setTimeout(resolve, 1));
      assert.deepEqual(
        told.map(([name]) => name),
        ["request", "response", "retry", "request", "response"],
      );
      assert.deepEqual(told[2][1], {
        attempt: 1,
        method: "GET",
        reason: "retry",
        delayMs: 250,
        code: "http_status",
        status: 503,
      });
      const shown = JSON.stringify(told);
      for (const hidden of [userId, credentials.key, credentials.secret, ...requests.map(({ signature }) => signature)])
        assert.ok(!shown.includes(hidden));
    },
  ],
];

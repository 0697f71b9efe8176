// The package's surface, its errors, and the wasm instance after a trap.

import { articleResponse, at, atTheEndOfTheStack, credentials, userId } from "./samples.mjs";

const now = () => at;
const fetch = async () => new Response(JSON.stringify(articleResponse));

/** Causes a trap: Rust panics because the memory for this length does not exist. */
function trap({ lib, assert }) {
  const message = Object.defineProperty(new Uint8Array(1), "length", { value: 2 ** 31 });
  assert.throws(() => lib.sign("s", message), { code: "internal" });
}

export const boundary = [
  [
    "exports: exactly what is documented",
    ({ lib, testing, explain, calendar, assert }) => {
      const names = (entry) =>
        Object.keys(entry)
          .filter((name) => name !== "default" && name !== "module.exports")
          .sort();
      assert.deepEqual(names(lib), [
        "LtiPro",
        "LtiProError",
        "MeetingStatus",
        "MeetingType",
        "baseString",
        "decodeMeetings",
        "isLive",
        "isLtiProError",
        "listMeetings",
        "meetingStart",
        "meetingTimes",
        "request",
        "sign",
        "signRequest",
        "verify",
      ]);
      assert.deepEqual(names(testing), ["EMULATOR_CREDENTIALS", "createEmulator", "createNodeHandler"]);
      assert.deepEqual(names(explain), ["explainSignature", "searchMistakes"]);
      assert.deepEqual(names(calendar), ["calendarFeed", "calendarResponse", "nextChanges"]);
    },
  ],
  [
    "codes: types and statuses by name",
    ({ lib, assert }) => {
      assert.deepEqual(lib.MeetingType, {
        PreSchedule: 0,
        Instant: 1,
        Scheduled: 2,
        RecurringNoFixedTime: 3,
        RecurringFixedTime: 8,
      });
      assert.deepEqual(lib.MeetingStatus, { NotStarted: 0, Started: 1, Finished: 2 });
    },
  ],
  [
    "errors: no way to print an error shows the secret",
    async ({ lib, assert }) => {
      const { secret } = credentials;
      const errors = [
        await assert.rejects(
          lib.listMeetings(credentials, { userId }, { fetch: () => Promise.reject(new Error("x")), now }),
        ),
        await assert.rejects(lib.listMeetings(credentials, { userId }, { fetch: async () => new Response("{}"), now })),
        assert.throws(() => lib.signRequest({ key: "k", secret: `${secret}\n` }, { userId, timestamp: at })),
        assert.throws(() => lib.verify({ url: "/?a=1", headers: {} }, credentials, { now })),
      ];
      for (const error of errors) {
        const sinks = [
          error.message,
          error.stack,
          String(error),
          JSON.stringify(error),
          error.hint,
          String(error.cause),
          JSON.stringify(error.cause),
        ];
        assert.ok(!sinks.join("\n").includes(secret));
      }
    },
  ],
  [
    "errors: isLtiProError accepts errors of this package only",
    ({ lib, explain, assert }) => {
      const ours = assert.throws(() => explain.explainSignature({}));
      assert.ok(lib.isLtiProError(ours));
      for (const other of [new Error("x"), null, undefined, "LtiProError", { code: "internal" }])
        assert.ok(!lib.isLtiProError(other));
    },
  ],
  [
    "secrets: a client shows none to JSON, keys or strings",
    ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials);
      assert.ok(
        ![JSON.stringify(zoom), String(zoom), JSON.stringify(Object.getOwnPropertyNames(zoom))]
          .join()
          .includes(credentials.secret),
      );
    },
  ],
  [
    "instance: after each of 300 traps the next call is correct, and earlier clients still work",
    async ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials);
      const other = new lib.LtiPro({ key: "k", secret: "other" });
      const [right, others] = [zoom.sign("m"), other.sign("m")];
      for (let round = 0; round < 300; round++) {
        trap({ lib, assert });
        const client = round % 2 ? zoom : other;
        assert.equal(client.sign("m"), round % 2 ? right : others);
      }
      assert.equal(lib.sign(credentials.secret, "m"), right);
      assert.equal((await zoom.listMeetings({ userId }, { fetch, now })).total, 1);
    },
  ],
  [
    "instance: calls at the end of the stack fail, and the next one is correct",
    async ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials);
      const right = zoom.sign("m");
      let failed = 0;
      for (let round = 0; round < 5; round++) {
        // If an engine has inlined everything, a round may succeed at once.
        failed += atTheEndOfTheStack(() => zoom.sign("m"));
        assert.equal(zoom.sign("m"), right);
        assert.equal((await zoom.listMeetings({ userId }, { fetch, now })).total, 1);
      }
      assert.ok(failed > 0, "nothing failed at the end of the stack");
    },
  ],
  [
    "instance: a client from before a trap, disposed of after it, does not affect the others",
    ({ lib, assert }) => {
      const old = new lib.LtiPro(credentials);
      trap({ lib, assert });
      const young = new lib.LtiPro({ key: "k", secret: "young" });
      const right = young.sign("m");
      old.dispose();
      assert.equal(young.sign("m"), right);
    },
  ],
  [
    "instance: a call that is running when the instance is replaced continues in the new one",
    async ({ lib, assert }) => {
      let respond;
      const slow = () => new Promise((resolve) => (respond = resolve));
      const pending = lib.listMeetings(credentials, { userId }, { fetch: slow, now });
      await new Promise((resolve) => setTimeout(resolve, 1));
      trap({ lib, assert });
      respond(await fetch());
      assert.equal((await pending).total, 1);
      assert.equal((await lib.listMeetings(credentials, { userId }, { fetch, now })).total, 1);
    },
  ],
  [
    "instance: a fetch that causes a trap and a replacement breaks no call",
    async (context) => {
      const { lib, assert } = context;
      const zoom = new lib.LtiPro(credentials);
      const right = zoom.sign("m");
      const outcome = (call) =>
        call.then(
          (page) => page.total,
          (error) => error.code,
        );
      // With one of these delays two calls meet in one turn of the event loop.
      for (let distance = 0; distance < 24; distance++) {
        let open;
        const gate = new Promise((resolve) => (open = resolve));
        const beside = outcome(
          zoom.listMeetings({ userId }, { retries: 0, now, fetch: async () => (await gate, fetch()) }),
        );
        await new Promise((resolve) => setTimeout(resolve, 1));
        open();
        for (let turn = 0; turn < distance; turn++) await undefined;
        let later;
        const trapping = () => {
          trap(context);
          assert.equal(zoom.sign("m"), right);
          later = outcome(zoom.listMeetings({ userId }, { now, fetch }));
          return fetch();
        };
        assert.equal(await outcome(zoom.listMeetings({ userId }, { retries: 0, now, fetch: trapping })), 1);
        assert.equal(await beside, 1, "the call beside it");
        assert.equal(await later, 1, `begun after the instance was replaced, at distance ${distance}`);
      }
    },
  ],
];

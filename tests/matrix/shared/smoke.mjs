// A short test that a bundle works: one call of each entry into wasm. It has the form of the suite
// (tests/runtimes/harness.mjs) and imports nothing of Node.

const vector = { secret: "Jefe", message: "what do ya want for nothing?", signature: "7_zfauXrL6LSdBbV8YTfnCWafHk" };
const body = '{"status":true,"result":{"pageNum":1,"pageSize":12,"total":0,"list":[]}}';

export const smoke = [
  [
    "smoke: signs (RFC 2202, test case 2)",
    ({ lib, assert }) => {
      assert.equal(lib.sign(vector.secret, vector.message), vector.signature);
    },
  ],
  [
    "smoke: lists the emulator's meetings",
    async ({ lib, testing, assert }) => {
      const emulator = testing.createEmulator();
      const page = await lib.listMeetings(
        emulator.credentials,
        { userId: emulator.users[0].userId, pageSize: 5 },
        { fetch: emulator.fetch },
      );
      assert.equal(page.list.length, 5);
      assert.equal(page.meta.status, 200);
    },
  ],
  [
    "smoke: explains a signature",
    ({ lib, explain, assert }) => {
      const credentials = { key: "my-key", secret: "my-secret" };
      const { url, signature } = lib.signRequest(credentials, { userId: "u", timestamp: 1661494048201 });
      const { header, stages } = explain.explainSignature({ request: url, signature, secrets: credentials.secret });
      assert.ok(header.matches);
      assert.equal(stages.signature, signature);
    },
  ],
  [
    "smoke: writes a calendar",
    ({ calendar, assert }) => {
      const meeting = { meetingId: "m", topic: "t", startTime: "2022-08-04 10:00:00", duration: 60 };
      const { text } = calendar.calendarFeed([meeting], { name: "n" });
      assert.ok(text.includes("\r\nDTSTART:20220804T100000Z\r\nDTEND:20220804T110000Z\r\n"));
    },
  ],
  [
    "smoke: decodes a response",
    ({ lib, assert }) => {
      assert.deepEqual(lib.decodeMeetings(body), { pageNum: 1, pageSize: 12, total: 0, list: [] });
    },
  ],
  [
    "smoke: errors keep name and code",
    ({ lib, assert }) => {
      const error = assert.throws(() => lib.decodeMeetings("<html>"), {
        name: "LtiProError",
        code: "invalid_response",
      });
      assert.ok(error instanceof lib.LtiProError && lib.isLtiProError(error));
    },
  ],
];

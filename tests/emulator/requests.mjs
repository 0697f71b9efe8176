// The requests that the emulator accepts: signature, parameters, path, method, the forms of `fetch`.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EMULATOR_CREDENTIALS } from "zoom-lti-pro/testing";
import {
  responseTo,
  emulatorAt,
  hmac,
  joined,
  MINUTE,
  NOW,
  ORIGIN,
  PATH,
  parameters,
  SIGNATURE_ERROR,
  signed,
  TEACHER,
  textOf,
} from "./emulator.mjs";

describe("the signature", () => {
  const correct = joined(Object.entries(parameters()));
  const mistakes = {
    "another secret": signed({}, { secret: "another" }),
    "another key": signed({ key: "another" }),
    "no key": signed({ key: undefined }),
    "no timestamp": signed({ timestamp: undefined }),
    "no header": [signed()[0]],
    "an empty header": [signed()[0], { headers: { "X-Lti-Signature": "" } }],
    "two headers": [signed()[0], { headers: [0, 1].map(() => ["X-Lti-Signature", hmac(correct)]) }],
    padding: [signed()[0], { headers: { "X-Lti-Signature": `${hmac(correct)}=` } }],
    "a value changed after signing": signed({}, { query: correct.replace("pageNum=1", "pageNum=2") }),
    "a parameter signed but not sent": signed({}, { query: correct.replace(/&userId=.*/, "") }),
    "a parameter sent but not signed": signed({}, { query: `${correct}&z=1` }),
    "a parameter sent twice": signed({}, { query: `${correct}&userId=${TEACHER}` }),
    "no query": [`${ORIGIN}${PATH}`, signed()[1]],
    "an hour and a bit ago": signed({ timestamp: String(NOW - 61 * MINUTE) }),
    "an hour and a bit ahead": signed({ timestamp: String(NOW + 61 * MINUTE) }),
  };
  for (const [mistake, request] of Object.entries(mistakes)) {
    it(`is refused with 2203: ${mistake}`, async () => {
      assert.equal(await textOf(emulatorAt(), ...request), SIGNATURE_ERROR);
    });
  }

  it("is valid for most of an hour", async () => {
    assert.equal((await responseTo(emulatorAt(), { timestamp: String(NOW - 59 * MINUTE) })).status, true);
  });

  it("depends on the emulator's credentials", async () => {
    const credentials = { key: "k", secret: "s" };
    const emulator = emulatorAt({ credentials });
    const response = await emulator.fetch(...signed({ key: "k" }, { secret: "s" }));
    assert.equal((await response.json()).status, true);
    assert.deepEqual(emulator.credentials, credentials);
  });

  const unsorted = signed({}, { query: joined(Object.entries(parameters()).reverse()) });

  it("does not depend on the order in the URL", async () => {
    assert.notEqual(await textOf(emulatorAt(), ...unsorted), SIGNATURE_ERROR);
  });

  it("depends on the order in the URL, if chosen", async () => {
    const emulator = emulatorAt({ requireSortedQuery: true });
    assert.equal(await textOf(emulator, ...unsorted), SIGNATURE_ERROR);
    assert.notEqual(await textOf(emulator), SIGNATURE_ERROR);
  });

  it("is refused with HTTP 200 by default, or with a chosen status", async () => {
    const request = signed({}, { secret: "another" });
    assert.equal((await emulatorAt().fetch(...request)).status, 200);
    assert.equal((await emulatorAt({ errorStatus: 401 }).fetch(...request)).status, 401);
  });

  it("reports mistakes in the emulator's credentials as errors, not as 2203", async () => {
    const emulator = emulatorAt({ credentials: { key: "k" } });
    await assert.rejects(emulator.fetch(...signed({ key: "k" })), { code: "invalid_credentials" });
  });

  it("uses credentials that nobody can mistake for real ones", () => {
    assert.match(
      `${EMULATOR_CREDENTIALS.key} ${EMULATOR_CREDENTIALS.secret}`,
      /^emulator-key-not-for-zoom emulator-secret-not-for-zoom$/,
    );
    assert.ok(Object.isFrozen(EMULATOR_CREDENTIALS));
    assert.deepEqual(emulatorAt().credentials, EMULATOR_CREDENTIALS);
  });
});

describe("parameters outside their documented values", () => {
  const wrong = {
    isUpComing: ["True", "1", "", undefined],
    pageNum: ["0", "-1", "1.5", "one", "", undefined, "99999999999"],
    pageSize: ["0", "1001", "ten", "", undefined],
    userId: ["", undefined],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      it(`${name}=${value} is refused with the documented body`, async () => {
        const errorMessage = `Invalid parameter ${name}(9999).`;
        assert.deepEqual(await responseTo(emulatorAt(), { [name]: value }), {
          status: false,
          errorCode: "400",
          errorMessage,
        });
      });
    }
  }

  it("are refused with errorStatus", async () => {
    assert.equal((await emulatorAt({ errorStatus: 400 }).fetch(...signed({ pageNum: "0" }))).status, 400);
  });

  it("are checked only after the signature", async () => {
    assert.equal(await textOf(emulatorAt(), ...signed({ pageNum: "0" }, { secret: "another" })), SIGNATURE_ERROR);
  });
});

describe("other requests", () => {
  for (const path of ["/", "/api/v1/lti/rich", `${PATH}/`, "/api/v1/lti/rich/meeting/bulkExport"]) {
    it(`${path} is not found`, async () => {
      const response = await emulatorAt().fetch(`${ORIGIN}${path}?a=b`);
      assert.equal(response.status, 404);
      assert.equal((await response.json()).status, false);
    });
  }
  for (const method of ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"]) {
    it(`${method} is not allowed`, async () => {
      const [url, init] = signed();
      const response = await emulatorAt().fetch(url, { ...init, method });
      assert.equal(response.status, 405);
      assert.equal(response.headers.get("allow"), "GET");
    });
  }
});

describe("the forms of fetch", () => {
  const [url, init] = signed();
  const forms = {
    "a string": [url, init],
    "path and query alone": [url.slice(ORIGIN.length), init],
    "a URL": [new URL(url), init],
    "a Request": [new Request(url, init)],
    "a Request, its headers given again": [new Request(url), { headers: new Headers(init.headers) }],
    "pairs of headers": [url, { headers: [["x-lti-signature", init.headers["X-Lti-Signature"]]] }],
    "a fragment, which does not travel": [`${url}#top`, init],
    "a Worker's call, with a binding named like an option": [
      new Request(url, init),
      { method: "POST", headers: {} },
      { waitUntil() {} },
    ],
    "Bun's call, with its server": [new Request(url, init), { port: 3000, upgrade() {} }],
  };
  for (const [form, request] of Object.entries(forms)) {
    it(form, async () => {
      const { fetch } = emulatorAt();
      assert.equal((await (await fetch(...request)).json()).status, true);
    });
  }

  it("ignores a fragment after the path", async () => {
    assert.equal(await textOf(emulatorAt(), `${PATH}#top`), SIGNATURE_ERROR);
  });

  it("joins repeated headers, as a server does", async () => {
    assert.equal(await textOf(emulatorAt(), url, { headers: { "X-Lti-Signature": ["a", "b"] } }), SIGNATURE_ERROR);
  });

  it("rejects with the reason of a signal that is already aborted, and sends nothing", async () => {
    const emulator = emulatorAt();
    const reason = new Error("changed my mind");
    await assert.rejects(emulator.fetch(url, { ...init, signal: AbortSignal.abort(reason) }), reason);
    assert.equal(emulator.requests.length, 0);
  });
});

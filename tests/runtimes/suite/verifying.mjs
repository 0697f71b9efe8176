// verify: strict about everything except the order in the URL.

import { at, credentials, userId } from "./samples.mjs";

const now = () => at;
const failed = { code: "verification_failed", name: "LtiProError" };
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function received(lib, overrides = {}) {
  const { url, headers } = lib.signRequest(credentials, { userId, timestamp: at });
  return { url, headers, ...overrides };
}

const withSignature = (signature) => (lib) =>
  received(lib, { headers: { "x-lti-signature": signature(received(lib).headers["X-Lti-Signature"]) } });

/** Flips only bit `index` of the 160. */
function flipped(signature, index) {
  const place = Math.floor(index / 6);
  const value = alphabet.indexOf(signature[place]) ^ (32 >> (index % 6));
  return signature.slice(0, place) + alphabet[value] + signature.slice(place + 1);
}

export const verifying = [
  [
    "verify: returns the decoded parameters of a request from signRequest",
    ({ lib, assert }) => {
      const parameters = lib.verify(received(lib), credentials, { now });
      assert.deepEqual(parameters, {
        isUpComing: "true",
        key: credentials.key,
        pageNum: "1",
        pageSize: "100",
        timestamp: String(at),
        userId,
      });
    },
  ],
  [
    "verify: accepts a Request",
    ({ lib, assert }) => {
      const { url, headers } = received(lib);
      assert.equal(lib.verify(new Request(url, { headers }), credentials, { now }).userId, userId);
    },
  ],
  [
    "verify: a client with several secrets verifies with each, and signs with the first",
    ({ lib, assert }) => {
      const { key, secret } = credentials;
      const zoom = new lib.LtiPro({ key, secret: ["newer", secret, "older"] });
      assert.equal(zoom.verify(received(lib), { now }).userId, userId);
      assert.throws(() => new lib.LtiPro({ key, secret: ["newer", "older"] }).verify(received(lib), { now }), failed);
      assert.throws(() => zoom.verify(received(lib), { now: "late" }), { code: "invalid_argument", field: "now" });
      assert.equal(zoom.sign("m"), lib.sign("newer", "m"));
      const error = assert.throws(() => lib.verify(received(lib), { key, secret: ["newer", secret] }, { now }), {
        code: "invalid_credentials",
        field: "secret",
      });
      assert.equal(error.message, "the LTI secret must be a single secret");
    },
  ],
  [
    "verify: a replayed request is refused if its signature was stored",
    ({ lib, assert }) => {
      const kept = new Map();
      const seen = (signature, expiresAt) => kept.has(signature) || !kept.set(signature, expiresAt);
      const zoom = new lib.LtiPro({ ...credentials, secret: ["newer", credentials.secret] });
      const ahead = lib.signRequest(credentials, { userId, timestamp: at + 3_600_000 });
      for (const request of [received(lib), ahead]) {
        assert.equal(lib.verify(request, credentials, { now, seen }).userId, userId);
        const error = assert.throws(() => lib.verify(request, credentials, { now, seen }), failed);
        assert.throws(() => zoom.verify(request, { now, seen }), failed);
        const other = assert.throws(() => lib.verify({ url: "/?a=1", headers: {} }, credentials, { now }), failed);
        assert.equal(error.message, other.message);
        assert.equal(error.hint, other.hint);
      }
      assert.deepEqual([...kept.values()], [at + 3_600_000, at + 7_200_000]);
      assert.deepEqual(
        [...kept.keys()],
        [received(lib), ahead].map(({ headers }) => headers["X-Lti-Signature"]),
      );
      // Signatures of invalid requests are not stored.
      const never = () => assert.ok(false, "called");
      assert.throws(
        () => lib.verify(withSignature(() => "A".repeat(27))(lib), credentials, { now, seen: never }),
        failed,
      );
      const thrown = new Error("no");
      const fails = () => {
        throw thrown;
      };
      assert.ok(assert.throws(() => lib.verify(received(lib), credentials, { now, seen: fails })) === thrown);
      const field = { code: "invalid_argument", field: "seen" };
      assert.throws(() => lib.verify(received(lib), credentials, { now, seen: async () => false }), field);
      assert.equal(lib.verify(received(lib), credentials, { now, seen: undefined }).userId, userId);
    },
  ],
  [
    "verify: accepts path and query, and the header's name in any case",
    ({ lib, assert }) => {
      const { url, headers } = received(lib);
      const request = {
        url: url.replace("https://applications.zoom.us", ""),
        headers: { "x-LTI-signature": headers["X-Lti-Signature"] },
      };
      assert.equal(lib.verify(request, credentials, { now }).userId, userId);
    },
  ],
  [
    "verify: the order in the URL does not matter",
    ({ lib, assert }) => {
      const { url, headers } = received(lib);
      const [path, query] = url.split("?");
      assert.equal(
        lib.verify({ url: `${path}?${query.split("&").reverse().join("&")}#fragment`, headers }, credentials, { now })
          .userId,
        userId,
      );
    },
  ],
  [
    "verify: values are decoded before they are verified",
    ({ lib, assert }) => {
      const odd = "a+b/c=d %é你#'";
      const { url, headers } = lib.signRequest(credentials, {
        path: "/meeting/bulkImport",
        params: { userId: odd },
        timestamp: at,
      });
      assert.equal(lib.verify({ url, headers }, credentials, { now }).userId, odd);
      assert.throws(() => lib.verify({ url: url.replace("%2B", "+"), headers }, credentials, { now }), failed);
    },
  ],
  [
    "verify: __proto__ is an ordinary parameter",
    ({ lib, assert }) => {
      const { url, headers } = lib.signRequest(credentials, {
        path: "/x",
        params: [["__proto__", "p"]],
        timestamp: at,
      });
      const parameters = lib.verify({ url, headers }, credentials, { now });
      assert.ok(Object.hasOwn(parameters, "__proto__"));
      assert.equal(Object.getPrototypeOf(parameters), Object.prototype);
    },
  ],
  [
    "verify: a query beyond the limits is neither verified nor signed",
    ({ lib, assert }) => {
      const numbered = (count) => Array.from({ length: count }, (_, i) => [`n${i}`, "v"]);
      const signed = (params) => lib.signRequest(credentials, { path: "/a", params, timestamp: at });
      const tooMany = assert.throws(() => signed(numbered(99)), { code: "invalid_argument", field: "params" });
      assert.ok(/at most 100 parameters, and 16384 bytes/.test(tooMany.message) && tooMany.hint, tooMany.message);
      assert.throws(() => signed({ a: "v".repeat(16_384) }), { code: "invalid_argument", field: "params" });
      assert.throws(() => lib.baseString(numbered(101)), { code: "invalid_argument", field: "params" });
      assert.throws(() => signed([["userId", "u".repeat(20_000)]]), { code: "invalid_argument", field: "params" });
      const { url, headers } = signed(numbered(98));
      assert.equal(Object.keys(lib.verify({ url, headers }, credentials, { now })).length, 100);
      const long = lib.sign(credentials.secret, `a=${"v".repeat(60_000)}`);
      for (const more of ["&a=1", "&a=1&b=2", `&a=${"%76".repeat(20_000)}`]) {
        for (const signature of [headers["X-Lti-Signature"], long]) {
          const request = { url: url + more, headers: { "x-lti-signature": signature } };
          assert.throws(() => lib.verify(request, credentials, { now }), failed);
        }
      }
    },
  ],
  [
    "verify: a client has at most ten secrets",
    ({ lib, assert }) => {
      const of = (count) => ({ key: credentials.key, secret: Array.from({ length: count }, (_, i) => `secret-${i}`) });
      new lib.LtiPro(of(10)).dispose();
      assert.throws(() => new lib.LtiPro(of(11)), { code: "invalid_credentials", field: "secret" });
    },
  ],
  [
    "verify: refuses each of the 160 single-bit flips",
    ({ lib, assert }) => {
      const { url, headers } = received(lib);
      for (let index = 0; index < 160; index++) {
        const signature = flipped(headers["X-Lti-Signature"], index);
        assert.ok(signature !== headers["X-Lti-Signature"]);
        assert.throws(
          () => lib.verify({ url, headers: { "X-Lti-Signature": signature } }, credentials, { now }),
          failed,
        );
      }
    },
  ],
  ...Object.entries({
    "no signature": (lib) => received(lib, { headers: {} }),
    "an empty signature": withSignature(() => ""),
    "a cut signature": withSignature((signature) => signature.slice(0, -1)),
    "a longer signature": withSignature((signature) => `${signature}A`),
    "padding left on": withSignature((signature) => `${signature}=`),
    "whitespace around the signature": withSignature((signature) => ` ${signature}`),
    "whitespace inside the signature": withSignature((signature) => `${signature.slice(0, 9)} ${signature.slice(9)}`),
    "a last character that is not canonical": withSignature(
      (signature) => signature.slice(0, -1) + alphabet[alphabet.indexOf(signature.at(-1)) | 1],
    ),
    "the standard alphabet": (lib) => {
      for (let userId = 0; ; userId++) {
        const { url, signature } = lib.signRequest(credentials, { userId: `u${userId}`, timestamp: at });
        if (/[-_]/.test(signature))
          return { url, headers: { "x-lti-signature": signature.replaceAll("-", "+").replaceAll("_", "/") } };
      }
    },
    "the header given twice": (lib) =>
      received(lib, { headers: { "x-lti-signature": [received(lib).headers["X-Lti-Signature"], "x"] } }),
    "another value": (lib) => received(lib, { url: received(lib).url.replace("pageNum=1", "pageNum=2") }),
    "an added parameter": (lib) => received(lib, { url: `${received(lib).url}&utm_source=x` }),
    "a removed parameter": (lib) => received(lib, { url: received(lib).url.replace("pageNum=1&", "") }),
    "a parameter given twice": (lib) => received(lib, { url: `${received(lib).url}&pageNum=1` }),
    "an empty parameter given twice": (lib) => received(lib, { url: `${received(lib).url}&pageNum=` }),
    "malformed percent-encoding": (lib) => received(lib, { url: `${received(lib).url}%` }),
    "no query": (lib) => received(lib, { url: "https://example.com/" }),
    "another secret": (lib) => ({ ...lib.signRequest({ ...credentials, secret: "other" }, { userId, timestamp: at }) }),
    "another key under the same secret": (lib) => ({
      ...lib.signRequest({ ...credentials, key: "other" }, { userId, timestamp: at }),
    }),
    "a value with an encoded & that hides a parameter": (lib) =>
      received(lib, { url: received(lib).url.replace("pageNum=1&pageSize", "pageNum=1%26pageSize") }),
  }).map(([what, make]) => [
    `verify: refuses ${what}`,
    ({ lib, assert }) => assert.throws(() => lib.verify(make(lib), credentials, { now }), failed),
  ]),
  [
    "verify: 60 minutes in both directions, and not a millisecond more",
    ({ lib, assert }) => {
      const hour = 3_600_000;
      for (const offset of [-hour, 0, hour]) lib.verify(received(lib), credentials, { now: () => at + offset });
      for (const offset of [-hour - 1, hour + 1])
        assert.throws(() => lib.verify(received(lib), credentials, { now: () => at + offset }), failed);
    },
  ],
  [
    "verify: every refusal is the same error",
    ({ lib, assert }) => {
      const text = (make) => JSON.stringify(assert.throws(() => lib.verify(make(lib), credentials, { now }), failed));
      const late = JSON.stringify(
        assert.throws(() => lib.verify(received(lib), credentials, { now: () => at + 4e6 }), failed),
      );
      assert.equal(text(withSignature(() => "")), late);
      assert.equal(
        text((lib) => received(lib, { url: "/?%" })),
        late,
      );
    },
  ],
  [
    "verify: an argument that is not a request is invalid_argument",
    ({ lib, assert }) => {
      assert.throws(() => lib.verify(undefined, credentials), { code: "invalid_argument" });
      assert.throws(() => lib.verify({ headers: {} }, credentials), { code: "invalid_argument" });
    },
  ],
];

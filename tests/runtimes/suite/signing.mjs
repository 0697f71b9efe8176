// Signing, stage by stage, through the public functions.

import { articleBase, at, credentials, platformSignature, randomBelow, userId } from "./samples.mjs";

const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));

/** RFC 2202, section 3: key, data, digest. */
const rfc2202 = [
  [new Uint8Array(20).fill(0x0b), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"],
  ["Jefe", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"],
  [new Uint8Array(20).fill(0xaa), new Uint8Array(50).fill(0xdd), "125d7342b9ac11cd91a39af48aa17b4f63f175d3"],
  [
    hex("0102030405060708090a0b0c0d0e0f10111213141516171819"),
    new Uint8Array(50).fill(0xcd),
    "4c9007f4026250c6bc8414f9bf50c86c2d7235da",
  ],
  [new Uint8Array(20).fill(0x0c), "Test With Truncation", "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"],
  [
    new Uint8Array(80).fill(0xaa),
    "Test Using Larger Than Block-Size Key - Hash Key First",
    "aa4ae5e15272d00e95705637ce8a3b55ed402112",
  ],
  [
    new Uint8Array(80).fill(0xaa),
    "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
    "e8e99d0f45237d786d6bbaa7965c7808bbff1a91",
  ],
];

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** The characters that a URL contains unencoded, and all others that can be signed. */
const kept = "ABCXYZabcxyz0189-._~!$()*,;=:@/?";
const encoded = " \"#%'+<>[\\]^`{|}é你😀\u00a0\u2028";

export const signing = [
  ...rfc2202.map(([secret, message, digest], index) => [
    `sign: RFC 2202, HMAC-SHA1, case ${index + 1}`,
    ({ lib, assert }) => assert.equal(lib.sign(secret, message), base64url(hex(digest))),
  ]),
  [
    "sign: accepts an empty secret and an empty message",
    async ({ lib, assert }) => assert.equal(lib.sign("", ""), "-9sdGxiqbAgyS31ktx-3Y3BpDh0"),
  ],
  [
    "sign: agrees with WebCrypto on 500 random pairs of text and bytes",
    async ({ lib, assert }) => {
      const random = randomBelow(20261123);
      const text = () =>
        String.fromCodePoint(
          ...Array.from({ length: random(150) }, () => [random(128), random(0xd800), 0x1f600 + random(64)][random(3)]),
        );
      const bytes = () => Uint8Array.from({ length: 1 + random(200) }, () => random(256));
      for (let i = 0; i < 500; i++) {
        const secret = random(2) ? bytes() : `s${text()}`;
        const message = random(2) ? bytes() : text();
        assert.equal(lib.sign(secret, message), await platformSignature(secret, message), `pair ${i}`);
      }
    },
  ],
  [
    "sign: a message of 3 MB, then a small one",
    async ({ lib, assert }) => {
      const message = "é".repeat(1_500_000);
      assert.equal(lib.sign("s", message), await platformSignature("s", message));
      assert.equal(lib.sign("s", "m"), await platformSignature("s", "m"));
    },
  ],
  [
    "sign: an empty message, after a page that took much memory",
    ({ lib, assert }) => {
      const client = new lib.LtiPro({ key: "k", secret: "secret" });
      const expected = client.sign("");
      const page = '{"status":true,"result":{"pageNum":1,"pageSize":1,"total":0,"list":[]}}';
      lib.decodeMeetings(new TextEncoder().encode(page + " ".repeat(2 << 20)));
      assert.equal(client.sign(""), expected);
      assert.equal(client.sign(new Uint8Array(0)), expected);
    },
  ],
  [
    "sign: refuses values that are neither text nor bytes",
    ({ lib, assert }) => {
      assert.throws(() => lib.sign(undefined, "m"), { code: "invalid_argument", field: "secret" });
      assert.throws(() => lib.sign("s", { toString: () => "m" }), { code: "invalid_argument", field: "message" });
    },
  ],
  [
    "baseString: exactly the article's, for any order",
    ({ lib, assert }) => {
      const params = { userId, timestamp: at, pageSize: 20, pageNum: "1", key: credentials.key, isUpComing: true };
      assert.equal(lib.baseString(params), articleBase);
      assert.equal(lib.baseString(Object.entries(params).reverse()), articleBase);
      assert.equal(lib.baseString(new Map(Object.entries(params))), articleBase);
      assert.equal(
        lib.baseString(new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]))),
        articleBase,
      );
    },
  ],
  [
    "baseString: sorts by ASCII, capitals first, with unencoded values",
    ({ lib, assert }) => {
      assert.equal(lib.baseString({ b: "1", a: "+/= %", B: "é" }), "B=é&a=+/= %&b=1");
    },
  ],
  [
    "baseString: refuses a name given twice",
    ({ lib, assert }) => {
      assert.throws(
        () =>
          lib.baseString([
            ["a", "1"],
            ["a", "2"],
          ]),
        { code: "invalid_argument", field: "a" },
      );
    },
  ],
  ...["&", "\n", "\0", "\x7f", "\u0085", "\ud83d"].map((bad) => [
    `baseString: refuses a value with ${JSON.stringify(bad)}`,
    ({ lib, assert }) =>
      assert.throws(() => lib.baseString({ userId: `a${bad}b` }), { code: "invalid_argument", field: "userId" }),
  ]),
  ...[null, undefined, NaN, Infinity, {}, [], () => 1, Symbol.iterator].map((bad) => [
    `baseString: refuses ${String(bad) || "[]"} as a value`,
    ({ lib, assert }) =>
      assert.throws(() => lib.baseString({ userId: bad }), { code: "invalid_argument", field: "userId" }),
  ]),
  [
    "signRequest: the article's parameters",
    async ({ lib, assert }) => {
      const signed = lib.signRequest(credentials, { userId, pageSize: 20, timestamp: at });
      assert.equal(signed.baseString, articleBase);
      assert.equal(signed.url, `https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?${articleBase}`);
      assert.equal(signed.signature, await platformSignature(credentials.secret, articleBase));
      assert.deepEqual(signed.headers, { "X-Lti-Signature": signed.signature });
      assert.equal(signed.timestamp, at);
    },
  ],
  [
    "signRequest: any other path of the API",
    ({ lib, assert }) => {
      const { url, baseString } = lib.signRequest(credentials, {
        path: "/meeting/bulkImport",
        params: { userId: "12dd589465Z=" },
        timestamp: at,
      });
      assert.equal(baseString, `key=${credentials.key}&timestamp=${at}&userId=12dd589465Z=`);
      assert.equal(url, `https://applications.zoom.us/api/v1/lti/rich/meeting/bulkImport?${baseString}`);
    },
  ],
  [
    "signRequest: accepts numbers and decimal strings",
    ({ lib, assert }) => {
      const numbers = lib.signRequest(credentials, {
        userId,
        isUpComing: false,
        pageNum: 2,
        pageSize: 1000,
        timestamp: at,
      });
      const strings = lib.signRequest(credentials, {
        userId,
        isUpComing: "false",
        pageNum: "2",
        pageSize: "1000",
        timestamp: String(at),
      });
      assert.deepEqual(strings, numbers);
    },
  ],
  [
    "signRequest: by default the first page of 100 upcoming meetings, now",
    ({ lib, assert }) => {
      const { baseString, timestamp } = lib.signRequest(credentials, { userId }, { now: () => at + 0.7 });
      assert.equal(baseString, articleBase.replace("pageSize=20", "pageSize=100"));
      assert.equal(timestamp, at);
    },
  ],
  [
    "signRequest: the URL's query is the base string, encoded once; URL parsers do not change it",
    ({ lib, assert }) => {
      for (const character of kept + encoded) {
        const odd = `a${character}b`;
        // A user ID has no spaces.
        const user = odd.replace(" ", "");
        const { url, baseString } = lib.signRequest({ key: odd, secret: "s" }, { userId: user, timestamp: at });
        const query = url.slice(url.indexOf("?") + 1);
        assert.equal(new URL(url).href, url, `the URL parser changed ${JSON.stringify(character)}`);
        const decoded = query
          .split("&")
          .map((pair) => decodeURIComponent(pair))
          .join("&");
        assert.equal(decoded, baseString, JSON.stringify(character));
        if (kept.includes(character)) assert.equal(query, baseString, `needless encoding of ${character}`);
      }
    },
  ],
  ...[
    [{ userId: "" }, "userId"],
    [{}, "userId"],
    [{ userId: null }, "userId"],
    [{ userId: 42 }, "userId"],
    [{ userId: "undefined" }, "userId"],
    [{ userId: " u" }, "userId"],
    [{ userId: "u\ufeff" }, "userId"],
    [{ userId: "teacher@example.edu" }, "userId"],
    [{ userId: "a&b" }, "userId"],
    [{ userId: "hello world!!" }, "userId"],
    [{ userId: "86756778157" }, "userId"],
    [{ userId: "https://example.edu/user/1" }, "userId"],
    [{ userId, isUpComing: "True" }, "isUpComing"],
    [{ userId, isUpComing: 1 }, "isUpComing"],
    [{ userId, isUpComing: null }, "isUpComing"],
    [{ userId, pageNum: 0 }, "pageNum"],
    [{ userId, pageNum: -1 }, "pageNum"],
    [{ userId, pageNum: 1.5 }, "pageNum"],
    [{ userId, pageNum: "01" }, "pageNum"],
    [{ userId, pageNum: "" }, "pageNum"],
    [{ userId, pageSize: 0 }, "pageSize"],
    [{ userId, pageSize: 1001 }, "pageSize"],
    [{ userId, pageSize: 1e21 }, "pageSize"],
    [{ userId, timestamp: 1661494048 }, "timestamp"],
    [{ userId, timestamp: 0 }, "timestamp"],
    [{ userId, timestamp: NaN }, "timestamp"],
    [{ userId, timestamp: 1661494048201000 }, "timestamp"],
    [{ userId, timestamp: "1661494048201.0" }, "timestamp"],
    [{ path: "meeting" }, "path"],
    [{ path: "/meeting?x=1" }, "path"],
    [{ path: "/meeting/bulkImport", params: { key: "k" } }, "key"],
    [{ path: "/meeting/bulkImport", params: { timestamp: "1" } }, "timestamp"],
  ].map(([request, field]) => [
    `signRequest: refuses ${JSON.stringify(request)}`,
    ({ lib, assert }) =>
      assert.throws(() => lib.signRequest(credentials, { timestamp: at, ...request }), {
        code: "invalid_argument",
        field,
      }),
  ]),
  [
    "signRequest: an e-mail address is refused, with where to find the user ID",
    ({ lib, assert }) => {
      const error = assert.throws(
        () => lib.signRequest(credentials, { userId: "teacher@example.edu", timestamp: at }),
        {},
      );
      assert.ok(error.hint.includes("user/settings/all"));
    },
  ],
  ...[
    ["http://example.com", "not https"],
    ["http://127.evil.example", "a look-alike of loopback"],
    ["http://127.0.0.1.evil.example", "a look-alike of loopback"],
    ["https://user:pass@example.com", "credentials"],
    ["https://example.com/?a=1", "a query"],
    ["https://example.com/#a", "a fragment"],
    ["ftp://example.com", "another scheme"],
    ["example.com", "no scheme"],
    ["https://", "no host"],
  ].map(([baseUrl, what]) => [
    `signRequest: refuses a base URL with ${what}: ${baseUrl}`,
    ({ lib, assert }) =>
      assert.throws(() => lib.signRequest(credentials, { userId, timestamp: at }, { baseUrl }), {
        code: "invalid_argument",
        field: "baseUrl",
      }),
  ]),
  ...["https://zoom.example/x/", "http://localhost:8787", "http://127.0.0.1:1/api", "http://[::1]:80"].map(
    (baseUrl) => [
      `signRequest: accepts the base URL ${baseUrl}`,
      ({ lib, assert }) => {
        const { url } = lib.signRequest(credentials, { userId, timestamp: at }, { baseUrl });
        assert.ok(url.startsWith(`${baseUrl.replace(/\/$/, "")}/open/meeting/list?`), url);
      },
    ],
  ),
  ...[
    [{ secret: "s" }, "key"],
    [{ key: "k" }, "secret"],
    [{ key: "k", secret: null }, "secret"],
    [{ key: "", secret: "s" }, "key"],
    [{ key: "k", secret: "" }, "secret"],
    [{ key: "k", secret: new Uint8Array(0) }, "secret"],
    [{ key: "k\n", secret: "s" }, "key"],
    [{ key: "k", secret: "s\n" }, "secret"],
    [{ key: "k", secret: "\u00a0s" }, "secret"],
    [{ key: "k", secret: new TextEncoder().encode("s\n") }, "secret"],
    [{ key: "undefined", secret: "s" }, "key"],
    [{ key: "k", secret: "undefined" }, "secret"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this literal is the mistake under test
    [{ key: "k", secret: "${LTI_SECRET}" }, "secret"],
    [{ key: "k", secret: "{{secret}}" }, "secret"],
    [{ key: "k", secret: "$LTI_SECRET" }, "secret"],
    [{ key: "k&l", secret: "s" }, "key"],
  ].map(([bad, field]) => [
    `credentials: refuses ${JSON.stringify(bad)} everywhere`,
    async ({ lib, assert }) => {
      const expected = { code: "invalid_credentials", field };
      assert.throws(() => lib.signRequest(bad, { userId, timestamp: at }), expected);
      assert.throws(() => lib.verify({ url: "/?a=1", headers: {} }, bad), expected);
      assert.throws(() => new lib.LtiPro(bad), expected);
      await assert.rejects(lib.listMeetings(bad, { userId }), expected);
    },
  ]),
  [
    "credentials: bytes and text give the same signature",
    ({ lib, assert }) => {
      const bytes = { ...credentials, secret: new TextEncoder().encode(credentials.secret) };
      assert.deepEqual(
        lib.signRequest(bytes, { userId, timestamp: at }),
        lib.signRequest(credentials, { userId, timestamp: at }),
      );
    },
  ],
  [
    "LtiPro: signs as the functions do, many times in a row",
    ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials);
      for (let i = 0; i < 1000; i++)
        assert.equal(zoom.sign(`message ${i}`), lib.sign(credentials.secret, `message ${i}`));
      assert.deepEqual(
        zoom.signRequest({ userId, timestamp: at }),
        lib.signRequest(credentials, { userId, timestamp: at }),
      );
    },
  ],
  [
    "LtiPro: many clients keep their secrets apart",
    ({ lib, assert }) => {
      const clients = Array.from({ length: 50 }, (_, i) => new lib.LtiPro({ key: `k${i}`, secret: `secret ${i}` }));
      for (let i = 0; i < 50; i += 2) clients[i].dispose();
      const late = Array.from({ length: 25 }, (_, i) => new lib.LtiPro({ key: `l${i}`, secret: `late ${i}` }));
      for (let i = 1; i < 50; i += 2) assert.equal(clients[i].sign("m"), lib.sign(`secret ${i}`, "m"), `client ${i}`);
      for (const [i, client] of late.entries()) assert.equal(client.sign("m"), lib.sign(`late ${i}`, "m"), `late ${i}`);
    },
  ],
  [
    "LtiPro: a disposed client refuses every call",
    async ({ lib, assert }) => {
      const zoom = new lib.LtiPro(credentials);
      zoom.dispose();
      zoom.dispose();
      assert.throws(() => zoom.sign("m"), { code: "invalid_argument" });
      await assert.rejects(zoom.listMeetings({ userId }), { code: "invalid_argument" });
      if (Symbol.dispose) zoom[Symbol.dispose]();
    },
  ],
  [
    "LtiPro: a subclass may override dispose",
    ({ lib, assert }) => {
      const dispose = Symbol.dispose ?? "dispose";
      let done = 0;
      class Ours extends lib.LtiPro {
        [dispose]() {
          done++;
          super[dispose]();
        }
      }
      const zoom = new Ours(credentials);
      zoom[dispose]();
      assert.equal(done, 1);
      assert.throws(() => zoom.sign("m"), { code: "invalid_argument" });
      assert.equal(lib.LtiPro.name, "LtiPro");
    },
  ],
  [
    "LtiPro: the caller may wipe the secret afterward",
    ({ lib, assert }) => {
      const secret = new TextEncoder().encode("given");
      const zoom = new lib.LtiPro({ key: "k", secret });
      secret.fill(0);
      assert.equal(zoom.sign("m"), lib.sign("given", "m"));
    },
  ],
];

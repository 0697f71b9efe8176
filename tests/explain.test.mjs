// Wrong programs as developers write them for Node. The debugger must prove the mistake of each.

import assert from "node:assert/strict";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { test } from "node:test";
import { explainSignature, searchMistakes } from "../dist/explain.js";

const endpoint = "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list";

/** Different values in each run, so that findings cannot depend on them. */
function meant() {
  return {
    key: randomBytes(16).toString("base64url"),
    secret: randomBytes(24).toString("base64url"),
    userId: `${randomBytes(15).toString("base64").replace(/.$/, "/")}+=`,
    timestamp: Date.now() - Math.floor(Math.random() * 1e6),
  };
}

const parameters = ({ key, userId, timestamp }) => ({
  key,
  timestamp,
  isUpComing: true,
  pageNum: 1,
  pageSize: 20,
  userId,
});
const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const join = (object) =>
  Object.entries(object)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
const base = (m) => join(sorted(parameters(m)));
const url = (m) => `${endpoint}?${new URLSearchParams(parameters(m))}`;
const hmac = (m, message, secret = m.secret) => createHmac("sha1", secret).update(message);
const sign = (m, message, secret) => hmac(m, message, secret).digest("base64url");
const utf16 = (text) => Buffer.from(text, "utf16le");

/** name: [code expected, (meant) => the header, (meant) => the request, by default the URL]. */
const programs = {
  "hex, then base64 without the encoding named": [
    "header_hex_base64",
    (m) => Buffer.from(hmac(m, base(m)).digest("hex")).toString("base64"),
  ],
  "hex, then base64url": [
    "header_hex_base64",
    (m) => Buffer.from(hmac(m, base(m)).digest("hex")).toString("base64url"),
  ],
  "hex, a line feed, then base64, as a pipe of commands gives": [
    "header_hex_base64",
    (m) => Buffer.from(`${hmac(m, base(m)).digest("hex")}\n`).toString("base64"),
  ],
  'digest("hex")': ["header_hex", (m) => hmac(m, base(m)).digest("hex")],
  "openssl dgst -hmac, as printed": ["header_prefixed", (m) => `(stdin)= ${hmac(m, base(m)).digest("hex")}`],
  "openssl 3 dgst -hmac, as printed": ["header_prefixed", (m) => `SHA1(stdin)= ${hmac(m, base(m)).digest("hex")}`],
  "BitConverter.ToString": ["header_hex", (m) => hmac(m, base(m)).digest("hex").toUpperCase().match(/../g).join("-")],
  'digest("base64")': ["header_padded|header_standard_alphabet", (m) => hmac(m, base(m)).digest("base64")],
  "base64 with a line break": [
    "header_padded|header_standard_alphabet|header_space",
    (m) => `${hmac(m, base(m)).digest("base64")}\n`,
  ],
  "Python's str(bytes)": ["header_artifact", (m) => `b'${hmac(m, base(m)).digest("base64url")}='`],
  "a Uint8Array in a template": ["header_artifact", (m) => `${new Uint8Array(hmac(m, base(m)).digest())}`],
  "btoa of hex": ["header_hex_base64", (m) => btoa(hmac(m, base(m)).digest("hex"))],
  "a binary string through Buffer": [
    "header_text",
    (m) => Buffer.from(hmac(m, base(m)).digest("latin1")).toString("base64"),
  ],
  "digest().toString()": ["header_text", (m) => Buffer.from(hmac(m, base(m)).digest().toString()).toString("base64")],
  "encodeURIComponent of base64": [
    "header_percent_encoded",
    (m) => encodeURIComponent(hmac(m, base(m)).digest("base64")),
  ],
  "sha1= before it": ["header_prefixed", (m) => `sha1=${sign(m, base(m))}`],
  "the object's own order": ["parameter_order", (m) => sign(m, join(parameters(m)))],
  "the query of the URL as it stands": [
    "parameter_order|encoded_values",
    (m) => sign(m, new URLSearchParams(parameters(m)).toString()),
  ],
  "URLSearchParams, sorted": [
    "encoded_values",
    (m) => {
      const query = new URLSearchParams(parameters(m));
      query.sort();
      return sign(m, query.toString());
    },
  ],
  "encodeURIComponent of each value": [
    "encoded_values",
    (m) => sign(m, join(sorted({ ...parameters(m), userId: encodeURIComponent(m.userId) }))),
  ],
  "sorted with localeCompare": [
    "parameter_order",
    (m) =>
      sign(
        m,
        join(
          Object.fromEntries(
            Object.entries({ ...parameters(m), PageX: 1 })
              .filter(([name]) => name !== "PageX")
              .sort(([a], [b]) => b.localeCompare(a)),
          ),
        ),
      ),
  ],
  "a line feed at the end": ["line_end", (m) => sign(m, `${base(m)}\n`)],
  "CR LF at the end": ["line_end", (m) => sign(m, `${base(m)}\r\n`)],
  "? before it": ["url_in_base_string", (m) => sign(m, `?${base(m)}`)],
  "the path before it": ["url_in_base_string", (m) => sign(m, `/open/meeting/list?${base(m)}`)],
  "the whole URL": ["url_in_base_string", (m) => sign(m, url(m))],
  "the method before it": ["url_in_base_string", (m) => sign(m, `GET&${base(m)}`)],
  "JSON.stringify": ["json_signed", (m) => sign(m, JSON.stringify(parameters(m)))],
  "String(object)": ["artifact_signed", (m) => sign(m, String({}))],
  "secret and message swapped": ["arguments_swapped", (m) => sign(m, m.secret, base(m))],
  "the key as the secret": ["key_as_secret", (m) => sign(m, base(m), m.key)],
  "process.env.X was undefined": ["secret_placeholder", (m) => sign(m, base(m), "undefined")],
  "$LTI_SECRET in single quotes": ["secret_placeholder", (m) => sign(m, base(m), "$LTI_SECRET")],
  "the secret read from a file": ["secret_blank", (m) => sign(m, base(m), `${m.secret}\n`)],
  'Buffer.from(secret, "base64")': ["secret_encoding", (m) => sign(m, base(m), Buffer.from(m.secret, "base64"))],
  'Buffer.from(secret, "hex")': [
    "secret_encoding|secret_placeholder",
    (m) => sign(m, base(m), Buffer.from(m.secret, "hex")),
  ],
  "btoa(secret)": ["secret_encoding", (m) => sign(m, base(m), btoa(m.secret))],
  "UTF-16 for both, as PowerShell's Unicode": ["secret_encoding", (m) => sign(m, utf16(base(m)), utf16(m.secret))],
  "UTF-16 for the message": ["text_encoding", (m) => sign(m, utf16(base(m)))],
  "a byte order mark": ["text_encoding", (m) => sign(m, `\ufeff${base(m)}`)],
  sha256: ["digest_algorithm", (m) => createHmac("sha256", m.secret).update(base(m)).digest("base64url")],
  "sha256 in hex": ["digest_algorithm", (m) => createHmac("sha256", m.secret).update(base(m)).digest("hex")],
  "createHash with the secret appended": [
    "plain_hash",
    (m) =>
      createHash("sha1")
        .update(base(m) + m.secret)
        .digest("base64url"),
  ],
  "md5 of secret and message": [
    "plain_hash",
    (m) =>
      createHash("md5")
        .update(m.secret + base(m))
        .digest("hex"),
  ],
  "OAuth 1's key": ["oauth1_key", (m) => sign(m, base(m), `${m.secret}&`)],
  "Date.now() twice": ["timestamp_differs", (m) => sign(m, base({ ...m, timestamp: m.timestamp - 3 }))],
  "Math.floor(Date.now() / 1000) signed": [
    "timestamp_seconds",
    (m) => sign(m, base({ ...m, timestamp: Math.floor(m.timestamp / 1000) })),
  ],
  "toISOString() signed": [
    "timestamp_format",
    (m) => sign(m, base({ ...m, timestamp: new Date(m.timestamp).toISOString() })),
  ],
  "Python's True": ["is_up_coming", (m) => sign(m, base(m).replace("isUpComing=true", "isUpComing=True"))],
  "userId forgotten": ["parameter_not_signed", (m) => sign(m, base(m).split("&userId")[0])],
  "userId only in the body": [
    "parameter_not_sent",
    (m) => sign(m, base(m)),
    (m) => `curl -X GET '${url(m).split("&userId")[0]}' -d '${JSON.stringify({ userId: m.userId })}'`,
  ],
  "a cache buster added by the tool": ["tool_parameter", (m) => sign(m, base(m)), (m) => `${url(m)}&_=${Date.now()}`],
  "+ left in the URL": ["plus_in_url", (m) => sign(m, base(m)), (m) => url(m).replaceAll("%2B", "+")],
  "×tamp from the article": ["times_sign", (m) => sign(m, base(m).replace("&times", "×"))],
  "&amp; from a page's source": ["escaped_separator", (m) => sign(m, base(m).replaceAll("&", "&amp;"))],
};

for (const [name, [expected, header, request = url]] of Object.entries(programs)) {
  test(`proves: ${name}`, () => {
    for (let run = 0; run < 3; run++) {
      const m = meant();
      const { verdict, findings, ...rest } = explainSignature({
        request: request(m),
        signature: header(m),
        secrets: m.secret,
        now: m.timestamp,
      });
      const proved = findings.filter(({ grade }) => grade === "proved");
      const named = proved.flatMap(({ code, alternatives = [] }) => [code, ...alternatives.map((other) => other.code)]);
      assert.equal(verdict.code, "proved", JSON.stringify({ findings, m, header: header(m), request: request(m) }));
      assert.ok(
        expected.split("|").some((code) => named.includes(code)),
        `${named} for ${expected}`,
      );
      for (const { message, fix } of findings)
        assert.ok(!/\{(name|seen|expected)\}/.test(message) && /\.$/.test(fix), message);
      assert.ok(!JSON.stringify({ verdict, findings, rest }).includes(m.secret));
    }
  });
}

test("a correct request gives no findings", () => {
  const m = meant();
  const { verdict, findings, corrected } = explainSignature({
    request: url(m),
    signature: sign(m, base(m)),
    secrets: m.secret,
    now: m.timestamp,
  });
  assert.equal(verdict.code, "correct");
  assert.deepEqual(findings, []);
  assert.equal(corrected.baseString, base(m));
  assert.equal(corrected.header, sign(m, base(m)));
  assert.match(corrected.curl.bash, /^curl 'https:.*' -H 'X-Lti-Signature: [\w-]{27}'$/);
});

test("with another secret nothing is proved", () => {
  const m = meant();
  const { verdict, findings, searched } = explainSignature({
    request: url(m),
    signature: sign(m, base(m)),
    secrets: "some-other-secret-of-theirs",
    now: m.timestamp,
  });
  assert.equal(verdict.code, "not_found");
  assert.deepEqual(findings, []);
  assert.ok(searched.hypotheses > 120_000 && searched.complete, JSON.stringify(searched));
});

test("of several secrets the one used is named", () => {
  const m = meant();
  const secrets = [
    { label: "LTI", secret: m.secret },
    { label: "OAuth", secret: "oauth-client-secret" },
  ];
  const { verdict, signedWith } = explainSignature({
    request: url(m),
    signature: sign(m, base(m), "oauth-client-secret"),
    secrets,
  });
  assert.equal(verdict.code, "other_secret");
  assert.equal(signedWith, "OAuth");
});

test("two mistakes at once are found by the deep search", async () => {
  const m = meant();
  const input = {
    request: url(m),
    signature: sign(m, `${base(m)}\n`, `${m.secret}\n`),
    secrets: m.secret,
    now: m.timestamp,
  };
  assert.equal(explainSignature(input).verdict.code, "not_found");
  const told = [];
  const { verdict, findings, searched } = await searchMistakes(input, {
    onProgress: (progress) => told.push(progress),
  });
  assert.equal(verdict.code, "proved");
  assert.deepEqual(
    findings.map(({ code, grade }) => `${code} ${grade}`),
    ["line_end proved", "secret_blank proved"],
  );
  assert.equal(searched.depth, 2);
  assert.ok(told.length > 0 && told.every(({ tried, total }) => tried <= total));
});

test("the deep search stops at its limit, and when it is aborted", async () => {
  const m = meant();
  const input = {
    request: url(m),
    signature: sign(m, base(m)),
    secrets: "some-other-secret-of-theirs",
    now: m.timestamp,
  };
  const limited = await searchMistakes(input, { maxHypotheses: 20_000 });
  assert.deepEqual(
    [limited.verdict.code, limited.searched.stopped, limited.searched.complete],
    ["not_found", "limit", false],
  );
  const controller = new AbortController();
  const aborted = await searchMistakes(input, { signal: controller.signal, onProgress: () => controller.abort() });
  assert.deepEqual([aborted.verdict.code, aborted.searched.stopped], ["not_found", "aborted"]);
});

test("the form of the header does not hide that another secret made it", () => {
  const m = meant();
  const explained = (secret) => {
    const signature = hmac(m, base(m), secret).digest("hex");
    return explainSignature({ request: url(m), signature, secrets: m.secret }).verdict;
  };
  assert.equal(explained(m.secret).code, "proved");
  const { code, message } = explained("another-secret-of-the-app");
  assert.equal(code, "certain");
  assert.match(message, /secret may be wrong, too/);
});

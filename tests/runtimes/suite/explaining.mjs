// explainSignature and searchMistakes: what is wrong with a pasted request, and the stages of its signature.

import { articleBase, at, credentials, platformSignature } from "./samples.mjs";

const endpoint = "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list";
const { secret } = credentials;
const shuffled = articleBase.split("&").reverse().join("&");

export const explaining = [
  [
    "explain: every stage, from the URL and the secret",
    async ({ lib, explain, assert }) => {
      const { stages, findings, header } = explain.explainSignature({
        request: `${endpoint}?${shuffled}`,
        secrets: secret,
        now: at,
      });
      const signature = await platformSignature(secret, articleBase);
      assert.deepEqual(findings, []);
      assert.equal(header, undefined);
      assert.equal(stages.baseString, articleBase);
      assert.equal(stages.signature, signature);
      assert.equal(
        stages.url,
        lib.signRequest(credentials, { userId: articleBase.split("userId=")[1], pageSize: 20, timestamp: at }).url,
      );
      assert.equal(stages.mac.length, 40);
    },
  ],
  [
    "explain: without the secret, every stage except MAC and signature",
    ({ explain, assert }) => {
      const { stages } = explain.explainSignature({ request: `${endpoint}?${shuffled}` });
      assert.deepEqual(Object.keys(stages).sort(), ["baseString", "url"]);
    },
  ],
  ...Object.entries({
    "a curl command": (signature) => `curl -H 'X-Lti-Signature: ${signature}' '${endpoint}?${shuffled}'`,
    "a raw HTTP request": (signature) =>
      `GET /api/v1/lti/rich/open/meeting/list?${shuffled} HTTP/1.1\r\nHost: ` +
      `applications.zoom.us\r\nx-lti-signature: ${signature}\r\n\r\n`,
    "a call of fetch": (signature) =>
      `fetch("${endpoint}?${shuffled}", {"headers": {"x-lti-signature": "${signature}"}})`,
  }).map(([what, paste]) => [
    `explain: finds URL and header in ${what}`,
    async ({ explain, assert }) => {
      const signature = await platformSignature(secret, articleBase);
      const { stages, header } = explain.explainSignature({ request: paste(signature), secrets: secret });
      assert.equal(stages.baseString, articleBase);
      assert.equal(header.value, signature);
      assert.equal(header.matches, true);
    },
  ]),
  [
    "explain: a base string is read back to its parameters",
    ({ explain, assert }) => {
      assert.equal(explain.explainSignature({ request: articleBase }).stages.baseString, articleBase);
    },
  ],
  [
    "explain: a header in the wrong encoding is corrected without the secret",
    ({ explain, assert }) => {
      const { header, corrected, stages } = explain.explainSignature({
        request: articleBase,
        signature: " HJbQ5AB1Hydbl2m/pdON4il1j3w= ",
      });
      assert.equal(header.shape, "standard_alphabet");
      assert.equal(corrected.header, "HJbQ5AB1Hydbl2m_pdON4il1j3w");
      assert.deepEqual([stages.signature, stages.yours], [corrected.header, { signature: header.value }]);
      assert.equal(header.matches, false);
      assert.ok(header.verdict.length > 20);
    },
  ],
  [
    "explain: another header differs",
    ({ explain, assert }) => {
      const { header } = explain.explainSignature({
        request: articleBase,
        signature: "HJbQ5AB1Hydbl2m_pdON4il1j3w",
        secrets: secret,
      });
      assert.deepEqual([header.shape, header.matches], ["signature", false]);
    },
  ],
  [
    "explain: findings have a code, a name, a grade, a title, a message and a fix",
    ({ explain, assert }) => {
      const request = articleBase
        .replace(String(at), "1661494048")
        .replace("pageNum=1", "pageNum=0")
        .replace("isUpComing=true", "isUpcoming=True");
      const { findings, verdict } = explain.explainSignature({ request });
      assert.deepEqual(findings.map(({ code, name, grade }) => `${code} ${name} ${grade}`).sort(), [
        "misspelt_parameter isUpcoming certain",
        "page_num pageNum certain",
        "timestamp_seconds timestamp certain",
      ]);
      for (const { title, message, fix } of [...findings, { ...verdict, fix: "." }]) {
        assert.ok(/^[A-Za-z“].*\.$/.test(message) && /\.$/.test(fix) && !`${message}${fix}`.includes("{"), message);
        assert.ok(/^[A-Za-z“].*[^.]$/.test(title) && title.split(" ").length <= 8, title);
      }
      assert.equal(verdict.code, "certain");
    },
  ],
  [
    "explain: a proved mistake produces exactly the header that was sent",
    async ({ explain, assert }) => {
      const signature = await platformSignature(secret, shuffled);
      const { verdict, findings, corrected, signed } = explain.explainSignature({
        request: `${endpoint}?${shuffled}`,
        signature,
        secrets: secret,
        now: at,
      });
      assert.equal(verdict.code, "proved");
      assert.deepEqual(
        findings.map(({ code, grade, stage }) => `${code} ${grade} ${stage}`),
        ["parameter_order proved baseString"],
      );
      assert.equal(signed, shuffled);
      assert.equal(corrected.header, await platformSignature(secret, articleBase));
      assert.ok(corrected.curl.powershell.includes(corrected.header));
    },
  ],
  [
    "explain: a clock that was read twice is found, with the milliseconds between",
    async ({ explain, assert }) => {
      const signature = await platformSignature(secret, articleBase.replace(String(at), String(at - 58_999)));
      const { findings } = explain.explainSignature({ request: articleBase, signature, secrets: secret, now: at });
      assert.deepEqual(
        findings.map(({ code, seen, expected }) => [code, seen, expected]),
        [["timestamp_differs", String(at - 58_999), String(at)]],
      );
    },
  ],
  [
    "explain: several secrets, a response, a clock",
    async ({ explain, assert }) => {
      const signature = await platformSignature("another-secret", articleBase);
      const secrets = [secret, { label: "test", secret: "another-secret" }];
      const response =
        'Date: Fri, 26 Aug 2022 08:14:28 GMT\n\n{"status":false,"errorCode":"401","errorMessage":"Verify LTI ' +
        'signature failed(2203)."}';
      const { verdict, signedWith, findings } = explain.explainSignature({
        request: articleBase,
        signature,
        secrets,
        response,
      });
      assert.deepEqual([verdict.code, signedWith], ["other_secret", "test"]);
      assert.deepEqual(
        findings.map(({ code, grade }) => `${code} ${grade}`),
        ["other_secret proved", "timestamp_expired certain"],
      );
    },
  ],
  [
    "explain: the search for two mistakes runs in slices, so that other work can run",
    async ({ explain, assert }) => {
      const signature = await platformSignature(`${secret}\n`, `${articleBase}\n`);
      let turns = 0;
      const progress = [];
      const other = setInterval(() => turns++, 0);
      const { verdict, findings, searched } = await explain.searchMistakes(
        { request: articleBase, signature, secrets: secret, now: at },
        { onProgress: (now) => progress.push(now) },
      );
      clearInterval(other);
      assert.equal(verdict.code, "proved");
      assert.deepEqual(
        findings.map(({ code }) => code),
        ["line_end", "secret_blank"],
      );
      assert.equal(searched.depth, 2);
      assert.ok(progress.length > 1 && turns > 0, `${progress.length} slices, ${turns} turns`);
      assert.ok(
        progress.every(
          ({ tried, total }, place) => tried <= total && (place === 0 || tried > progress[place - 1].tried),
        ),
      );
    },
  ],
  [
    "explain: an aborted search resolves with the results so far",
    async ({ explain, assert }) => {
      const signature = await platformSignature("a-secret-nobody-gave", articleBase);
      const controller = new AbortController();
      const { verdict, searched } = await explain.searchMistakes(
        { request: articleBase, signature, secrets: secret, now: at },
        { signal: controller.signal, onProgress: () => controller.abort() },
      );
      assert.deepEqual([verdict.code, searched.stopped, searched.complete], ["not_found", "aborted", false]);
    },
  ],
  [
    "explain: the × of a text extractor",
    ({ explain, assert }) => {
      const { findings } = explain.explainSignature({ request: articleBase.replace("&times", "×") });
      assert.ok(findings.some(({ code }) => code === "times_sign"));
    },
  ],
  [
    "explain: text without parameters is not a request",
    ({ explain, assert }) => {
      for (const request of ["", "   ", endpoint]) {
        const { findings, stages, verdict } = explain.explainSignature({ request });
        assert.equal(verdict.code, "no_request");
        assert.deepEqual(findings, []);
        assert.deepEqual(stages, {});
      }
    },
  ],
  [
    "explain: the host of baseUrl is not wrong",
    ({ explain, assert }) => {
      const baseUrl = "http://localhost:4999/api/v1/lti/rich";
      const request = `${baseUrl}/open/meeting/list?${shuffled}`;
      const codes = (input) =>
        explain.explainSignature({ request, now: at, ...input }).findings.map(({ code }) => code);
      assert.deepEqual(codes({}), ["wrong_host"]);
      assert.deepEqual(codes({ baseUrl }), []);
    },
  ],
  [
    "explain: the result does not contain the secret",
    ({ explain, assert }) => {
      const result = explain.explainSignature({ request: `${endpoint}?${shuffled}`, secrets: secret, signature: "x" });
      assert.ok(!JSON.stringify(result).includes(secret));
    },
  ],
  [
    "explain: refuses an input that is too long, and names the limit",
    async ({ explain, assert }) => {
      const request = `${endpoint}?${shuffled}`;
      for (const [field, maximum, inputOf] of [
        ["request", 1_048_576, (length) => ({ request: "a".repeat(length) })],
        ["response", 1_048_576, (length) => ({ request, response: "a".repeat(length) })],
        ["signature", 16_384, (length) => ({ request, signature: "a".repeat(length) })],
        ["secrets", 1024, (length) => ({ request, secrets: "a".repeat(length) })],
        ["secrets", 200, (length) => ({ request, secrets: { label: "a".repeat(length), secret } })],
        ["secrets", 16, (length) => ({ request, secrets: Array.from({ length }, () => secret) })],
      ]) {
        explain.explainSignature(inputOf(maximum));
        const input = inputOf(maximum + 1);
        const error = assert.throws(() => explain.explainSignature(input), { code: "invalid_argument", field });
        assert.ok(error.message.includes(String(maximum)), error.message);
        assert.ok(!error.message.includes("aaa"));
        await assert.rejects(explain.searchMistakes(input), { code: "invalid_argument", field });
      }
    },
  ],
  [
    "explain: a request that is too long to be signed is reported, and no search takes long",
    async ({ explain, assert }) => {
      const many = Array.from({ length: 100_000 }, (_, i) => `a${i}=v`).join("&");
      const value = `userId=${"v".repeat(500_000)}`;
      for (const [query, hypotheses] of [
        [many, 0],
        [value, 1],
      ]) {
        const input = { request: `${endpoint}?${query}`, signature: "HJbQ5AB1Hydbl2m_pdON4il1j3w", secrets: secret };
        const { findings, searched, verdict } = explain.explainSignature(input);
        assert.equal(verdict.code, "certain");
        assert.ok(findings.some(({ code, grade }) => code === "query_too_long" && grade === "certain"));
        assert.deepEqual([searched.hypotheses, searched.complete], [hypotheses, false]);
        assert.equal(searched.stopped, hypotheses > 0 ? "limit" : undefined);
        const searchedOn = await explain.searchMistakes(input);
        assert.deepEqual([searchedOn.searched.hypotheses, searchedOn.searched.complete], [hypotheses, false]);
        assert.equal(searchedOn.searched.stopped, searched.stopped);
      }
    },
  ],
  [
    "explain: refuses values that are not text",
    ({ explain, assert }) => {
      assert.throws(() => explain.explainSignature({ request: 5 }), { code: "invalid_argument", field: "request" });
      assert.throws(() => explain.explainSignature({ request: "", secrets: 5 }), {
        code: "invalid_argument",
        field: "secrets",
      });
      assert.throws(() => explain.explainSignature({ request: "", secrets: [{ label: "a" }] }), {
        code: "invalid_argument",
        field: "secrets",
      });
      assert.throws(() => explain.explainSignature({ request: "", now: "now" }), {
        code: "invalid_argument",
        field: "now",
      });
      assert.throws(() => explain.explainSignature({ request: "", baseUrl: new Date(0) }), {
        code: "invalid_argument",
        field: "baseUrl",
      });
    },
  ],
];

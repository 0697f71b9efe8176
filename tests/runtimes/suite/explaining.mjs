// explainSignature: the stages of a pasted request beside the header that was sent.

import { articleBase, at, credentials, platformSignature } from "./samples.mjs";

const endpoint = "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list";
const { secret } = credentials;
const shuffled = articleBase.split("&").reverse().join("&");

export const explaining = [
  ["explain: every stage, from the URL and the secret", async ({ lib, explain, assert }) => {
    const { stages, problems, header } = explain.explainSignature({ request: `${endpoint}?${shuffled}`, secret });
    const signature = await platformSignature(secret, articleBase);
    assert.deepEqual(problems, []);
    assert.equal(header, undefined);
    assert.equal(stages.baseString, articleBase);
    assert.equal(stages.signature, signature);
    assert.equal(stages.url, lib.signRequest(credentials, { userId: articleBase.split("userId=")[1], pageSize: 20, timestamp: at }).url);
    assert.equal(stages.mac.length, 40);
  }],
  ["explain: without the secret, all but MAC and signature", ({ explain, assert }) => {
    const { stages } = explain.explainSignature({ request: `${endpoint}?${shuffled}` });
    assert.deepEqual(Object.keys(stages).sort(), ["baseString", "url"]);
  }],
  ...Object.entries({
    "a curl command": (signature) => `curl -H 'X-Lti-Signature: ${signature}' '${endpoint}?${shuffled}'`,
    "a raw HTTP request": (signature) => `GET /api/v1/lti/rich/open/meeting/list?${shuffled} HTTP/1.1\r\nHost: applications.zoom.us\r\nx-lti-signature: ${signature}\r\n\r\n`,
    "a call of fetch": (signature) => `fetch("${endpoint}?${shuffled}", {"headers": {"x-lti-signature": "${signature}"}})`,
  }).map(([what, paste]) => [
    `explain: finds URL and header in ${what}`,
    async ({ explain, assert }) => {
      const signature = await platformSignature(secret, articleBase);
      const { stages, header } = explain.explainSignature({ request: paste(signature), secret });
      assert.equal(stages.baseString, articleBase);
      assert.equal(header.value, signature);
      assert.equal(header.matches, true);
    },
  ]),
  ["explain: a base string reads as the parameters it was made of", ({ explain, assert }) => {
    assert.equal(explain.explainSignature({ request: articleBase }).stages.baseString, articleBase);
  }],
  ["explain: a header in the wrong encoding is corrected without the secret", ({ explain, assert }) => {
    const { header } = explain.explainSignature({ request: articleBase, signature: " HJbQ5AB1Hydbl2m/pdON4il1j3w= " });
    assert.equal(header.shape, "standard_alphabet");
    assert.equal(header.corrected, "HJbQ5AB1Hydbl2m_pdON4il1j3w");
    assert.equal(header.matches, undefined);
    assert.ok(header.verdict.length > 20);
  }],
  ["explain: another header differs", ({ explain, assert }) => {
    const { header } = explain.explainSignature({ request: articleBase, signature: "HJbQ5AB1Hydbl2m_pdON4il1j3w", secret });
    assert.deepEqual([header.shape, header.matches], ["signature", false]);
  }],
  ["explain: problems have a code, a name and a sentence", ({ explain, assert }) => {
    const request = articleBase.replace(String(at), "1661494048").replace("pageNum=1", "pageNum=0").replace("isUpComing=true", "isUpcoming=True");
    const { problems } = explain.explainSignature({ request });
    assert.deepEqual(problems.map(({ code, name }) => `${code} ${name}`).sort(), ["missing_parameter isUpComing", "page_num pageNum", "timestamp timestamp", "unknown_parameter isUpcoming"]);
    for (const { message } of problems) assert.ok(/^[A-Za-z“].*\.$/.test(message) && !message.includes("{"), message);
  }],
  ["explain: the × of a text extractor", ({ explain, assert }) => {
    const { problems } = explain.explainSignature({ request: articleBase.replace("&times", "×") });
    assert.ok(problems.some(({ code }) => code === "times_sign"));
  }],
  ["explain: text without parameters says so", ({ explain, assert }) => {
    for (const request of ["", "   ", endpoint]) {
      const { problems, stages } = explain.explainSignature({ request });
      assert.equal(problems[0].code, "no_parameters");
      assert.deepEqual(stages, {});
    }
  }],
  ["explain: the secret is nowhere in what comes back", ({ explain, assert }) => {
    const result = explain.explainSignature({ request: `${endpoint}?${shuffled}`, secret, signature: "x" });
    assert.ok(!JSON.stringify(result).includes(secret));
  }],
  ["explain: refuses what is not text", ({ explain, assert }) => {
    assert.throws(() => explain.explainSignature({ request: 5 }), { code: "invalid_argument", field: "request" });
    assert.throws(() => explain.explainSignature({ request: "", secret: 5 }), { code: "invalid_argument", field: "secret" });
  }],
];

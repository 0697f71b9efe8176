// The first inputs of the fuzzers. They are made from tests/vectors, so that no vector exists twice.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/lib/paths.mjs";

const vector = (name) => readFileSync(join(root, "tests/vectors", name), "utf8");

/** {target: [input, …]}; an input is text or bytes. */
export function seeds() {
  const { cases } = JSON.parse(vector("stages.json"));
  return {
    decode: bodies(),
    verify: requests(cases),
    query: queries(cases),
    paste: pastes(cases),
    retry_after: headers(),
    start_time: times(),
    policy: numbers(),
    calendar: calendars(),
  };
}

/** The documented responses, and every conformance case inside one of them. */
function bodies() {
  const response = vector("article-response.json");
  const json = vector("json/cases.tsv")
    .split("\n")
    .map((line) => line.split("\t")[1])
    .filter((text) => text);
  const within = (text) => response.replace('"pmi":null', `"pmi":null,"extra":${text}`);
  return [
    response,
    vector("article-refusal.json"),
    response.replace('"timezone"', '"timeZone"'),
    several(),
    several().replaceAll('"a":', '"a": '),
    ...json.map(within),
  ];
}

/** Short meetings with the same unknown fields, then with others. */
function several() {
  const short = {
    meetingId: "m",
    meetingNumber: "1",
    hostId: "hhhhhhhh",
    topic: "t",
    startTime: null,
    duration: 1,
    timezone: "UTC",
    pmi: null,
    type: 1,
    status: 0,
  };
  const list = [{ a: "x", b: null }, { a: 1, b: [] }, { a: "é", b: { c: 1 } }, { b: 1 }].map((more) => ({
    ...short,
    ...more,
  }));
  return JSON.stringify({ status: true, result: { pageNum: 1, pageSize: 9, total: 4, list } });
}

/** Header, line break, query. */
function requests(cases) {
  return cases.map(({ url, signature }) => `${signature}\n${url.split("?")[1]}`);
}

/** Queries from the URLs, with the documented values, and with more parameters than the maximum. */
function queries(cases) {
  const sent = cases.map(({ url }) => url.split("?")[1]);
  return [...sent, "userId=u&isUpComing=false&pageNum=2&pageSize=20", [...Array(110).keys()].join("&")];
}

/** A paste of each kind; NUL, a signature, NUL, a secret. */
function pastes(cases) {
  const [{ url, signature, baseString, secretHex }] = cases;
  const header = `X-Lti-Signature: ${signature}`;
  const secret = Buffer.from(secretHex, "hex").toString();
  const [, host, path] = /^https:\/\/([^/]+)(.*)$/.exec(url);
  const kinds = [
    url,
    baseString,
    `curl '${url}' \\\n  -H $'${header}' -G --data-urlencode 'a=b c'`,
    `curl ^"${url.replaceAll("&", "^&")}^" ^\r\n -H ^"${header}^"`,
    `Invoke-WebRequest -Uri "${url}" \`\n-Headers @{\n"x-lti-signature"="${signature}"\n}`,
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${header}\r\n\r\n`,
    `fetch("${url}", {"headers": {"x-lti-signature": "${signature}"}, "method": "GET"});`,
    JSON.stringify({ request: { method: "GET", url, headers: [{ name: "x-lti-signature", value: signature }] } }),
    `:path: ${path}\n:authority: ${host}\n${header}`,
    `${vector("article-refusal.json")}\n${url}`,
    baseString.replace("&timestamp", "×tamp"),
  ];
  const standard = `${signature.replaceAll("-", "+").replaceAll("_", "/")}=`;
  const signatures = [
    signature,
    standard,
    `sha1=${signature}`,
    Buffer.from(standard, "base64").toString("hex"),
    btoa(standard),
    secret,
  ];
  return [
    ...kinds,
    ...signatures.map((header) => `${url}\0${header}\0${secret}`),
    ...cases.slice(1, 20).map((one) => one.url),
    // This text is short enough to be kept whole, and a secret follows it.
    "/open/meeting/list?key=k&timestamp=1661494048201",
    `/meeting/a?key=k&timestamp=1&userId=u\0${signature}\0secret-1`,
    "curl -GdKey=k -H 'X-Lti-Signature: s' https://a.b/c?d\0\0secret-1",
  ];
}

/** Eight bytes of the present, then the header. */
function headers() {
  const dates = [
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "2026-11-29T00:00:00Z",
  ];
  return ["120", "0", "18446744073709551616", ...dates].map((text) => `\0\0\0\0\0\0\0\0${text}`);
}

/** Two retries and two secrets with a second to spend, then failures of each kind, which are pages too. */
function numbers() {
  const kinds = [1, 2, 5, 18].map((kind) => [kind, 3, 3, 3, 7, ...Array(12).fill(0)]);
  return [[], ...kinds, kinds.flat()].map((rest) => Buffer.from([2, 2, 0, 0xe8, 3, 0, 0, ...rest]));
}

/** Twelve bytes of a zone, then the time. */
function times() {
  const zone = Buffer.from([0x80, 0xee, 0x36, 0, 0, 0xdd, 0x6d, 0, 0, 0, 0, 0]);
  const texts = [
    "2022-08-04 10:00:00",
    "2024-02-29T23:59:60",
    "2022-08-04 10:00",
    "2022-08-04T10:00:00.123Z",
    "2022-08-04T10:00:00+05:30",
    "1661494048201",
  ];
  return texts.map((text) => Buffer.concat([zone, Buffer.from(text)]));
}

/** Lists of lines: an ID of one character, a start, a title, U+0002, a description. A night ends with U+0001. */
function calendars() {
  return [
    "aZWeek 1, part 2; \\\\\nbZ中文 🎓\nbYעברית",
    "aZone\naYtwo\u0001aXone\u0001\u0001aZone",
    `aZ${"é".repeat(40)}`,
    "aZone\u0002two\naZone\u0002one\naZone\u0001aZone\u0002\ta,b;c\\\r\n",
  ];
}

// The URLs of events. Most are in their normal form already, and skip `new URL`. For any text, a feed must have what
// `new URL` writes, and refuse what it refuses.

import { randomBelow } from "./samples.mjs";

const hosts = [
  ...["localhost", "a-b.c1.example.org", "LMS.example.edu", "a.example.", "a..example", ".example", "", "a_b.example"],
  // IPv4 addresses in every form, and hosts that look like some.
  ...["1.2.3.4", "1.2.3", "0x7f.1", "0X7F", "a.0x7f", "a.0xg", "09.1", "256.1.1.1", "4294967296", "a.1", "1.a", "0x-a"],
  ...["1.2.3.4.", "[::1]", "[1:2:3:4:5:6:7:8]", "[::1", "a.０", "１.2.3.4", "9a.example", "a.9b", "0x.example"],
  // IDN, right and wrong.
  ...[
    "münchen.de",
    "xn--mnchen-3ya.de",
    "XN--MNCHEN-3YA.de",
    "xn--a",
    "a.xn--",
    "xn--.a",
    "faß.de",
    "☃.net",
    "ＡＢ.de",
  ],
  ...["a\u00adb.de", "\u00ad", "-a.de", "a-.de", "a--b.de", "r3---sn.example", `${"x".repeat(63)}.de`, "y".repeat(64)],
  ...[`${"a.".repeat(124)}de`, `${"a.".repeat(140)}de`, "a b.de", "a%2eb", "a%41.de", "%", "a|b", "a^b", "a<b", "a\\b"],
  ...["user@a.de", "user:secret@a.de", ":@a.de", "@a.de", "a@b@c.de", "a.de:80", "a.de:443", "a.de:8080", "a.de:"],
  ...["a.de:0080", "a.de:99999", "a.de:x"],
];
const segments = [
  ...[
    "",
    ".",
    "..",
    "...",
    ".a",
    "a.",
    "a..",
    "%2e",
    "%2E",
    "%2e%2e",
    ".%2e",
    "%2E.",
    "%2ea",
    "a%2e",
    "%2F",
    "%",
    "%4",
  ],
  ...[
    "%zz",
    "%25",
    "é",
    "机",
    "🎓",
    "\ud800",
    "a b",
    " ",
    "a\\b",
    "\\",
    "a|b",
    "a^b",
    "a`b",
    "{a}",
    "<a>",
    '"a"',
    "'a'",
  ],
  ...["[a]", "a;b,c", "a@b:c", "a=b&c", "~!$&()*+,;=:@", "*", "-_-", "\0", "\x7f", "\u200b", "\ufeff", "C:", "C|"],
];
const tails = [
  ...[
    "?",
    "?a=b",
    "?a='b'",
    '?a="b"',
    "?a=<b>",
    "?a=b|c",
    "?a=^`{}",
    "?é",
    "?\ud800",
    "?a b",
    "?a\tb",
    "?a\\b",
    "?%27",
  ],
  ...["??", "?a#", "#", "#a", "#a b", "#'\"`<>", "#é", "##", "#a?b", "?a#b?c#d", "?[a]", "#[a]|^{}\\", "?/../.", "?\0"],
  ...[" ", "\n", "\t", "\u00a0", "\u2028", "?a ", "#a\r"],
];
const schemes = [
  ...["http://", "HTTPS://", "Http://", "https:/", "https:", "https:///", "https:\\\\", "//", "/", "", "ftp://"],
  ...[
    "file:///",
    "javascript:",
    "data:",
    "blob:https://",
    "ws://",
    " https://",
    "\thttps://",
    "ht\ntps://",
    "https ://",
  ],
];
const characters = "aZ09-._~!$&'()*+,;=:@/?#[]%eE<>\"`{}|\\^ \t\n\r\0\x7fé机\u00a0";

/** A random URL. Half of them are ordinary. Every second one is changed at one place. */
function randomUrl(below) {
  const one = (list) => list[below(list.length)];
  const rarely = (list, ordinary) => (below(5) === 0 ? one(list) : one(ordinary));
  const path = Array.from(
    { length: below(4) },
    () => `/${rarely(segments, ["course", "2026", "A-1", "m%3D%3D", "a.b"])}`,
  );
  const host = rarely(hosts, ["lms.example.edu", "x2.example", "localhost"]);
  const tail = rarely(tails, ["", "", "?number=86756778157", "?a=b&c=d%20e", "#top", "?a/b?c#d"]);
  const url = `${rarely(schemes, ["https://", "https://", "http://"])}${host}${path.join("")}${tail}`;
  if (below(2) === 0) return url;
  const place = below(url.length + 1);
  const character = below(2) === 0 ? String.fromCharCode(below(128)) : one(characters);
  return url.slice(0, place) + character + url.slice(place + below(2));
}

/** The normal form by `URL`; undefined if a feed must refuse the text. */
function normalForm(url) {
  try {
    const { href, protocol } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? href : undefined;
  } catch {
    return undefined;
  }
}

/** Compares this many random URLs. */
export function compareUrls(calendar, assert, count, seed) {
  const below = randomBelow(seed);
  const urls = Array.from({ length: count }, () => randomUrl(below)).filter((url) => url !== "");
  const expected = urls.map(normalForm);
  const [accepted, refused, unchanged] = [(form) => form, (form) => !form, (form, i) => form === urls[i]].map(
    (is) => expected.filter(is).length,
  );
  assert.ok(Math.min(refused, unchanged, accepted - unchanged) > count / 10, `${refused} ${unchanged} ${accepted}`);
  const write = (list) =>
    calendar.calendarFeed(
      list.map((index) => ({ meetingId: `id ${index}`, topic: `t${index}`, startTime: "2026-12-01 10:00:00" })),
      { name: "n", urlFor: ({ topic }) => urls[topic.slice(1)], now: () => Date.UTC(2026, 10, 28) },
    );
  const indices = [...urls.keys()];
  const { text } = write(indices.filter((index) => expected[index]));
  const found = text.replaceAll("\r\n ", "").matchAll(/\r\nSUMMARY:t(\d+)\r\nURL:(.*)\r\n/g);
  let read = 0;
  for (const [, index, url] of found) {
    assert.equal(url, expected[index], JSON.stringify(urls[index]));
    read++;
  }
  assert.equal(read, accepted);
  for (const index of indices.filter((index) => !expected[index])) {
    let failure;
    try {
      write([index]);
    } catch ({ field }) {
      failure = field;
    }
    assert.equal(failure, "urlFor", JSON.stringify(urls[index]));
  }
}

export const eventUrls = [
  [
    "calendar: the URL of an event is what `new URL` makes of it, for any text",
    ({ calendar, assert }) => compareUrls(calendar, assert, 4_000, 20_261_128),
  ],
];

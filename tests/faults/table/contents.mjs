// Faults of the content, with correct framing.

import { fails, failsTwice, gives, html, numbers, page, three, whole } from "./parts.mjs";

const wrong = fails("invalid_response", { status: 200 });
const responding = (body, expect, headers) => ({ play: (response) => response.send(200, body, headers), expect });
const withList = (list) => `{"status":true,"result":{"pageNum":1,"pageSize":12,"total":1,"list":${list}}}`;
const utf16 = (text) => Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((char) => [char.charCodeAt(0), 0])]);
const bytes = (text) => new TextEncoder().encode(text);

export const contents = {
  "204 No Content": { play: (response) => response.head(204).end(), expect: failsTwice("truncated_body") },
  "205 Reset Content": {
    play: (response) => response.head(205, { "Content-Length": 0 }).end(),
    expect: failsTwice("truncated_body"),
  },
  "200 without a body": responding("", failsTwice("truncated_body")),
  "200 with whitespace": responding(" \r\n ", failsTwice("truncated_body")),
  "HTML under 200": responding(html, wrong, { "Content-Type": "text/html" }),
  "JSON under text/html": responding(whole, gives(three), { "Content-Type": "text/html" }),
  "truncated JSON": responding(whole.slice(0, -2), failsTwice("truncated_body")),
  "JSON with a byte order mark": responding(`\ufeff${whole}`, gives(three)),
  "UTF-16": responding(utf16(whole), wrong),
  "invalid UTF-8": responding(
    bytes(whole).map((byte) => (byte === 0x4d ? 0xff : byte)),
    wrong,
  ),
  NaN: responding(whole.replace(":60", ":NaN"), wrong),
  "a trailing comma": responding(whole.replace("]}}", ",]}}"), wrong),
  "single quotes": responding(whole.replaceAll('"', "'"), wrong),
  "JSON, then more JSON": responding(`${whole}{}`, wrong),
  "zero bytes": responding(new Uint8Array(200), wrong),
  "a million brackets": responding("[".repeat(1_000_000), wrong),
  "an object nested 129 deep": responding(
    whole.replace('"pmi":null', `"pmi":null,"x":${"[".repeat(129)}${"]".repeat(129)}`),
    wrong,
  ),
  "an infinite total": responding(whole.replace('"total":3', '"total":1e400'), fails("invalid_response")),
  "a negative total": responding(whole.replace('"total":3', '"total":-2'), fails("invalid_response")),
  "a total that is not whole": responding(whole.replace('"total":3', '"total":2.5'), fails("invalid_response")),
  "duplicate names": responding(whole.replace('"pmi":null', '"pmi":"1","pmi":null'), gives(three)),
  "a lone surrogate in a topic": responding(whole.replace("Meeting 1", "\\ud83d"), gives(three)),
  "unknown fields": responding(whole.replace('"pmi":null', '"pmi":null,"__proto__":{"x":1},"agenda":[]'), gives(three)),
  "no meetings": responding(page([]), gives([])),
  "a thousand meetings": responding(page(numbers(1, 1000)), gives(numbers(1, 1000))),
  null: responding("null", wrong),
  "an array": responding("[]", wrong),
  text: responding('"OK"', wrong),
  "status: true without result": responding('{"status":true}', wrong),
  "status as text": responding(whole.replace('"status":true', '"status":"true"'), wrong),
  "a list that is an object": responding(withList("{}"), wrong),
  "a list that is null": responding(withList("null"), wrong),
  "a list of numbers": responding(withList("[1,2]"), wrong),
  "a list that is null and a total of 0": responding(withList("null").replace(/"total":\d+/, '"total":0'), gives([])),
  "meetings without a duration": responding(
    whole.replaceAll('"duration"', '"minutes"'),
    gives(three, 1, { warning: "fields_missing" }),
  ),
  "a meeting without its number": responding(whole.replace('"meetingNumber"', '"number"'), wrong),
  "a topic that is a fractional number": responding(whole.replace('"Meeting 1 of the course"', "1.5"), wrong),
  "a duration in words": responding(whole.replace(":60", ':"an hour"'), wrong),
};

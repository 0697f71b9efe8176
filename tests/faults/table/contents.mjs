// Faults of what the body says, framed without fault.

import { fails, failsTwice, gives, html, numbers, page, three, whole } from "./answers.mjs";

const wrong = fails("invalid_response", { status: 200 });
const answering = (body, expect, headers) => ({ play: (answer) => answer.send(200, body, headers), expect });
const withList = (list) => `{"status":true,"result":{"pageNum":1,"pageSize":12,"total":1,"list":${list}}}`;
const utf16 = (text) => Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((char) => [char.charCodeAt(0), 0])]);
const bytes = (text) => new TextEncoder().encode(text);

export const contents = {
  "204 No Content": { play: (answer) => answer.head(204).end(), expect: failsTwice("truncated_body") },
  "205 Reset Content": {
    play: (answer) => answer.head(205, { "Content-Length": 0 }).end(),
    expect: failsTwice("truncated_body"),
  },
  "200 without a body": answering("", failsTwice("truncated_body")),
  "200 with white space": answering(" \r\n ", failsTwice("truncated_body")),
  "HTML under 200": answering(html, wrong, { "Content-Type": "text/html" }),
  "JSON under text/html": answering(whole, gives(three), { "Content-Type": "text/html" }),
  "JSON that ends too early": answering(whole.slice(0, -2), failsTwice("truncated_body")),
  "JSON with a byte order mark": answering(`\ufeff${whole}`, gives(three)),
  "UTF-16": answering(utf16(whole), wrong),
  "invalid UTF-8": answering(
    bytes(whole).map((byte) => (byte === 0x4d ? 0xff : byte)),
    wrong,
  ),
  NaN: answering(whole.replace(":60", ":NaN"), wrong),
  "a trailing comma": answering(whole.replace("]}}", ",]}}"), wrong),
  "single quotes": answering(whole.replaceAll('"', "'"), wrong),
  "JSON, then more": answering(`${whole}{}`, wrong),
  "bytes of nothing": answering(new Uint8Array(200), wrong),
  "a million brackets": answering("[".repeat(1_000_000), wrong),
  "an object nested 129 deep": answering(
    whole.replace('"pmi":null', `"pmi":null,"x":${"[".repeat(129)}${"]".repeat(129)}`),
    wrong,
  ),
  "a total beyond all bounds": answering(whole.replace('"total":3', '"total":1e400'), fails("invalid_response")),
  "a total below 0": answering(whole.replace('"total":3', '"total":-2'), fails("invalid_response")),
  "a total that is not whole": answering(whole.replace('"total":3', '"total":2.5'), fails("invalid_response")),
  "names given twice": answering(whole.replace('"pmi":null', '"pmi":"1","pmi":null'), gives(three)),
  "a lone surrogate in a topic": answering(whole.replace("Meeting 1", "\\ud83d"), gives(three)),
  "fields nobody knows": answering(
    whole.replace('"pmi":null', '"pmi":null,"__proto__":{"x":1},"agenda":[]'),
    gives(three),
  ),
  "no meeting at all": answering(page([]), gives([])),
  "a thousand meetings": answering(page(numbers(1, 1000)), gives(numbers(1, 1000))),
  null: answering("null", wrong),
  "an array": answering("[]", wrong),
  text: answering('"OK"', wrong),
  "status: true without result": answering('{"status":true}', wrong),
  "status as text": answering(whole.replace('"status":true', '"status":"true"'), wrong),
  "a list that is an object": answering(withList("{}"), wrong),
  "a list that is null": answering(withList("null"), wrong),
  "a list of numbers": answering(withList("[1,2]"), wrong),
  "a list that is null and a total of 0": answering(withList("null").replace(/"total":\d+/, '"total":0'), gives([])),
  "meetings without a duration": answering(
    whole.replaceAll('"duration"', '"minutes"'),
    gives(three, 1, { warning: "fields_missing" }),
  ),
  "a meeting without its number": answering(whole.replace('"meetingNumber"', '"number"'), wrong),
  "a topic that is a number with a fraction": answering(whole.replace('"Meeting 1 of the course"', "1.5"), wrong),
  "a duration in words": answering(whole.replace(":60", ':"an hour"'), wrong),
};

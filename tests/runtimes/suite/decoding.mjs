// decodeMeetings: from bytes or text to checked plain objects.

import { articleResponse, rejected } from "./samples.mjs";

const [sample] = articleResponse.result.list;
const encode = (text) => new TextEncoder().encode(text);
const body = (value) => encode(JSON.stringify(value));
const page = (...list) => ({ status: true, result: { pageNum: 1, pageSize: 20, total: list.length, list } });
const without = (name) => Object.fromEntries(Object.entries(sample).filter(([key]) => key !== name));

export const decoding = [
  [
    "decode: the article's response, from bytes, an ArrayBuffer and text",
    ({ lib, assert }) => {
      const expected = articleResponse.result;
      assert.deepEqual(lib.decodeMeetings(body(articleResponse)), expected);
      assert.deepEqual(lib.decodeMeetings(body(articleResponse).buffer), expected);
      assert.deepEqual(lib.decodeMeetings(JSON.stringify(articleResponse)), expected);
    },
  ],
  [
    "decode: timeZone as well as timezone",
    ({ lib, assert }) => {
      assert.equal(
        lib.decodeMeetings(body(page({ ...without("timezone"), timeZone: "Europe/Berlin" }))).list[0].timezone,
        "Europe/Berlin",
      );
    },
  ],
  [
    "decode: an empty, null or missing startTime is null",
    ({ lib, assert }) => {
      const { list } = lib.decodeMeetings(
        body(page({ ...sample, startTime: "" }, { ...sample, startTime: null }, without("startTime"))),
      );
      for (const meeting of list) assert.equal(meeting.startTime, null);
    },
  ],
  [
    "decode: types become those of the article's table",
    ({ lib, assert }) => {
      const [meeting] = lib.decodeMeetings(
        body(page({ ...sample, duration: "60", type: "8", status: "1", meetingNumber: 86756778157, pmi: 86756778157 })),
      ).list;
      assert.deepEqual(
        [meeting.duration, meeting.type, meeting.status, meeting.meetingNumber, meeting.pmi],
        [60, 8, 1, "86756778157", "86756778157"],
      );
    },
  ],
  [
    "decode: unknown codes and odd numbers are kept",
    ({ lib, assert }) => {
      const text = JSON.stringify(page({ ...sample, type: 99, status: -7, duration: 0 })).replace(
        '"duration":0',
        '"duration":1.5e2',
      );
      const [meeting] = lib.decodeMeetings(text).list;
      assert.deepEqual([meeting.type, meeting.status, meeting.duration], [99, -7, 150]);
      assert.equal(lib.decodeMeetings(text.replace("1.5e2", "1e400")).list[0].duration, Infinity);
    },
  ],
  [
    "decode: unknown fields are kept in extra, and only there",
    ({ lib, assert }) => {
      const extra = { joinUrl: "https://example.com/\u00e9", nested: { a: [1, null, true] }, "": 0 };
      const [first, second] = lib.decodeMeetings(body(page({ ...sample, ...extra }, sample))).list;
      assert.deepEqual(first, { ...sample, extra });
      assert.deepEqual(second, sample);
      assert.ok(!("extra" in second));
    },
  ],
  [
    "decode: unknown fields of 600 meetings as JSON.parse reads them",
    ({ lib, assert }) => {
      const values = [
        "https://example.com/1",
        "",
        "é",
        "高等",
        '"\\\n',
        "\ud800",
        null,
        true,
        false,
        0,
        17,
        -1,
        1.5,
        12345678901,
        1e300,
        [],
        {},
        ["a", { b: [null] }],
        "x".repeat(300),
      ];
      const keys = [
        ["joinUrl"],
        ["joinUrl", "agenda"],
        ["agenda", "joinUrl"],
        ["joinUrl", "agenda", "more"],
        ["b", "2", "1"],
        ["toString", "constructor"],
        [" é", "a b"],
        [],
      ];
      // Some consecutive meetings have the same keys, others do not.
      const text = JSON.stringify(
        page(
          ...Array.from({ length: 600 }, (_, i) => ({
            ...Object.fromEntries(
              keys[(i < 300 ? i >> 4 : i * 7) % keys.length].map((key, j) => [
                key,
                values[(i * 5 + j * 3) % values.length],
              ]),
            ),
            ...sample,
          })),
        ),
      );
      const odd = text
        .replaceAll('"agenda":', '"\\u0061genda":')
        .replaceAll('"more":', '"__proto__":')
        .replaceAll('"2":', '"b":');
      for (const given of [text, odd]) {
        const { list } = lib.decodeMeetings(encode(given));
        const known = Object.keys(sample);
        JSON.parse(given).result.list.forEach((meeting, i) => {
          const extra = Object.entries(meeting).filter(([key]) => !known.includes(key));
          assert.deepEqual(Object.entries(list[i].extra ?? {}), extra);
        });
      }
    },
  ],
  [
    "decode: unknown fields with a duplicate list or result, or with other whitespace",
    ({ lib, assert }) => {
      const listed = (...values) => JSON.stringify(values.map((a) => ({ ...sample, a })));
      const whole = (list) => `{"status":true,"result":{"pageNum":1,"pageSize":9,"total":3,${list}}}`;
      const twice = `"list":${listed(1, 2)},"list":${listed(3, 4, 5)}`;
      const result = whole(`"list":${listed(3, 4, 5)}`).slice('{"status":true,'.length);
      const spaced = listed(1, 2, 3, 4).replaceAll(/"a":(\d)/g, '"a":$1,"a": $10');
      for (const [text, expected] of [
        [whole(twice), [3, 4, 5]],
        [`${whole(`"list":${listed(1, 2)}`).slice(0, -1)},${result}`, [3, 4, 5]],
        [whole(`"list":${spaced}`), [10, 20, 30, 40]],
      ]) {
        assert.deepEqual(
          lib.decodeMeetings(text).list.map(({ extra }) => extra),
          expected.map((a) => ({ a })),
        );
      }
    },
  ],
  [
    "decode: a change of one meeting's unknown fields does not affect the others",
    ({ lib, assert }) => {
      const { list } = lib.decodeMeetings(body(page(...[1, 2, 3].map((n) => ({ ...sample, joinUrl: n, tags: [n] })))));
      list[0].extra.tags.push(9);
      delete list[0].extra.joinUrl;
      list[1].extra.joinUrl = 8;
      assert.deepEqual(
        list.map(({ extra }) => extra),
        [{ tags: [1, 9] }, { joinUrl: 8, tags: [2] }, { joinUrl: 3, tags: [3] }],
      );
    },
  ],
  [
    "decode: __proto__ is an ordinary key",
    ({ lib, assert }) => {
      const text = JSON.stringify(page(sample)).replace('"topic"', '"__proto__":{"polluted":1},"topic"');
      const [meeting] = lib.decodeMeetings(text).list;
      assert.ok(Object.hasOwn(meeting.extra, "__proto__"));
      assert.equal({}.polluted, undefined);
      assert.equal(meeting.polluted, undefined);
    },
  ],
  [
    "decode: the last duplicate wins",
    ({ lib, assert }) => {
      const text = JSON.stringify(page(sample)).replace('"topic":', '"topic":"first","topic":');
      assert.equal(lib.decodeMeetings(text).list[0].topic, sample.topic);
    },
  ],
  [
    "decode: topics in every script, escapes, and lone surrogates",
    ({ lib, assert }) => {
      const topics = [
        "Algèbre",
        "高等数学",
        "ریاضی",
        "गणित",
        "🧮 sums",
        "\ufeffBOM first",
        'quote " back\\slash \u0001',
        "\ud83d",
        "a\udc00b",
        "",
      ];
      const text = JSON.stringify(page(...topics.map((topic) => ({ ...sample, topic }))));
      assert.deepEqual(
        lib.decodeMeetings(text).list.map(({ topic }) => topic),
        topics,
      );
      assert.deepEqual(
        lib.decodeMeetings(text.replaceAll("/", "\\/")).list.map(({ topic }) => topic),
        topics,
      );
    },
  ],
  [
    "decode: 3000 meetings of mixed scripts as JSON.parse reads them",
    ({ lib, assert }) => {
      const list = Array.from({ length: 3000 }, (_, i) => ({
        ...sample,
        meetingNumber: String(1e10 + i),
        topic: i % 3 ? `Course ${i}` : `课程 ${i} 😀`,
        hostId: `host${i >> 6}`,
      }));
      const text = JSON.stringify(page(...list));
      assert.deepEqual(lib.decodeMeetings(encode(text)), JSON.parse(text).result);
    },
  ],
  ...["meetingId", "meetingNumber"].map((field) => [
    `decode: a missing or null ${field} is an error with row and field`,
    ({ lib, assert }) => {
      for (const meeting of [without(field), { ...sample, [field]: null }]) {
        const error = assert.throws(() => lib.decodeMeetings(body(page(sample, meeting))), {
          code: "invalid_response",
          reason: "schema",
          row: 1,
          field,
        });
        assert.ok(error.offset > 0);
      }
    },
  ]),
  ...["hostId", "topic", "startTime", "duration", "timezone", "pmi", "type", "status"].map((field) => [
    `decode: a ${field} may be missing, null or empty`,
    ({ lib, assert }) => {
      const given = [sample, without(field), sample, { ...sample, [field]: null }, sample, { ...sample, [field]: "" }];
      const { list } = lib.decodeMeetings(body(page(...given, sample)));
      const gone = { ...sample, [field]: null };
      const empty = field === "topic" ? { ...sample, topic: "" } : gone;
      assert.deepEqual(list, [sample, gone, sample, gone, sample, empty, sample]);
      for (const meeting of list) assert.deepEqual(Object.keys(meeting), Object.keys(sample));
    },
  ]),
  [
    "decode: a page of meetings that have only ID and number",
    ({ lib, assert }) => {
      const { meetingId, meetingNumber } = sample;
      const nulls = Object.fromEntries(Object.keys(sample).map((name) => [name, null]));
      const { list } = lib.decodeMeetings(
        body(page({ meetingId, meetingNumber }, sample, { meetingId, meetingNumber })),
      );
      const bare = { ...nulls, meetingId, meetingNumber };
      assert.deepEqual(list, [bare, sample, bare]);
    },
  ],
  [
    "decode: 2000 meetings, some of them without some fields",
    ({ lib, assert }) => {
      const optional = ["hostId", "topic", "startTime", "duration", "timezone", "pmi", "type", "status"];
      const list = Array.from({ length: 2000 }, (_, i) => ({
        ...sample,
        hostId: `a host of ${i >> 5}`,
        timezone: i & 64 ? "Europe/Berlin" : "Asia/Shanghai",
        topic: i % 5 ? `Course ${i}` : `课程 ${i}`,
      }));
      const odd = list.map((meeting, i) => {
        const gone = optional.filter((_, j) => (i * 7 + j * 5) % 11 === 0);
        return { ...meeting, ...Object.fromEntries(gone.map((name) => [name, i % 3 ? null : undefined])) };
      });
      const expected = odd.map((meeting) =>
        Object.fromEntries(Object.entries(meeting).map(([name, value]) => [name, value ?? null])),
      );
      assert.deepEqual(lib.decodeMeetings(body(page(...odd))).list, expected);
    },
  ],
  [
    "decode: a list that is null or missing, when the total is 0",
    ({ lib, assert }) => {
      const of = (fields) =>
        lib.decodeMeetings(body({ status: true, result: { pageNum: 1, pageSize: 20, ...fields } }));
      const empty = { pageNum: 1, pageSize: 20, total: 0, list: [] };
      assert.deepEqual(of({ total: 0, list: null }), empty);
      assert.deepEqual(of({ list: null, total: "0" }), empty);
      assert.deepEqual(of({ total: 0 }), empty);
      assert.throws(() => of({ total: 3, list: null }), { code: "invalid_response", field: "list" });
      assert.throws(() => lib.decodeMeetings(body({ status: true, result: null })), {
        code: "invalid_response",
        field: "result",
      });
    },
  ],
  [
    "decode: an impossible count is refused, with the name of the field",
    ({ lib, assert }) => {
      for (const count of ["-2", "2.5", "1e400", "9007199254740992", "1e20", '"-2"', '"NaN"', '"1e400"']) {
        for (const field of ["total", "pageSize", "pageNum"]) {
          const text = JSON.stringify(articleResponse).replace(new RegExp(`"${field}":\\d+`), `"${field}":${count}`);
          assert.throws(() => lib.decodeMeetings(text), { code: "invalid_response", reason: "schema", field });
        }
      }
      for (const [count, total] of [
        ["9007199254740991", 2 ** 53 - 1],
        ['"4294967296"', 2 ** 32],
        ["25.0", 25],
      ]) {
        const text = JSON.stringify(articleResponse).replace(/"total":\d+/, `"total":${count}`);
        assert.equal(lib.decodeMeetings(text).total, total);
      }
    },
  ],
  [
    "decode: a byte order mark is ignored, in bytes and in text",
    ({ lib, assert }) => {
      const text = `\ufeff${JSON.stringify(articleResponse)}`;
      assert.deepEqual(lib.decodeMeetings(encode(text)), articleResponse.result);
      assert.deepEqual(lib.decodeMeetings(text), articleResponse.result);
    },
  ],
  [
    "decode: a row, a list or a counter of another type is an error with row and field",
    ({ lib, assert }) => {
      const { pageNum, pageSize, list } = articleResponse.result;
      const of = (changes) => {
        const result = { pageNum, pageSize, total: 2, list, ...changes };
        return lib.decodeMeetings(JSON.stringify({ status: true, result }));
      };
      const refused = (changes, expected) => {
        const error = assert.throws(() => of(changes), { code: "invalid_response", reason: "schema", ...expected });
        assert.ok(error.message.includes("expected"), error.message);
      };
      for (const row of [null, "a meeting", 7, true, [], [list[0]]])
        refused({ list: [list[0], row] }, { row: 1, field: undefined });
      refused({ list: [list[0], {}] }, { row: 1, field: "meetingId" });
      for (const other of [{ 0: list[0] }, {}, "[]", 7, true, null, undefined])
        refused({ list: other }, { field: "list" });
      for (const name of ["pageNum", "pageSize", "total"])
        for (const value of [null, "", "many", true, "true", [], {}]) refused({ [name]: value }, { field: name });
      const [{ meetingId, meetingNumber }] = of({
        list: [{ ...list[0], meetingId: 7, meetingNumber: String(2 ** 60) }],
      }).list;
      assert.deepEqual([meetingId, meetingNumber], ["7", String(2 ** 60)]);
      const digits = "123456789012345678901234567890";
      const huge = JSON.stringify(articleResponse).replace(`"${list[0].meetingNumber}"`, digits);
      assert.equal(lib.decodeMeetings(huge).list[0].meetingNumber, digits);
    },
  ],
  ...Object.entries({
    topic: 5.5,
    meetingId: null,
    hostId: {},
    duration: "an hour",
    type: true,
    status: [],
    startTime: 7,
    pmi: true,
  }).map(([field, value]) => [
    `decode: ${JSON.stringify(value)} for ${field} is refused, with the name of the field`,
    ({ lib, assert }) =>
      assert.throws(() => lib.decodeMeetings(body(page({ ...sample, [field]: value }))), {
        code: "invalid_response",
        row: 0,
        field,
      }),
  ]),
  [
    "decode: status false with 2203, under any HTTP status",
    ({ lib, assert }) => {
      for (const status of [200, 401, 500]) {
        const error = assert.throws(() => lib.decodeMeetings(body(rejected), { status }), {
          code: "signature_rejected",
          errorCode: "401",
          detail: 2203,
          status,
          retryable: false,
        });
        assert.ok(error.hint.includes("zoom-lti-pro/explain"));
      }
    },
  ],
  [
    "decode: status false with another detail, or without one",
    ({ lib, assert }) => {
      const other = { status: false, errorCode: 404, errorMessage: "The recording does not exist(2237)." };
      assert.throws(() => lib.decodeMeetings(body(other)), { code: "api_error", errorCode: "404", detail: 2237 });
      assert.throws(() => lib.decodeMeetings(body({ status: false })), { code: "api_error", detail: undefined });
    },
  ],
  [
    "decode: a response of another shape is quoted, without queries and tokens",
    ({ lib, assert }) => {
      const said = (value, status) => assert.throws(() => lib.decodeMeetings(body(value), { status })).message;
      const daily = { code: 429, message: "You have reached the daily rate limit." };
      const spring = { timestamp: "2026-11-29", status: 500, error: "Internal Server Error", path: "/meeting/list" };
      const nested = { error: { code: 403, message: "Échec: /a?key=K-1&userId=u-1 “HJbQ5AB1Hydbl2m_pdON4il1j3w”" } };
      assert.equal(said(daily, 429), "HTTP status 429; the server said: You have reached the daily rate limit.");
      assert.equal(said({ status: 404, error: "Not Found" }, 404), "HTTP status 404; the server said: Not Found");
      assert.equal(said(spring, 500), "HTTP status 500; the server said: Internal Server Error");
      assert.equal(said(nested, 403), "HTTP status 403; the server said: Échec: /a?… “…”");
      assert.equal(said({ status: 404 }, 404), "HTTP status 404: the body is not a response of this API");
      assert.equal(
        said({ status: 200, message: "OK" }, 200),
        "status: expected true or false, found a number; the server said: OK",
      );
      assert.ok(said({ message: "x ".repeat(5000) }, 400).length < 250);
    },
  ],
  [
    "decode: a body with status true is a page under any HTTP status",
    ({ lib, assert }) => {
      assert.deepEqual(lib.decodeMeetings(body(articleResponse), { status: 500 }), articleResponse.result);
    },
  ],
  ...[
    ["nothing", "", "truncated_body", "empty"],
    ["whitespace", " \r\n\t", "truncated_body", "empty"],
    ["half of a response", JSON.stringify(articleResponse).slice(0, 200), "truncated_body", "truncated"],
    ["HTML", "<!doctype html><title>502</title>", "invalid_response", "html"],
    ["deep nesting", `{"x":${"[".repeat(200)}${"]".repeat(200)}}`, "invalid_response", "too_deep"],
    ["two byte order marks", "\ufeff\ufeff{}", "invalid_response", "syntax"],
    ["a trailing comma", '{"status":true,}', "invalid_response", "syntax"],
    ["two values", '{"status":true} {}', "invalid_response", "syntax"],
    ["another type", "[]", "invalid_response", "schema"],
    ["no status", "{}", "invalid_response", "schema"],
    ["no result", '{"status":true}', "invalid_response", "schema"],
    ["invalid UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "invalid_response", "encoding"],
  ].map(([what, given, code, reason]) => [
    `decode: ${what}: ${code}, ${reason}; with status 503 http_status`,
    ({ lib, assert }) => {
      assert.throws(() => lib.decodeMeetings(given), { code, reason });
      if (reason !== "schema")
        assert.throws(() => lib.decodeMeetings(given, { status: 503 }), {
          code: "http_status",
          status: 503,
          reason,
          retryable: true,
        });
    },
  ]),
  [
    "decode: a response cut at any place is truncated_body",
    ({ lib, assert }) => {
      const bytes = body(articleResponse);
      for (let end = 1; end < bytes.length; end++)
        assert.throws(() => lib.decodeMeetings(bytes.subarray(0, end)), { code: "truncated_body", retryable: true });
    },
  ],
  [
    "decode: a syntax error shows at most 120 characters, without anything like a signature",
    ({ lib, assert }) => {
      const error = assert.throws(() => lib.decodeMeetings(`oops HJbQ5AB1Hydbl2m_pdON4il1j3w ${"y ".repeat(500)}`), {
        code: "invalid_response",
      });
      assert.ok(!error.message.includes("HJbQ5AB1"), error.message);
      assert.ok(error.message.length < 260, String(error.message.length));
    },
  ],
  [
    "decode: refuses values that are neither text nor bytes",
    ({ lib, assert }) => assert.throws(() => lib.decodeMeetings({}), { code: "invalid_argument", field: "body" }),
  ],
];

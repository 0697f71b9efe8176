// Hostile inputs of any size, for each public function. No Node imports.

const key = "qAnfmSQeSeKWHOE19lwMYg";
const secret = "a-secret-of-the-costs-table";
const credentials = { key, secret };
const NOW = 1_661_494_048_201;
const now = () => NOW;
const signature = "HJbQ5AB1Hydbl2m_pdON4il1j3w";
const url = "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list";
const rest = `key=${key}&timestamp=${NOW}`;

const fill = (text, bytes) => text.repeat(Math.max(1, Math.ceil(bytes / text.length)));
const many = (write, bytes) => {
  const parts = [];
  for (let i = 0, length = 0; length < bytes; i++) {
    const part = write(i);
    parts.push(part);
    length += part.length;
  }
  return parts;
};

/** Queries that are expensive to parse. */
const queries = {
  "one long value": (bytes) => `a=${fill("x", bytes)}&${rest}`,
  "one long name": (bytes) => `${fill("x", bytes)}=1&${rest}`,
  "names in falling order": (bytes) => `${many((i) => `${String(9_999_999 - i)}=1`, bytes).join("&")}&${rest}`,
  "one name many times": (bytes) => `${many(() => "a=1", bytes).join("&")}&${rest}`,
  "many %": (bytes) => `a=${fill("%41", bytes)}&${rest}`,
  "many broken %": (bytes) => `a=${fill("%%4", bytes)}&${rest}`,
  "many separators": (bytes) => `${fill("&=", bytes)}&${rest}`,
  "names that are nearly right": (bytes) =>
    `${many((i) => `userI${"d".repeat(i % 3)}${i % 7}=1`, bytes).join("&")}&${rest}`,
  "values that are nearly parameters": (bytes) => `a=${fill("%26useri", bytes)}&${rest}`,
};

/** Pastes of the kinds that the debugger reads. */
const pastes = {
  ...Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, (bytes) => `${url}?${query(bytes)}`])),
  "many lines": (bytes) => fill("a\n", bytes),
  "many headers": (bytes) => `GET /open/meeting/list?${rest} HTTP/1.1\n${fill("A: b\n", bytes)}`,
  "many signature headers": (bytes) => fill("X-Lti-Signature:\n", bytes),
  "headers that are nearly right": (bytes) => fill("X-Lti-Signatur: \n", bytes),
  "many commands": (bytes) => fill("curl -", bytes),
  "many calls of fetch": (bytes) => fill('fetch("a",', bytes),
  "deep objects": (bytes) => fill('{"request":', bytes),
  "deep objects with a url": (bytes) => fill('{"url":"/a","x":', bytes),
  "objects that are nearly responses": (bytes) => fill('{"status"', bytes),
  "open quotes": (bytes) => `curl ${fill("'\"", bytes)}`,
  "many URLs": (bytes) => fill("https://a ", bytes),
  "many cmdlets": (bytes) => fill("irm -Uri ", bytes),
  spaces: (bytes) => `X-Lti-Signature:${fill(" ", bytes)}`,
  "a long host": (bytes) => `https://${fill("a.", bytes)}/open/meeting/list?${rest}`,
  "a long path": (bytes) => `https://applications.zoom.us/${fill("ä", bytes)}?${rest}`,
};

const signatures = {
  "one long word": (bytes) => fill("A", bytes),
  "many %": (bytes) => fill("%41", bytes),
  "layers of %": (bytes) => fill("%2525252525252541", bytes),
  quotes: (bytes) => fill('"', bytes),
  spaces: (bytes) => `a${fill(" ", bytes)}b`,
  prefixes: (bytes) => fill("sha1=", bytes),
  hexadecimal: (bytes) => fill("0x-:a0", bytes),
  "a list of bytes": (bytes) => `[${fill("1,", bytes)}1]`,
  "base64 in base64": (bytes) => btoa(btoa(btoa(fill("HJbQ", bytes / 3)))),
};

const responses = {
  "short fields": (bytes) => many(row, bytes).join(","),
  "a long topic": (bytes) => row(1, fill("x", bytes)),
  "a long topic, not ASCII": (bytes) => row(1, fill("ж", bytes)),
  escapes: (bytes) => row(1, fill("\\u0416", bytes)),
  "lone surrogates": (bytes) => row(1, fill("\\ud800", bytes)),
  "unknown fields": (bytes) => row(1, "t", many((i) => `,"f${i}":${i}`, bytes).join("")),
  "one unknown field many times": (bytes) => row(1, "t", fill(',"f":1', bytes)),
  "numbers as unknown names": (bytes) => row(1, "t", many((i) => `,"${4_000_000_000 - i * 997}":1`, bytes).join("")),
  "unknown fields in each meeting": (bytes) => many((i) => row(i, "t", ',"a":1,"b":[{}],"c":"x"'), bytes).join(","),
  "unknown fields in turn": (bytes) => many((i) => row(i, "t", i % 2 ? ',"a":1' : ',"b":{"c":[1]}'), bytes).join(","),
  "the same field many times": (bytes) => row(1, "t", fill(',"topic":"x"', bytes)),
  "a long number": (bytes) => row(1, "t", `,"f":1${fill("0", bytes)}`),
  "a long duration": (bytes) => row(1, "t").replace(`"duration":1`, `"duration":1${fill("0", bytes)}`),
  "open arrays": (bytes) => row(1, "t", `,"f":${fill("[", bytes)}`),
  "arrays in arrays, 100 deep": (bytes) =>
    row(1, "t", `,"f":[${many(() => "[".repeat(100) + "]".repeat(100), bytes).join(",")}]`),
  spaces: (bytes) => fill(" ", bytes) + row(1, "t"),
  "no JSON": (bytes) => fill("a", bytes),
  "a page": (bytes) => `<html>${fill("<p>", bytes)}`,
  "an error with a long message": (bytes) =>
    `{"status":false,"errorCode":"200","errorMessage":"${fill("(22", bytes)}"}`,
  "an error with many names": (bytes) => `{"status":false,${fill('"message":1,', bytes)}"errorCode":"200"}`,
  "an error, deep": (bytes) => `{"error":${fill('{"error":', Math.min(bytes, 800))}1`,
  "zones, each another": (bytes) => many((i) => row(i).replace("UTC", `Z${i}`), bytes).join(","),
};

/** Meetings that are expensive to write as a feed. */
const lists = {
  "many meetings": (bytes) => listOf((i) => ({ meetingId: `id${i}` }), bytes),
  "one meeting many times": (bytes) => listOf(() => ({}), bytes),
  "a series": (bytes) => listOf((i) => ({ startTime: startAt(i) }), bytes),
  "a series, the last first": (bytes) => listOf((i) => ({ startTime: startAt(-i) }), bytes),
  "one start, other titles": (bytes) => listOf((i) => ({ topic: `Algebra ${i}` }), bytes),
  "a long topic": (bytes) => [meeting({ topic: fill("x", bytes) })],
  "a long topic, not ASCII": (bytes) => [meeting({ topic: fill("ж", bytes) })],
  "a topic to escape": (bytes) => [meeting({ topic: fill(",", bytes) })],
  "a topic of line ends": (bytes) => [meeting({ topic: fill("\r\n", bytes) })],
  "a topic of control characters": (bytes) => [meeting({ topic: fill("\u0007", bytes) })],
  "a long meetingId": (bytes) => [meeting({ meetingId: fill("x", bytes) })],
  "a long startTime": (bytes) => [meeting({ startTime: `2026-12-01 10:00:00.${fill("1", bytes)}` })],
  "no fixed time": (bytes) => listOf((i) => ({ meetingId: `id${i}`, type: 3 }), bytes),
};

/** Lists of two days, which give the store much to do: [the earlier one, the later one]. */
const moves = {
  "a series that moved": (bytes) => [0.5, 0].map((hours) => listOf((i) => ({ startTime: startAt(i + hours) }), bytes)),
  "all titles changed": (bytes) => ["A", "B"].map((topic) => listOf((i) => ({ meetingId: `id${i}`, topic }), bytes)),
  "other meetings": (bytes) => ["a", "b"].map((id) => listOf((i) => ({ meetingId: `${id}${i}` }), bytes)),
  "one start, all titles changed": (bytes) =>
    ["A", "B"].map((topic) => listOf((i) => ({ topic: `${topic}${i}` }), bytes)),
};

function meeting(fields) {
  return { meetingId: "id==", topic: "Algebra", startTime: "2026-12-01 10:00:00", duration: 60, type: 2, ...fields };
}

/** Meetings of together `bytes` bytes of JSON. */
function listOf(fieldsOf, bytes) {
  return many((i) => JSON.stringify(meeting(fieldsOf(i))), bytes).map((text) => JSON.parse(text));
}

function startAt(hour) {
  return new Date(Date.UTC(2026, 11, 1) + hour * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}

function row(i, topic = "Algebra", more = "") {
  return (
    `{"meetingId":"id${i}==","meetingNumber":"${i}","hostId":"h","topic":"${topic}","startTime":"2022-08-04 10:00:00",` +
    `"duration":1,"timezone":"UTC","pmi":null,"type":2,"status":0${more}}`
  );
}

/** An array is a meeting list if it is empty or begins with a meeting. */
const bodyOf = (list) =>
  list === "" || list.trimStart().startsWith('{"meetingId"')
    ? `{"status":true,"result":{"pageNum":1,"pageSize":100,"total":1,"list":[${list}]}}`
    : list;

/** In bytes: for ordinary functions, for a query or a header, and for one call per user. */
const MIDDLE = [16, 64, 256].map((kilobytes) => kilobytes * 1024);
const SHORT = [1, 4, 16].map((kilobytes) => kilobytes * 1000);

/**
 * Each public function with its inputs: {name, sizes, shapes: {name: (bytes) => () => result}}. `sizes` are below the
 * function's limits; each is four times the previous one.
 */
export function subjects({ client, calendar, explain, testing }) {
  const of = (inputs, run) =>
    Object.fromEntries(
      Object.entries(inputs).map(([name, make]) => [
        name,
        (bytes) => {
          const input = make(bytes);
          return () => run(input);
        },
      ]),
    );
  const paramsOf = (query) => query.split("&").map((pair) => pair.split("=", 2).concat("").slice(0, 2));
  const params = Object.fromEntries(
    Object.entries(queries).map(([name, make]) => [name, (bytes) => paramsOf(make(bytes))]),
  );
  const lti = new client.LtiPro(credentials, { now });
  const text = of({ text: (bytes) => fill("a", bytes), "text, not ASCII": (bytes) => fill("ж", bytes) }, (input) =>
    lti.sign(input),
  );
  const response = (body) => async () => new Response(body, { headers: { "content-type": "application/json" } });
  const settled = { retries: 0, now };
  const query = { userId: "u" };
  const emulator = testing.createEmulator({ now });
  const signed = (userId = emulator.users[0].userId) => client.signRequest(emulator.credentials, { userId }, { now });

  const { calendarFeed, calendarResponse, nextChanges } = calendar;
  const name = "Classes";
  const feed = calendarFeed([meeting({})], { name, now });
  const all = [
    { name: "sign", shapes: of({ text: (bytes) => fill("a", bytes) }, (input) => client.sign(secret, input)) },
    {
      name: "sign, by its secret",
      shapes: of({ text: (bytes) => fill("a", bytes) }, (input) => client.sign(input, "m")),
    },
    { name: "LtiPro.sign", shapes: text },
    { name: "baseString", sizes: SHORT, shapes: of(params, (input) => client.baseString(input)) },
    {
      name: "signRequest",
      sizes: SHORT,
      shapes: of(params, (input) => client.signRequest(credentials, { path: "/a", params: input }, { now })),
    },
    {
      name: "signRequest, of a list",
      sizes: SHORT,
      shapes: of(
        { userId: (bytes) => fill("u", bytes), "userId of blanks": (bytes) => `a${fill(" ", bytes)}a` },
        (userId) => client.signRequest(credentials, { userId }, { now }),
      ),
    },
    {
      name: "signRequest, by its baseUrl",
      sizes: SHORT,
      shapes: of(
        {
          "a long path": (bytes) => `https://a/${fill("a/", bytes)}`,
          "a long host": (bytes) => `http://${fill("1.", bytes)}`,
        },
        (baseUrl) => client.signRequest(credentials, { userId: "u" }, { now, baseUrl }),
      ),
    },
    {
      name: "verify",
      sizes: SHORT,
      shapes: {
        ...of(queries, (input) =>
          client.verify({ url: `https://a/?${input}`, headers: { "x-lti-signature": signature } }, credentials, {
            now,
          }),
        ),
        ...of({ "a long header": (bytes) => fill("A", bytes) }, (header) =>
          client.verify({ url: `https://a/?${rest}`, headers: { "x-lti-signature": header } }, credentials, { now }),
        ),
        ...of(
          { "many headers": (bytes) => Object.fromEntries(many((i) => `h${i}`, bytes).map((name) => [name, "1"])) },
          (headers) => client.verify({ url: `https://a/?${rest}`, headers }, credentials, { now }),
        ),
      },
    },
    { name: "decodeMeetings", shapes: of(mapped(responses, bodyOf), (body) => client.decodeMeetings(body)) },
    {
      name: "listMeetings",
      shapes: of(mapped(responses, bodyOf), (body) =>
        client.listMeetings(credentials, query, { ...settled, fetch: response(body) }),
      ),
    },
    {
      name: "request",
      shapes: {
        ...of(mapped(responses, bodyOf), (body) =>
          client.request(credentials, { method: "GET", path: "/a" }, { ...settled, fetch: response(body) }),
        ),
        ...of({ "a long body": (bytes) => fill("ж", bytes) }, (body) =>
          client.request(
            credentials,
            { method: "POST", path: "/a", body: [body] },
            { ...settled, fetch: response("{}") },
          ),
        ),
      },
    },
    {
      name: "meetingStart",
      shapes: {
        ...of(
          {
            "a long fraction": (bytes) => `2022-08-04 10:00:00.${fill("1", bytes)}`,
            spaces: (bytes) => fill(" ", bytes),
          },
          (startTime) => client.meetingStart({ startTime, timezone: "UTC" }),
        ),
        ...of({ "a long zone": (bytes) => fill("A/", bytes) }, (timezone) =>
          client.meetingStart({ startTime: "2022-08-04 10:00:00", timezone }, { startTimeIn: "timezone" }),
        ),
      },
    },
    {
      name: "calendarFeed",
      shapes: {
        ...of(lists, (input) => calendarFeed(input, { name, now })),
        ...of({ "a long text": (bytes) => fill("x", bytes), "a text to escape": (bytes) => fill(";", bytes) }, (text) =>
          calendarFeed([meeting({})], { name: text, now, descriptionFor: () => text }),
        ),
        ...of({ "a long URL": (bytes) => `https://a/${fill("ж", bytes)}` }, (url) =>
          calendarFeed([meeting({})], { name, now, urlFor: () => url }),
        ),
      },
    },
    {
      name: "calendarFeed, with a store",
      shapes: of(
        mapped(lists, (list) => ({ list, changes: nextChanges(null, list, NOW) })),
        ({ list, changes }) => calendarFeed(list, { name, changes, now }),
      ),
    },
    {
      name: "nextChanges",
      shapes: {
        ...of(
          mapped(lists, (list) => ({ list, before: nextChanges(null, list, NOW) })),
          ({ list, before }) => nextChanges(before, list, NOW + 1),
        ),
        ...of(
          mapped(moves, ([earlier, list]) => ({ list, before: nextChanges(null, earlier, NOW) })),
          ({ list, before }) => nextChanges(before, list, NOW + 1),
        ),
      },
    },
    {
      name: "calendarResponse",
      sizes: SHORT,
      shapes: of(
        {
          "many entity tags": (bytes) => fill('"a", ', bytes),
          "open quotes": (bytes) => fill('"', bytes),
          "one long entity tag": (bytes) => `"${fill("a", bytes)}`,
          spaces: (bytes) => fill(" ", bytes),
        },
        (tags) => calendarResponse({ method: "GET", headers: { get: () => tags } }, feed),
      ),
    },
    {
      name: "explainSignature",
      shapes: of(pastes, (request) => explain.explainSignature({ request, signature, secrets: secret, now: NOW })),
    },
    {
      name: "explainSignature, by its signature",
      sizes: SHORT,
      shapes: of(signatures, (input) =>
        explain.explainSignature({ request: `${url}?${rest}&userId=u`, signature: input, secrets: secret, now: NOW }),
      ),
    },
    {
      name: "explainSignature, by its response",
      shapes: of(
        {
          "nearly a status": (bytes) => fill("status:", bytes),
          "nearly a detail": (bytes) => fill("(220", bytes),
          "many lines": (bytes) => fill("date\n", bytes),
          objects: (bytes) => fill('{"status"', bytes),
        },
        (response) => explain.explainSignature({ request: `${url}?${rest}&userId=u`, response, signature, now: NOW }),
      ),
    },
    {
      name: "explainSignature, by its secrets",
      sizes: [60, 240, 960],
      shapes: of(
        {
          "one long secret": (bytes) => fill("s", bytes),
          "many secrets": (bytes) => many((i) => `secret-number-${i}`, bytes),
        },
        (secrets) => explain.explainSignature({ request: `${url}?${rest}&userId=u`, signature, secrets, now: NOW }),
      ),
    },
    {
      name: "emulator.fetch",
      sizes: SHORT,
      shapes: {
        ...of(queries, (input) =>
          emulator.fetch(`https://a/api/v1/lti/rich/open/meeting/list?${input}`, {
            headers: { "X-Lti-Signature": signature },
          }),
        ),
        ...of({ "many headers": (bytes) => many((i) => `h${i}`, bytes).map((name) => [name, "1"]) }, (headers) =>
          emulator.fetch(signed().url, { headers }),
        ),
        ...of({ "a long target": (bytes) => `https://a${fill("//", bytes)}` }, (target) => emulator.fetch(target)),
        ...of({ "a long body": (bytes) => fill("[", bytes) }, (body) => {
          const { url, headers } = client.signRequest(emulator.credentials, { path: "/meeting/bulkImport" }, { now });
          return emulator.fetch(url, { method: "POST", headers, body });
        }),
      },
    },
    {
      name: "searchMistakes, 4000 of its hypotheses",
      sizes: [200, 800, 3200],
      shapes: of({ "one long value": (bytes) => fill("v", bytes), "many %": (bytes) => fill("%41", bytes) }, (value) =>
        explain.searchMistakes(
          { request: `${url}?${rest}&userId=${value}`, signature, secrets: secret, now: NOW },
          { maxHypotheses: 4000 },
        ),
      ),
    },
    {
      name: "LtiPro.meetings",
      shapes: of(
        {
          "pages of 5": (bytes) => pages(bytes, 5),
          "one page": (bytes) => pages(bytes, Infinity),
        },
        (fetch) => lti.meetings(query, { ...settled, fetch }).toArray(),
      ),
    },
    {
      name: "LtiPro.listMeetingsForUsers",
      sizes: SHORT,
      shapes: of({ "many users": (bytes) => many((i) => `user-${i}`, bytes) }, async (userIds) => {
        for await (const user of lti.listMeetingsForUsers(userIds, { ...settled, fetch: response(bodyOf("")) }))
          void user;
      }),
    },
  ];
  return all.map((subject) => ({ sizes: MIDDLE, ...subject }));
}

/** A server whose list has `bytes` bytes, in pages of `pageSize` rows. */
function pages(bytes, size) {
  const rows = many((i) => row(i), bytes);
  const bodies = new Map();
  return async (url) => {
    const { searchParams } = new URL(url);
    const pageNum = Number(searchParams.get("pageNum"));
    const pageSize = Math.min(size, Number(searchParams.get("pageSize")));
    const list = rows.slice((pageNum - 1) * pageSize, pageNum * pageSize);
    const total = rows.length;
    if (!bodies.has(pageNum))
      bodies.set(
        pageNum,
        JSON.stringify({
          status: true,
          result: { pageNum, pageSize, total, list: list.map((text) => JSON.parse(text)) },
        }),
      );
    return new Response(bodies.get(pageNum));
  };
}

function mapped(inputs, change) {
  return Object.fromEntries(Object.entries(inputs).map(([name, make]) => [name, (bytes) => change(make(bytes))]));
}

// Unusual requests: odd request lines, headers and bodies, always the same for a seed.

import { connect } from "node:net";
import { seeded } from "../runtimes/suite/samples.mjs";

const METHODS = "GET GET GET POST PUT DELETE PATCH HEAD OPTIONS CONNECT TRACE PROPFIND get G\0ET".split(" ");

const TARGETS = [
  ..."/ // /// //fault //[::1 //@ //a:b@c:99999 /\\ \\ ? # * /% /%00 /%ff /.. /./..// /fault#x".split(" "),
  ..."http:// http://[ http://: http://:80/ http://a:-1/ https://%00/ ftp://x data:, :80 a:443 fault".split(" "),
  ..."/fault /fault? /fault?kind /fault?kind=__proto__ /fault?kind=toString&__proto__=1".split(" "),
  ..."/fault?kind=html&times=1&body=%1b[2J%e2%80%ae /fault?kind=redirect&location=%0d%0a&times=2".split(" "),
  ..."/fault?kind=deep_nesting&depth=1e9&times=1 /fault?kind=oversized_body&bytes=1e18&times=1".split(" "),
  ..."/fault?kind=http_status&status=204&times=1 /fault?kind=http_status&retryAfter=%00&times=1".split(" "),
  ..."/fault?kind=truncated_body&times=0 /fault?kind=broken_body&times=2 /fault?kind=network&times=1".split(" "),
  ..."/fault?kind=api_error&status=599&errorMessage=%00&times=1 /fault?kind=delay&bodyMs=1e300&times=1".split(" "),
  "/api/v1/lti/rich/open/meeting/list",
  "/api/v1/lti/rich/open/meeting/list?key=%ff&userId=%00&timestamp=1e400",
  "/api/v1/lti/rich/open/meeting/list?%&&&==&key=a&key=b&__proto__=c",
  "/api/v1/lti/rich/meeting/bulkImport?key=k&timestamp=1&userId=u",
  "/api/v1/lti/rich/meeting/createAndAssociate",
  "/users",
  "/debug",
  "/debug/",
  "/api/meetings",
  "/api/meetings?userId=u&pageNum=-1&pageSize=1e9&isUpComing=maybe",
  "/api/meetings?userId=%ff%00&userId=&__proto__=1",
  "/api/meetings?userId=a%26b&pageNum=99999999999999999999",
  "/api/demo?%",
  `/${"a/".repeat(4000)}`,
  `/?${"x".repeat(20_000)}`,
];

const VERSIONS = ["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "", "HTTP/1.1 x", "ICY"];

const HEADERS = [
  ...["Host: a b", "Host: [", "Host: %00", "Host: 127.0.0.1:99999", "Host: localhost:x", "Host:", "Host: é"],
  ...["Content-Length: 5", "Content-Length: -1", "Content-Length: 1e9", "Content-Length: 99999999999999999999"],
  ...["Transfer-Encoding: chunked", "Transfer-Encoding: gzip", "Transfer-Encoding: chunked, chunked"],
  ...["Expect: 100-continue", "Expect: everything", "Connection: upgrade", "Upgrade: websocket", "Upgrade: h2c"],
  ...["X-Lti-Signature: ", "X-Lti-Signature: é\xff", `X-Lti-Signature: ${"A".repeat(27)}`, "X-Lti-Signature: a, b"],
  ...["Content-Type: multipart/form-data", "Content-Encoding: br", "Range: bytes=9-1", "Sec-Fetch-Site: cross-site"],
  ...[" folded: line", "no colon", ": no name", "a\0b: c", "Cookie: \x01", `Long: ${"y".repeat(9000)}`],
  ...["Access-Control-Request-Method: PUT", "Origin: null", "X-HTTP-Method-Override: PUT", "Trailer: Host"],
];

const BODIES = [
  "",
  "hello",
  "{",
  "[]",
  '[{"meetingId":"1","contextId":"c","domain":"d"}]',
  '{"__proto__":null}',
  "[".repeat(50_000),
  "5\r\nhello\r\n0\r\n\r\n",
  "fffffffffffffffff\r\n",
  "-1\r\n",
  "5;a=b\r\nhel",
  "0\r\nHost: x\r\n\r\n",
  "\0\xff\r\n\r\n",
  "GET // HTTP/1.1\r\nHost: x\r\n\r\nGET // HTTP/1.1\r\n\r\n",
];

/** The bytes of a request, one character for each, and how the connection ends. */
function oddRequest(random) {
  const one = (list) => list[Math.floor(random() * list.length)];
  const byte = () => String.fromCharCode(Math.floor(random() * 256));
  const noise = (length) => Array.from({ length }, byte).join("");
  const target = random() < 0.15 ? `/${noise(1 + Math.floor(random() * 20))}` : one(TARGETS);
  const headers = Array.from({ length: Math.floor(random() * 4) }, () => one(HEADERS));
  if (random() < 0.8) headers.push("Host: 127.0.0.1");
  const line = `${one(METHODS)} ${target} ${one(VERSIONS)}`;
  let text = `${[line, ...headers].join("\r\n")}\r\n\r\n${one(BODIES)}`;
  if (random() < 0.1) text = text.slice(0, Math.floor(random() * text.length));
  if (random() < 0.1) text = text.replace(/./s, byte);
  if (random() < 0.05) text = noise(200);
  return { text, end: one(["wait", "wait", "finish", "drop", "reset"]) };
}

/** Sends one. Resolves to the response, at the latest after `ms`. */
export function sendRaw(port, { text, end = "wait" }, ms = 100) {
  return new Promise((resolve) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(Buffer.from(text, "latin1"), () => {
        if (end === "finish") socket.end();
        if (end === "drop") socket.destroy();
        if (end === "reset") socket.resetAndDestroy();
      });
    });
    const limit = setTimeout(() => socket.destroy(), ms);
    socket.setEncoding("latin1").on("data", (data) => {
      received += data;
      // Only the status is read.
      if (end === "wait" && received.includes("\r\n\r\n")) socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(limit);
      resolve(received);
    });
  });
}

/** Sends `count` requests, some at a time. Resolves to each request with its status, or 0 without a response. */
export async function sendOdd(port, count, seed) {
  const random = seeded(seed);
  const requests = Array.from({ length: count }, () => oddRequest(random));
  const sent = [];
  const sender = async () => {
    for (let request = requests.pop(); request; request = requests.pop()) {
      const received = await sendRaw(port, request);
      sent.push({ text: request.text, status: Number(/^HTTP\/1\.\d (\d+)/.exec(received)?.[1] ?? 0) });
    }
  };
  await Promise.all(Array.from({ length: 24 }, sender));
  return sent;
}

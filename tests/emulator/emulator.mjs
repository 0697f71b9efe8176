// Shared by the tests of the emulator: requests signed by node:crypto, and a clock that always shows the time of the
// article's example.

import { createHmac } from "node:crypto";
import { createEmulator, EMULATOR_CREDENTIALS } from "zoom-lti-pro/testing";
import { articleResponse } from "../runtimes/suite/samples.mjs";

export const NOW = 1659605405120;
export const MINUTE = 60_000;
export const TEACHER = "_vIWeZ76TtuFceCKHkVk4Q";
export const PATH = "/api/v1/lti/rich/open/meeting/list";
export const ORIGIN = "https://applications.zoom.us";
export const SIGNATURE_ERROR = '{"status":false,"errorCode":"401","errorMessage":"Verify LTI signature failed(2203)."}';
export const now = () => NOW;

export const [ARTICLE_MEETING] = articleResponse.result.list;

export const emulatorAt = (options) => createEmulator({ now, ...options });

/** The parameters of a correct request, with changes. */
export const parameters = (changes) => ({
  isUpComing: "true",
  key: EMULATOR_CREDENTIALS.key,
  pageNum: "1",
  pageSize: "20",
  timestamp: String(NOW),
  userId: TEACHER,
  ...changes,
});

export const joined = (pairs) => pairs.map((pair) => pair.join("=")).join("&");

export function hmac(message, secret = EMULATOR_CREDENTIALS.secret) {
  return createHmac("sha1", secret).update(message).digest("base64url");
}

/** The arguments of `fetch`. Undefined values are omitted. `query` replaces the query in the URL. */
export function signed(changes, { secret, query } = {}) {
  const pairs = Object.entries(parameters(changes)).filter(([, value]) => value !== undefined);
  const message = joined(pairs.sort());
  return [`${ORIGIN}${PATH}?${query ?? message}`, { headers: { "X-Lti-Signature": hmac(message, secret) } }];
}

export const responseTo = async (emulator, changes) => (await emulator.fetch(...signed(changes))).json();
export const resultOf = async (emulator, changes) =>
  (await responseTo(emulator, { pageSize: "1000", ...changes })).result;
export const listOf = async (emulator, changes) => (await resultOf(emulator, changes)).list;

/** Both lists of the teacher. */
export const everything = async (emulator) => [
  ...(await listOf(emulator)),
  ...(await listOf(emulator, { isUpComing: "false" })),
];

export const timeOf = ({ startTime }) => Date.parse(`${startTime.replace(" ", "T")}Z`);
export const textOf = async (emulator, ...request) =>
  (await emulator.fetch(...(request.length ? request : signed()))).text();

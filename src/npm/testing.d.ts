/** The emulator entry, `zoom-lti-pro/testing`. */
import type { Emulator, EmulatorCredentials, EmulatorOptions, NodeHandler } from "./testing/types.js";

export type * from "./testing/types.js";

/**
 * Makes a server for tests that behaves as Zoom documents `GET /open/meeting/list`: it checks signatures, pages, and answers
 * errors in the documented shape. No network, no account.
 *
 * What Zoom does not document is chosen, and should not be relied on: a bad parameter is answered with errorCode `"400"` and
 * detail 9999, an unknown path with 404, another method with 405.
 *
 * @throws TypeError if `pageSize` or `maxRequests` is not a positive integer.
 * @throws LtiProError `invalid_argument` where the platform has no `Response` or `ReadableStream`, as in Jest's jsdom.
 * @example
 * const emulator = createEmulator();
 * const { list } = await listMeetings(
 *   emulator.credentials,
 *   { userId: emulator.users[0].userId },
 *   { fetch: emulator.fetch },
 * );
 */
export declare function createEmulator(options?: EmulatorOptions): Emulator;

/**
 * Serves an emulator from `node:http`. Request targets and headers are recorded as they came off the wire.
 *
 * @example
 * http.createServer(createNodeHandler(createEmulator())).listen(8080, "127.0.0.1");
 * // baseUrl: "http://127.0.0.1:8080/api/v1/lti/rich"
 */
export declare function createNodeHandler(emulator: Pick<Emulator, "fetch">): NodeHandler;

/**
 * The emulator's default key and secret. Of no use with Zoom.
 *
 * @example
 * const lti = new LtiPro(EMULATOR_CREDENTIALS, { fetch: createEmulator().fetch });
 */
export declare const EMULATOR_CREDENTIALS: EmulatorCredentials;

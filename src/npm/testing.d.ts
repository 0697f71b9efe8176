/** The emulator entry, `zoom-lti-pro/testing`. */
import type { Emulator, EmulatorCredentials, EmulatorOptions, NodeHandler } from "./testing/types.js";

export type * from "./testing/types.js";

/**
 * Makes a server for tests that behaves as Zoom documents its LTI Pro API. No network, no account. It serves `GET
 * /open/meeting/list`, `POST /meeting/bulkImport`, `PUT /meeting/bulkDisassociate` and `POST
 * /meeting/createAndAssociate`: it checks the signature, the parameters and the body, and responds in the documented
 * envelope. What was imported or created appears in the user's list, and what was disassociated vanishes from it, as
 * long as this emulator lives.
 *
 * What Zoom does not document is our choice; do not rely on it. A wrong parameter or body gives errorCode `"400"` and
 * detail 9999, an unknown path 404, another method 405. The `result` of a bulk call is `{ emulated: true, accepted,
 * refused }`, two lists of meeting numbers; that of `createAndAssociate` has nothing but the `id`.
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

/**
 * The emulator entry, `zoom-lti-pro/testing`.
 *
 * @module zoom-lti-pro/testing
 */
import type { Emulator, EmulatorCredentials, EmulatorOptions, NodeHandler } from "./testing/types.js";

export type * from "./testing/types.js";

/**
 * Makes a server for tests that behaves as Zoom documents its LTI Pro API. It needs no network and no account. It
 * serves `GET /open/meeting/list`, `POST /meeting/bulkImport`, `PUT /meeting/bulkDisassociate` and
 * `POST /meeting/createAndAssociate`. It checks the signature, the parameters and the body, and responds in the
 * documented envelope. Imported and created meetings appear in the user's list. Disassociated meetings disappear from
 * it. This state lasts as long as the emulator object.
 *
 * Where Zoom's documentation is silent, we chose the behavior; do not rely on it. A wrong parameter or body gives
 * errorCode `"400"` and detail 9999, an unknown path 404, another method 405. The `result` of a bulk call is
 * `{ emulated: true, accepted, refused }` with two lists of meeting numbers; that of `createAndAssociate`
 * has only the `id`.
 *
 * @throws TypeError if `pageSize` or `maxRequests` is not a positive integer.
 * @throws LtiProError `invalid_argument` if the platform has no `Response` or `ReadableStream`, as in Jest's jsdom.
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
 * Serves an emulator from `node:http`. Request targets and headers are recorded exactly as received.
 *
 * @example
 * http.createServer(createNodeHandler(createEmulator())).listen(8080, "127.0.0.1");
 * // baseUrl: "http://127.0.0.1:8080/api/v1/lti/rich"
 */
export declare function createNodeHandler(emulator: Pick<Emulator, "fetch">): NodeHandler;

/**
 * The emulator's default key and secret. Zoom does not accept them.
 *
 * @example
 * const lti = new LtiPro(EMULATOR_CREDENTIALS, { fetch: createEmulator().fetch });
 */
export declare const EMULATOR_CREDENTIALS: EmulatorCredentials;

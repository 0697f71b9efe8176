// The suite for every runtime: [name, async (context) => {…}]. The context is {lib, testing, explain, calendar,
// assert, runtime, server}. It imports nothing of Node.

import { boundary } from "./suite/boundary.mjs";
import { calendars } from "./suite/calendars.mjs";
import { calls } from "./suite/calls.mjs";
import { canary } from "./suite/canary.mjs";
import { decoding } from "./suite/decoding.mjs";
import { emulated } from "./suite/emulated.mjs";
import { emulatedWrites } from "./suite/emulated-writes.mjs";
import { eventUrls } from "./suite/event-urls.mjs";
import { explaining } from "./suite/explaining.mjs";
import { hostile } from "./suite/hostile.mjs";
import { paging } from "./suite/paging.mjs";
import { requestingOverHttp } from "./suite/request-http.mjs";
import { requesting } from "./suite/requesting.mjs";
import { resending } from "./suite/resending.mjs";
import { retrying } from "./suite/retrying.mjs";
import { signing } from "./suite/signing.mjs";
import { times } from "./suite/times.mjs";
import { verifying } from "./suite/verifying.mjs";

export const tests = [
  ...signing,
  ...verifying,
  ...decoding,
  ...times,
  ...calendars,
  ...eventUrls,
  ...emulated,
  ...emulatedWrites,
  ...calls,
  ...requesting,
  ...resending,
  ...requestingOverHttp,
  ...retrying,
  ...paging,
  ...explaining,
  ...hostile,
  ...boundary,
  ...canary,
];

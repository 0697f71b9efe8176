// The emulator on a port, in a process of its own. Its users have as many meetings as their names say, half of them
// past. Prints {emulator: port}.

import { createServer } from "node:http";
import { createEmulator, createNodeHandler } from "zoom-lti-pro/testing";
import { credentials } from "../whole/samples.mjs";
import { requestCounts } from "./counts.mjs";
import { feedOf, userOf } from "./meetings.mjs";

const HOUR_MS = 3_600_000;
const started = Date.now();

const meetings = requestCounts.flatMap((count) =>
  feedOf(count).meetings.map((meeting, i) => ({
    ...meeting,
    hostId: userOf(count),
    startTime: new Date(started + (i < count / 2 ? -2 - i : i) * HOUR_MS),
  })),
);

const server = createServer(createNodeHandler(createEmulator({ credentials, meetings })));
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1", () => console.log(`@@ports ${JSON.stringify({ emulator: server.address().port })}`));

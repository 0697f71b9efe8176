// Demo: emulated meetings. It needs no account, sends nothing to Zoom, and does not read .env.

import { createEmulator } from "zoom-lti-pro/testing";
import { printMeetings } from "./meetings.mjs";

const emulator = createEmulator();
const [{ userId, name }] = emulator.users;
console.log(`Demo: emulated meetings of ${name}, who does not exist.`);
await printMeetings(emulator.credentials, userId, { fetch: emulator.fetch });
console.log("For your own meetings: copy .env.example to .env, fill it in, and run `npm run meetings`.");

// Prints your upcoming meetings. Key, secret and your userId come from the file .env, or from the environment.

import { existsSync } from "node:fs";
import process from "node:process";
import { isLtiProError } from "zoom-lti-pro";
import { printMeetings } from "./meetings.mjs";

if (existsSync(".env")) process.loadEnvFile(".env");

const { LTI_KEY: key, LTI_SECRET: secret, ZOOM_USER_ID: userId, LTI_BASE_URL: baseUrl } = process.env;
const missing = Object.entries({ LTI_KEY: key, LTI_SECRET: secret, ZOOM_USER_ID: userId }).filter(([, text]) => !text);

if (missing.length > 0) {
  fail(
    `Not set up: ${missing.map(([name]) => name).join(", ")} must be set. Copy .env.example to .env and fill it in.`,
  );
} else {
  try {
    process.exitCode = await printMeetings({ key, secret }, userId, { baseUrl });
  } catch (error) {
    // Its message has no secret, signature or URL query. The message of another error might.
    if (!isLtiProError(error)) throw error;
    fail([`${error.code}: ${error.message}`, error.hint].filter(Boolean).join("\n"));
  }
}

function fail(text) {
  console.error(text);
  process.exitCode = 1;
}

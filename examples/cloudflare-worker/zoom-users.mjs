// Prints the users of your Zoom account as CSV, by Zoom's REST API: npm run -s zoom-users > users.csv
//
// It needs a Server-to-Server OAuth app with the scope user:read:list_users:admin, and its three values in zoom.env:
// ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET. It was not tested against Zoom.

import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

const { ZOOM_ACCOUNT_ID: account, ZOOM_CLIENT_ID: id, ZOOM_CLIENT_SECRET: secret } = process.env;
const oauth = process.env.ZOOM_OAUTH_URL ?? "https://zoom.us/oauth/token";

if (account && id && secret) await main();
else fail("Set ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET: see zoom.env.example.");

async function main() {
  try {
    const users = await allUsers();
    // Printed at once, so that a failure leaves no incomplete file that looks complete.
    process.stdout.write(
      ["Email,User ID", ...users.map(({ email, id }) => `${cell(email)},${cell(id)}`), ""].join("\r\n"),
    );
  } catch (error) {
    fail(error.message);
  }
}

async function allUsers() {
  const query = new URLSearchParams({ grant_type: "account_credentials", account_id: account });
  const basic = Buffer.from(`${id}:${secret}`).toString("base64");
  const token = await json(`${oauth}?${query}`, { method: "POST", headers: { Authorization: `Basic ${basic}` } });
  const headers = { Authorization: `Bearer ${token.access_token}` };
  const users = [];
  let next = "";
  do {
    const page = new URLSearchParams({ status: "active", page_size: "300", ...(next && { next_page_token: next }) });
    // Zoom says which regional host to use.
    const found = await json(`${token.api_url ?? "https://api.zoom.us"}/v2/users?${page}`, { headers });
    users.push(...found.users.filter((user) => user.email && user.id));
    next = found.next_page_token;
  } while (next);
  return users;
}

/** Waits and repeats a request that a rate limit refused. */
async function json(url, init, attempt = 1) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) });
  if (response.status === 429 && attempt < 5) {
    await sleep(1000 * (Number(response.headers.get("Retry-After")) || 2 ** attempt));
    return json(url, init, attempt + 1);
  }
  if (response.ok) return response.json();
  // The response says why, such as unsupported_grant_type. The URL is not shown: it has the account ID.
  throw new Error(`Zoom responded with status ${response.status}: ${(await response.text()).slice(0, 300)}`);
}

function cell(text) {
  return `"${text.replaceAll('"', '""')}"`;
}

function fail(text) {
  console.error(text);
  process.exitCode = 1;
}

// The table as tests in the form of the suite: [name, async ({lib, assert, server, runtime, note}) => …]. It imports
// nothing of Node.

import { credentials, numberOf, userId } from "./table/parts.mjs";
import { table } from "./table.mjs";

/** One retry, without a wait, and timeouts that a busy machine does not reach. */
const defaults = { retries: 1, timeoutMs: 8_000, deadlineMs: 12_000, random: () => 0 };

/** How late a call may end after its deadline on a busy machine. */
const graceMs = 3_000;

export const tests = [
  ...Object.entries(table).map(([name, row], index) => [name, (context) => check(row, index, context)]),
  [
    "no request at any redirect's target",
    async ({ assert, server }) => assert.equal((await ask(server, "/seen/none")).elsewhere, 0),
  ],
];

async function check(row, index, { lib, assert, server, runtime, note }) {
  const id = `${runtime.replace(/\W/g, "-")}-${Math.random().toString(36).slice(2)}`;
  const place = row.at ? (await ask(server, "/places"))[row.at] : server;
  const options = { ...defaults, ...row.options, baseUrl: `${place}/fault/${index}/${id}` };
  const found = await observe(lib, row, options);
  note(describe(found));
  const deadlines = row.call === undefined || row.call === "list" ? 1 : 10;
  assert.ok(found.ms < options.deadlineMs * deadlines + graceMs, `took ${found.ms} ms`);
  const expected = expectation(row, runtime);
  const problems = (expected.either ?? [expected]).map((one) => difference(one, found));
  if (problems.every((problem) => problem))
    assert.fail(`${problems.join("; or ")}: ${describe(found)}${found.error ? `, ${found.error.message}` : ""}`);
  await assertNoConnection(server, id, assert);
}

export function expectation({ expect, on = {} }, runtime) {
  const own = Object.keys(on).find((name) => runtime.startsWith(name));
  return own ? on[own][0] : expect;
}

/** The result of a call: {rows, error, attempts, warnings, ms}. */
async function observe(lib, row, options) {
  const found = { rows: [], error: undefined, attempts: undefined, warnings: [], ms: 0 };
  const started = performance.now();
  const onWarning = ({ code }) => found.warnings.push(code);
  const abort = row.abortMs && AbortSignal.timeout(row.abortMs);
  try {
    await calls[row.call ?? "list"](lib, row, { ...options, onWarning, ...(abort && { signal: abort }) }, found);
  } catch (error) {
    if (!lib.isLtiProError(error)) throw error;
    found.error = error;
    found.attempts = error.attempts;
  }
  found.ms = Math.round(performance.now() - started);
  return found;
}

const owner = (row) => ({ ...credentials, secret: row.secret ?? credentials.secret });

const calls = {
  async list(lib, row, options, found) {
    const { list, meta } = await lib.listMeetings(owner(row), { userId }, options);
    found.rows.push(...list.map(numberOf));
    found.attempts = meta.attempts;
  },
  async twice(lib, row, options, found) {
    await calls.list(lib, row, options, found);
    await calls.list(lib, row, options, found);
  },
  async all(lib, row, options, found) {
    const zoom = new lib.LtiPro(owner(row), options);
    found.attempts = 0;
    for await (const { list, meta } of zoom.meetings({ userId, pageSize: 3 }).pages()) {
      found.rows.push(...list.map(numberOf));
      found.attempts = Math.max(found.attempts, meta.attempts);
    }
  },
  async users(lib, row, options, found) {
    const zoom = new lib.LtiPro(owner(row), options);
    for (const { meetings, error } of await zoom.listMeetingsForUsers(row.users, { pageSize: 3 }).toArray()) {
      found.rows.push(...(error ? [error.code] : meetings.map(numberOf)));
    }
  },
};

/** The difference from the expected fields as text, or "". */
function difference(expected, { rows, error, attempts, warnings, ms }) {
  const { rows: wanted = [], code, warning, atLeastMs = 0, ...fields } = expected;
  const found = { ...error, attempts };
  const wrong = Object.keys(fields).find((name) => fields[name] !== undefined && fields[name] !== found[name]);
  if (error?.code !== code) return `expected ${code ?? "a page"}`;
  if (String(rows) !== String(wanted)) return `expected the meetings ${wanted}`;
  if (wrong) return `expected ${wrong} ${fields[wrong]}, got ${found[wrong]}`;
  if (warning && !warnings.includes(warning)) return `expected the warning ${warning}`;
  return ms < atLeastMs ? `expected to take ${atLeastMs} ms` : "";
}

export function describe({ rows, error, attempts, warnings, ms }) {
  const what = [
    rows.length > 0 || !error ? `${rows.length} meetings` : "",
    error ? error.code : "",
    ...new Set(warnings),
    attempts > 1 ? `${attempts} attempts` : "",
  ];
  return `${what.filter(Boolean).join(", ")} (${(ms / 1000).toFixed(1)} s)`;
}

/** After a call the server has no open connection: requests are aborted and bodies are canceled. */
async function assertNoConnection(server, id, assert) {
  let open;
  for (let wait = 0; wait < 40; wait++) {
    open = (await ask(server, `/seen/${id}`)).open;
    if (open === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${open} connections are still open`);
}

/** Tries twice: a row may have broken the kept connection. */
async function ask(server, path) {
  const response = () => fetch(`${server}${path}`);
  return (await response().catch(response)).json();
}

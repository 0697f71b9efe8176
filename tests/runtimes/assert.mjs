// The assertions of the suite, for every runtime. It imports nothing of Node.

export class AssertionError extends Error {
  name = "AssertionError";
}

export function fail(message) {
  throw new AssertionError(message);
}

export function ok(value, message = `expected something true, got ${show(value)}`) {
  if (!value) fail(message);
}

export function equal(actual, expected, message = "") {
  if (!Object.is(actual, expected)) fail(`${message && `${message}: `}expected ${show(expected)}, got ${show(actual)}`);
}

/** Same structure, types and values. It ignores prototypes of plain objects, because realms differ. */
export function deepEqual(actual, expected, message = "") {
  const at = difference(actual, expected, "value");
  if (at) fail(`${message && `${message}: `}${at}`);
}

/** Runs `work`, which must throw an error that `matches` the expected one. Returns the error. */
export function throws(work, expected) {
  let result;
  try {
    result = work();
  } catch (error) {
    return matches(error, expected);
  }
  return fail(`expected an error, got ${show(result)}`);
}

/** Like `throws`, for a promise or a function that returns one. */
export async function rejects(work, expected) {
  let result;
  try {
    result = await (typeof work === "function" ? work() : work);
  } catch (error) {
    return matches(error, expected);
  }
  return fail(`expected a rejection, got ${show(result)}`);
}

/** `expected`: a RegExp for the message, an object of fields, or a function that returns true. */
function matches(error, expected) {
  if (expected instanceof RegExp)
    ok(expected.test(String(error?.message)), `expected a message like ${expected}, got ${show(error)}`);
  else if (typeof expected === "function")
    ok(expected(error), `this is not the error that was expected: ${show(error)}`);
  else if (expected)
    for (const [name, value] of Object.entries(expected))
      deepEqual(error?.[name], value, `error.${name} of ${show(error)}`);
  return error;
}

function difference(actual, expected, path) {
  if (Object.is(actual, expected)) return undefined;
  if (
    typeof actual !== "object" ||
    typeof expected !== "object" ||
    !actual ||
    !expected ||
    kind(actual) !== kind(expected)
  ) {
    return `${path}: expected ${show(expected)}, got ${show(actual)}`;
  }
  if (expected instanceof Date)
    return actual.getTime() === expected.getTime()
      ? undefined
      : `${path}: expected ${show(expected)}, got ${show(actual)}`;
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
  if (Array.isArray(expected) && actual.length !== expected.length)
    return `${path}.length: expected ${expected.length}, got ${actual.length}`;
  for (const key of keys) {
    if (!Object.hasOwn(actual, key)) return `${path}.${key}: missing, expected ${show(expected[key])}`;
    if (!Object.hasOwn(expected, key)) return `${path}.${key}: not expected, got ${show(actual[key])}`;
    const found = difference(actual[key], expected[key], `${path}.${key}`);
    if (found) return found;
  }
}

function kind(value) {
  return Object.prototype.toString.call(value);
}

export function show(value) {
  if (value instanceof Error || kind(value) === "[object Error]")
    return `${value.name}: ${value.message}${value.code ? ` (${value.code})` : ""}`;
  if (
    typeof value === "bigint" ||
    typeof value === "function" ||
    typeof value === "symbol" ||
    value === undefined ||
    Object.is(value, -0)
  )
    return Object.is(value, -0) ? "-0" : String(value);
  try {
    return JSON.stringify(value).slice(0, 500);
  } catch {
    return kind(value);
  }
}

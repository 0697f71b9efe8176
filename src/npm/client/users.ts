/** The meetings of many users, a few at a time. */
import type { CallHandle } from "./call.js";
import { invalidArgument, LtiProError } from "../public/error.js";
import { listen, readSignal, wholeNumber } from "./options.js";
import { cancellable } from "./paging.js";
import type { AllMeetings, UserMeetingList, UserMeetings, UsersOptions } from "../public/types.js";

/** Reads all meetings of one user. */
export type ListUser = (userId: string, handle: CallHandle) => Promise<AllMeetings>;

const DEFAULT_CONCURRENCY = 4;
const MAX_CONCURRENCY = 32;

type UserIds = Iterable<string> | AsyncIterable<string>;

/** Not a class, for the same reason as `allMeetings`. */
export function manyUsers(list: ListUser, userIds: UserIds, options: UsersOptions): UserMeetingList {
  return {
    [Symbol.asyncIterator]() {
      return cancellable(async function* (handle): AsyncGenerator<UserMeetings, void, undefined> {
        for await (const { result } of readAll(list, userIds, options, handle)) yield result;
      });
    },
    async toArray() {
      const results: UserMeetings[] = [];
      for await (const { place, result } of readAll(list, userIds, options, {})) results[place] = result;
      return results;
    },
  };
}

/** Returns each result with the index of its user. */
async function* readAll(
  list: ListUser,
  userIds: UserIds,
  options: UsersOptions,
  handle: CallHandle,
): AsyncGenerator<Read, void, undefined> {
  const concurrency = wholeNumber("concurrency", options.concurrency ?? DEFAULT_CONCURRENCY, 1, MAX_CONCURRENCY);
  const signal = readSignal(options.signal);
  const ids = iterate(readIds(userIds));
  const running = new Map<number, Reading>();
  const cancelAll = () => running.forEach((reading) => reading.cancel());
  let asked: Promise<IteratorResult<string>> | undefined;
  let ended = false;
  try {
    for (let place = 0; ; ) {
      if (!ended && running.size < concurrency) asked ??= ids.next();
      const waits: Promise<Read | IteratorResult<string>>[] = [...running.values()].map(({ done }) => done);
      if (asked) waits.push(asked);
      if (waits.length === 0) return;
      const came = await untilStopped(Promise.race(waits), signal, handle, cancelAll);
      if ("result" in came) {
        running.delete(came.place);
        yield came;
      } else {
        asked = undefined;
        ended = came.done === true;
        if (!came.done) running.set(place, read(place++, came.value, list));
      }
    }
  } finally {
    cancelAll();
    // Without `await`: an iterable that never settles must not delay the caller.
    if (!ended) ids.return().catch(() => {});
  }
}

interface Read {
  place: number;
  result: UserMeetings;
}

interface Reading {
  done: Promise<Read>;
  cancel(): void;
}

/** Iterates over both kinds of iterables. */
async function* iterate(userIds: UserIds): AsyncGenerator<string, void, undefined> {
  yield* userIds;
}

function readIds(userIds: UserIds): UserIds {
  const isIterable =
    typeof userIds === "object" && userIds !== null && (Symbol.asyncIterator in userIds || Symbol.iterator in userIds);
  if (isIterable) return userIds;
  throw invalidArgument("userIds", "userIds must be an iterable of user IDs");
}

/** Settles as `promise` does, unless the caller's signal or `return` comes first. */
function untilStopped<T>(
  promise: Promise<T>,
  signal: ReturnType<typeof readSignal>,
  handle: CallHandle,
  cancelAll: () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let unlisten = () => {};
    const stop = (message: string, details = {}) => {
      unlisten();
      reject(new LtiProError("aborted", message, details));
    };
    handle.cancel = () => {
      cancelAll();
      stop("the call was canceled");
    };
    promise.then(resolve, reject).finally(() => unlisten());
    unlisten = listen(signal, () => stop("the call was aborted", { cause: signal?.reason }));
  });
}

function read(place: number, userId: string, list: ListUser): Reading {
  const handle: CallHandle = {};
  const all = async (): Promise<UserMeetings> => {
    try {
      return { userId, ...(await list(userId, handle)) };
    } catch (error) {
      return { userId, error: error as LtiProError };
    }
  };
  const cancel = () => {
    handle.over = true;
    handle.cancel?.();
  };
  return { done: all().then((result) => ({ place, result })), cancel };
}

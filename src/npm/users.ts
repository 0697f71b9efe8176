/** The meetings of many users, a few at a time. */
import { LtiProError } from "./error.js";
import { readSignal, wholeNumber } from "./options.js";
import { cancellable } from "./paging.js";
import type { Meeting, MeetingList, UserMeetingList, UserMeetings, UsersOptions } from "./types.js";

/** Everything of one user. */
export type ListUser = (userId: string) => MeetingList;

const USUAL_CONCURRENCY = 4;
const MOST_CONCURRENCY = 32;

type UserIds = Iterable<string> | AsyncIterable<string>;

export class ManyUsers implements UserMeetingList {
  readonly #list: ListUser;
  readonly #userIds: UserIds;
  readonly #options: UsersOptions;

  constructor(list: ListUser, userIds: UserIds, options: UsersOptions) {
    this.#list = list;
    this.#userIds = userIds;
    this.#options = options;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<UserMeetings> {
    return cancellable(async function* (this: ManyUsers, handle: { cancel?: (() => void) | undefined }) {
      for await (const [, result] of this.#results(handle)) yield result;
    }.bind(this));
  }

  async toArray(): Promise<UserMeetings[]> {
    const results: UserMeetings[] = [];
    for await (const [index, result] of this.#results({})) results[index] = result;
    return results;
  }

  /** Each result with the place of its user. */
  async *#results(handle: { cancel?: (() => void) | undefined }): AsyncGenerator<[number, UserMeetings], void, undefined> {
    const concurrency = wholeNumber("concurrency", this.#options.concurrency ?? USUAL_CONCURRENCY, 1, MOST_CONCURRENCY);
    const signal = readSignal(this.#options.signal);
    const running = new Map<number, Reading>();
    handle.cancel = () => running.forEach((reading) => reading.cancel());
    try {
      let place = 0;
      for await (const userId of this.#userIds) {
        running.set(place, read(place, userId, this.#list));
        place++;
        if (running.size >= concurrency) yield await next(running, signal);
      }
      while (running.size > 0) yield await next(running, signal);
    } finally {
      handle.cancel();
    }
  }
}

interface Reading {
  done: Promise<[number, UserMeetings]>;
  cancel(): void;
}

/** The first of those running to end. The caller's signal ends all of them: none is to blame for it. */
async function next(running: Map<number, Reading>, signal: ReturnType<typeof readSignal>): Promise<[number, UserMeetings]> {
  const result = await Promise.race([...running.values()].map(({ done }) => done));
  if (signal?.aborted) throw new LtiProError("aborted", "the call was aborted", { cause: signal.reason });
  running.delete(result[0]);
  return result;
}

function read(place: number, userId: string, list: ListUser): Reading {
  let pages: ReturnType<MeetingList["pages"]> | undefined;
  const all = async (): Promise<UserMeetings> => {
    const meetings: Meeting[] = [];
    try {
      pages = list(userId).pages();
      for await (const page of pages) for (const meeting of page.list) meetings.push(meeting);
      return { userId, meetings };
    } catch (error) {
      return { userId, error: error as LtiProError };
    }
  };
  return { done: all().then((result) => [place, result]), cancel: () => void pages?.return?.() };
}

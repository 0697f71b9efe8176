/** Which meetings are in a course, apart from the initial meetings. Kept in memory. */
import { identity, identityOf } from "./sample-meetings.js";
import { random } from "./random.js";
import type { EmulatorMeeting } from "./types.js";

/** An LMS course, with the API's field names. */
export interface Course {
  readonly domain: string;
  readonly contextId: string;
}

/** A meeting and its position, from which its default ids are made. */
export interface Placed {
  readonly meeting: EmulatorMeeting;
  readonly index: number;
}

export interface Courses {
  /** Adds a meeting that is in no course yet, and returns its number. */
  create(meeting: EmulatorMeeting): string;
  /**
   * Adds a meeting to a course. `make` is called for a number that was not added before. It returns null for an initial
   * meeting.
   */
  associate(meetingNumber: string, course: Course, make: () => EmulatorMeeting | null): void;
  /** Removes a meeting from a course. An initial meeting counts as being in any course. */
  disassociate(meetingNumber: string, course: Course): void;
  /** The meetings for lists: `first` without the removed ones, then the added ones. */
  listed(first: readonly EmulatorMeeting[]): readonly Placed[];
}

export function createCourses(): Courses {
  const removed = new Set<string>();
  const added = new Map<string, { meeting: EmulatorMeeting; courses: Set<string> }>();
  const add = (number: string, meeting: EmulatorMeeting) => added.set(number, { meeting, courses: new Set() });
  return {
    create(meeting) {
      const ids = identity(random(`created/${added.size}`));
      add(ids.meetingNumber, { ...meeting, ...ids });
      return ids.meetingNumber;
    },
    associate(number, course, make) {
      removed.delete(number);
      const meeting = added.has(number) ? null : make();
      if (meeting !== null) add(number, meeting);
      added.get(number)?.courses.add(keyOf(course));
    },
    disassociate(number, course) {
      const known = added.get(number);
      if (known) known.courses.delete(keyOf(course));
      else removed.add(number);
    },
    listed(first) {
      const placed = first.map((meeting, index) => ({ meeting, index }));
      const kept = removed.size === 0 ? placed : placed.filter((one) => !removed.has(identityOf(one).meetingNumber));
      const later = [...added.values()].filter(({ courses }) => courses.size > 0);
      return [...kept, ...later.map(({ meeting }, i) => ({ meeting, index: first.length + i }))];
    },
  };
}

const keyOf = ({ domain, contextId }: Course): string => JSON.stringify([domain, contextId]);

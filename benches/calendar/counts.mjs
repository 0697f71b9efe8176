// How many meetings are timed. No imports.

/** Meetings of a feed. */
export const counts = [20, 200, 1000, 5000];

/** Meetings of the user in a whole request, half of them past. */
export const requestCounts = [20, 200, 1000];

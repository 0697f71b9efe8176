// The requests of the calls and their expected results. No Node imports.

export const credentials = { key: "qAnfmSQeSeKWHOE19lwMYg", secret: "Zk3pTq8vW1xY5zB7nM9cD2fG4hJ6kL0s" };

/** Meetings per page. */
export const counts = [1, 20, 100, 1000];

/** How a response's body is sent. */
export const forms = ["Content-Length", "chunked", "gzip"];

/** The query for a page of `count` meetings. */
export function queryFor(count) {
  return { userId: "_vIWeZ76TtuFceCKHkVk4Q", isUpComing: true, pageNum: 1, pageSize: count };
}

/** Throws if the page differs from the one that the server sent. */
export function checkPage({ list }, count) {
  const { topic } = list.at(-1);
  if (list.length !== count || !topic.startsWith(`Course ${count - 1}: `))
    throw new Error(`${list.length} meetings instead of ${count}, the last "${topic}"`);
}

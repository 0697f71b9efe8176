// The code sample of the meetings page: a file of its own, highlighted when the page is built.

import hljs from "highlight.js/lib/core";
import typescript from "highlight.js/lib/languages/typescript";

hljs.registerLanguage("typescript", typescript);

const place = "<!-- sample -->";
/** The page shows the listed user here. */
const userId = /(<span class="hljs-string">&quot;)(_vIWeZ76TtuFceCKHkVk4Q)(&quot;<\/span>)/;

/** The page with the program in it. Throws if the page has no place for it, or the program does not name the user. */
export function withCodeSample(page, program) {
  const marked = hljs.highlight(program.trimEnd(), { language: "typescript" }).value;
  if (!page.includes(place)) throw new Error(`the meetings page has no ${place}`);
  if (!userId.test(marked)) throw new Error("the code sample has no userId as a string");
  const html = marked.replace(
    userId,
    (_, before, id, after) => `${before}<span id="sample-user-id">${id}</span>${after}`,
  );
  return page.replace(place, () => html);
}

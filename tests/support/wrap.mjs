// Prose of the pages that scripts write, in lines of at most 120 columns.

/** Words are cut at spaces, but not within `code`. `rest` begins each line after the first. */
export function wrap(text, rest = "") {
  const lines = [];
  for (const word of text.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    const line = lines.at(-1);
    if (line === undefined) lines.push(word);
    else if ([...line, " ", ...word].length <= 120) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(rest + word);
  }
  return lines.join("\n");
}

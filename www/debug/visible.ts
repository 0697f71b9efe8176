/** Shows all characters of a text: invisible ones get a name, and non-ASCII ones a mark. */
import { codePoint, INVISIBLE, shortName } from "../../src/npm/text/invisible.js";
import { h } from "../page/dom.js";

/** The text as nodes: runs of plain characters, and an element for each invisible or non-ASCII character. */
export function drawn(text: string): Node[] {
  const nodes: Node[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") nodes.push(document.createTextNode(plain));
    plain = "";
  };
  for (const character of text) {
    const mark = marked(character);
    if (mark === null) plain += character;
    else {
      flush();
      nodes.push(mark);
    }
  }
  flush();
  return nodes;
}

function marked(character: string): HTMLElement | null {
  const code = character.codePointAt(0) ?? 0;
  if (INVISIBLE.test(character))
    return h("span", { class: "invisible", title: codePoint(character) }, shortName(character) ?? codePoint(character));
  return code > 0x7e ? h("span", { class: "foreign", title: codePoint(character) }, character) : null;
}

/** A character in words: `“=”`, or its name if it is invisible. */
export function spoken(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (INVISIBLE.test(character)) return `${shortName(character) ?? "an invisible character"} (${codePoint(character)})`;
  return code > 0x7e ? `“${character}” (${codePoint(character)})` : `“${character}”`;
}

/** The names of a text's invisible characters, once each. Used for secrets, which are not shown. */
export function invisibleIn(text: string): string[] {
  return [...new Set([...text].filter((character) => INVISIBLE.test(character)).map(spoken))];
}

// Writes the sample of the debugger's page, explained by the page's own code, into its HTML. So the page shows a result
// before its script has loaded.

/** `texts` replace `{{name}}`; `output` are the elements of the result. Throws if a place or a text is missing. */
export function withSample(html, { texts, output }) {
  const left = new Set([...Object.keys(texts), "output"]);
  const filled = html.replaceAll(/\{\{(\w+)\}\}/g, (place, name) => {
    if (!left.delete(name)) throw new Error(`the debugger's page has ${place}, which the sample does not give once`);
    return name === "output" ? output.map((node) => node.outerHTML).join("") : escapeText(texts[name]);
  });
  if (left.size > 0) throw new Error(`the debugger's page has no {{${[...left].join("}}, {{")}}}`);
  return filled;
}

/** The part of `document` that the results use. Runs `work` with it. */
export async function withDocument(work) {
  const before = globalThis.document;
  globalThis.document = {
    createElement: (name) => new StaticElement(name),
    createTextNode: (text) => new StaticText(text),
  };
  try {
    return await work();
  } finally {
    globalThis.document = before;
  }
}

class StaticText {
  constructor(text) {
    this.text = text;
  }
  get outerHTML() {
    return escapeText(this.text);
  }
}

const VOID = new Set(["input", "wbr", "br"]);

class StaticElement {
  #attributes = new Map();
  #children = [];

  constructor(name) {
    this.name = name;
  }
  setAttribute(name, value) {
    this.#attributes.set(name, value);
  }
  append(...children) {
    this.#children.push(...children.map((child) => (typeof child === "string" ? new StaticText(child) : child)));
  }
  get outerHTML() {
    const attributes = [...this.#attributes].map(([name, value]) => ` ${name}="${escapeText(value)}"`).join("");
    const start = `<${this.name}${attributes}>`;
    if (VOID.has(this.name)) return start;
    // HTML drops a line feed at the start of `pre`.
    const inside = this.#children.map((child) => child.outerHTML).join("");
    return `${start}${this.name === "pre" && inside.startsWith("\n") ? "\n" : ""}${inside}</${this.name}>`;
  }
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeText(text) {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character]);
}

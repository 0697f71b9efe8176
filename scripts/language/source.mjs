// A textlint plugin for source files: it checks comments, strings and names.

import ts from "typescript";

/**
 * Strings without a space are skipped: they are keys, paths or codes. Names are checked if they start with a capital.
 */
const isText = (piece) => !/^(?:b?r?#*["'`]|\})/.test(piece) || /\S\s+\S/.test(piece);
const inRust =
  /\/\/.*|\/\*[\s\S]*?\*\/|\bb?r(#*)"[\s\S]*?"\1|b?"(?:\\[\s\S]|[^"\\])*"|b?'(?:\\[^']+|[^\\'\n])'|\b[A-Z]\w*/g;
const afterHash = /(?<=^|\s)#.*$/gm;

/** The texts of a source file, as [start, end]. */
export function texts(source, name) {
  const pattern = { rs: inRust, toml: afterHash, yml: afterHash, py: afterHash }[name.split(".").at(-1)];
  const all = pattern
    ? [...source.matchAll(pattern)].map(({ 0: { length }, index }) => [index, index + length])
    : inScript(source, name);
  const list = [];
  for (const [start, end] of all.filter((place) => isText(source.slice(...place)))) {
    const last = list.at(-1);
    if (last && goesOn(source, last, start)) last[1] = end;
    else list.push([start, end]);
  }
  return list;
}

function inScript(source, name) {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const found = new Map();
  const visit = (node) => {
    const comments = [
      ts.getLeadingCommentRanges(source, node.getFullStart()),
      ts.getTrailingCommentRanges(source, node.getEnd()),
    ];
    for (const { pos, end } of comments.flatMap((list) => list ?? [])) found.set(pos, end);
    const isName = ts.isIdentifier(node) && /^[A-Z]/.test(node.text);
    const isString = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
    if (isName || isString) found.set(node.getStart(file), node.getEnd());
    for (const child of node.getChildren(file)) if (child.kind !== ts.SyntaxKind.JSDoc) visit(child);
  };
  visit(file);
  return [...found].sort(([a], [b]) => a - b);
}

/** Consecutive comment lines are one text, and so are strings joined by a plus sign. */
function goesOn(source, [first, end], start) {
  const between = source.slice(end, start);
  const marks = source.slice(first, first + 2) + source.slice(start, start + 2);
  return /^(?:\/\/|#).*(?:\/\/|#)/.test(marks) ? /^\n[ \t]*$/.test(between) : /^\s*\+\s*$/.test(between);
}

/**
 * Replaces comment marks, quotes, escapes and `code` with characters that the rules ignore. The length stays the same.
 */
function plain(text) {
  const marks = /^[ \t]*(?:\/\/[/!]?|\/?\*+|#+)|\*\/$|["'`]\s*\+\s*["'`]|\\[nrt]|["`]/gm;
  const isComment = /^(?:\/\/|\/\*|#)/.test(text);
  const bare = isComment ? text.replace(/`[^`\n]+`/g, (code) => "_".repeat(code.length)) : text;
  return bare.replace(marks, (mark) => mark.replace(/[^\n]/g, " "));
}

/** A copy of the file in which everything except the texts is blank. textlint reads this copy. */
function parse(source, name) {
  const lines = [...source.matchAll(/^/gm)].map(({ index }) => index);
  const place = (at) => {
    const line = lines.findLastIndex((start) => start <= at);
    return { line: line + 1, column: at - lines[line] };
  };
  const places = texts(source, name);
  let text = source.replace(/[^\n]/g, " ");
  for (const [start, end] of places) text = text.slice(0, start) + plain(source.slice(start, end)) + text.slice(end);
  const node = (type, range, more) => {
    const loc = { start: place(range[0]), end: place(range[1]) };
    return { type, range, loc, raw: text.slice(...range), ...more };
  };
  const children = places.map((range) =>
    node("Paragraph", range, { children: [node("Str", range, { value: text.slice(...range) })] }),
  );
  return { text, ast: node("Document", [0, text.length], { children }) };
}

export class Processor {
  availableExtensions() {
    return [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".rs", ".toml", ".yml", ".py"];
  }

  processor() {
    return { preProcess: parse, postProcess: (messages, filePath) => ({ messages, filePath }) };
  }
}

// Adapts TypeDoc's pages to the demo: titles of documents, one header, no inline scripts and styles. It also writes
// llms.txt with links to these pages.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { Converter, KindRouter, PageEvent, RendererEvent } from "typedoc";
import { root } from "./paths.mjs";

/** The documents for developers of this package. The others are guides for its users. */
const project = ["ARCHITECTURE", "CHANGELOG", "CONTRIBUTING", "SECURITY"];
const readme = "README";

export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    document.frontmatter.group = project.includes(document.name) ? "Project" : "Guides";
    // GitHub shows the README under the package's name.
    if (document.name !== readme) document.name = titleOf(document);
  });
  app.renderer.defineRouter("plain", PlainRouter);
  let theme;
  app.renderer.on(PageEvent.END, (page) => {
    const { html, script } = adapted(page.contents, page.model.name === readme ? "README" : "Reference");
    page.contents = page.model.isProject() ? withoutPageNavigation(html) : html;
    theme = script;
  });
  app.renderer.on(RendererEvent.END, ({ outputDirectory, project: { documents = [] } }) => {
    const pages = documents.map((document) => [pathOf(app, document), app.renderer.router.getFullUrl(document)]);
    writeFileSync(join(outputDirectory, "llms.txt"), llms(new Map(pages), join(outputDirectory, "media")));
    writeFileSync(join(outputDirectory, "assets", "theme.js"), `${theme};\n${open}`);
  });
}

/** The Worker serves names without special characters. */
class PlainRouter extends KindRouter {
  getIdealBaseName(reflection) {
    return super.getIdealBaseName(reflection).replaceAll(/[^\w./-]/g, "");
  }
}

/** The first heading of a document as plain text. By default TypeDoc shows the name of the file. */
function titleOf({ name, content }) {
  const [, title] = /^\s*# +(.+)\n/.exec(content[0]?.text) ?? [];
  if (title === undefined) throw new Error(`${name} does not start with a heading`);
  return title.replaceAll("`", "");
}

/** The path of a document in the repository. */
function pathOf(app, document) {
  return relative(root, app.files.getReflectionPath(document)).replaceAll("\\", "/");
}

/** llms.txt for the demo. What is not a page, such as openapi.json, is copied to `media`. */
function llms(pages, media) {
  return readFileSync(join(root, "llms.txt"), "utf8").replaceAll(/(\]\()([^):]+)\)/g, (_, start, path) => {
    if (!pages.has(path)) copyFileSync(join(root, path), join(media, basename(path)));
    return `${start}/reference/${pages.get(path) ?? `media/${basename(path)}`})`;
  });
}

/** TypeDoc folds all groups of the navigation until somebody opens one. These two are open at first. */
const open = `for (const group of ["Modules", "Guides"]) localStorage["tsd-accordion-" + group] ??= "true";\n`;

/** A page that needs no inline script and no inline style: the policy of www/worker/headers.ts allows neither. */
function adapted(contents, current) {
  const [, base] = /data-base="([^"]*)"/.exec(contents);
  let script;
  const withoutScript = replaceOnce(contents, /<script>([\s\S]*?)<\/script>/, (_, text) => {
    script = text;
    return `<script src="${base}assets/theme.js"></script>`;
  });
  const withBrand = replaceOnce(withoutScript, /<a href="[^"]*" class="title">[^<]*<\/a>/, () => brand);
  const withIcon = replaceOnce(withBrand, "</head>", () => `${icon}</head>`);
  const html = replaceOnce(withIcon, /<div id="tsd-toolbar-links">[\s\S]*?<\/div>/, () => navigation(current));
  return { html: accessible(html).replaceAll(/ style="text-align:(right|center|left)"/g, ' class="align-$1"'), script };
}

/** The first page is the list of all pages, as the navigation is. */
function withoutPageNavigation(html) {
  const pattern =
    /<details open class="tsd-accordion tsd-page-navigation">[\s\S]*?(?=<\/div>\s*<div class="site-menu">)/;
  return replaceOnce(html, pattern, "");
}

/** Landmarks, and tables that scroll by the keyboard. The empty head of a column is not a heading. */
function accessible(html) {
  return html
    .replace('<div class="col-content">', '<div class="col-content" role="main">')
    .replace('<div class="col-sidebar">', '<div class="col-sidebar" role="complementary" aria-label="Navigation">')
    .replaceAll("<table>", '<table tabindex="0">')
    .replaceAll(/<th[^>]*><\/th>/g, "<td></td>");
}

const brand = `<a class="brand" href="/"><svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
<rect width="32" height="32" rx="8"/><path d="M9 10h14L9 22h14"/></svg>zoom-lti-pro</a>`;

const icon = `<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E
%3Crect width='32' height='32' rx='8' fill='%230b6478'/%3E%3Cpath d='M9 10h14L9 22h14' fill='none' stroke='%23fff'
 stroke-width='3.4' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E"/>`;

const links = {
  Meetings: "/",
  Debugger: "/debug/",
  Reference: "/reference/",
  README: "/reference/documents/README.html",
};

function navigation(current) {
  const all = Object.entries(links).map(([name, href]) => {
    const mark = name === current ? ' aria-current="page"' : "";
    return `<a href="${href}"${mark}>${name}</a>`;
  });
  return `<nav id="tsd-toolbar-links" aria-label="Pages">${all.join("")}</nav>`;
}

function replaceOnce(text, pattern, replacement) {
  if (text.search(pattern) < 0) throw new Error(`a page of TypeDoc has no ${pattern}`);
  return text.replace(pattern, replacement);
}

// The address of the repository: one setting, in package.json and Cargo.toml. Links of packed pages are made from it.

import { posix } from "node:path";

const example = "https://github.com/owner/zoom-lti-pro";
const address = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/;

/** What to do to set the address. */
export const setIt = `run "node scripts/release.mjs repository ${example}" with your address, and commit the changes`;

/** The address in the text of a package.json, or undefined. */
export function repositoryOf(manifest) {
  return JSON.parse(manifest).repository?.url?.replace(/^git\+|\.git$/g, "");
}

/** Both manifests with the address. */
export function withRepository({ manifest, cargo }, url) {
  if (!address.test(url)) throw new TypeError(`not an address such as ${example}: ${url}`);
  const before = JSON.parse(manifest);
  const own = { repository: { type: "git", url: `git+${url}.git` }, homepage: `${url}#readme`, bugs: `${url}/issues` };
  const lines = cargo.split("\n").filter((line) => !/^(repository|homepage) = /.test(line));
  lines.splice(lines.findIndex((line) => line.startsWith("license = ")) + 1, 0, `repository = "${url}"`);
  return { manifest: `${JSON.stringify({ ...before, ...own }, null, 2)}\n`, cargo: lines.join("\n") };
}

/** Why a release may not be made with these manifests, or undefined. `hosted` is the repository that runs this. */
export function repositoryProblem({ manifest, cargo }, hosted) {
  const url = repositoryOf(manifest);
  if (!url) return `package.json has no repository: ${setIt}.`;
  const crates = /^repository = "(.+)"$/m.exec(cargo)?.[1];
  if (crates !== url) return `package.json names the repository ${url}, Cargo.toml ${crates ?? "none"}: ${setIt}.`;
  if (hosted && url !== `https://github.com/${hosted}`)
    return `package.json names the repository ${url}, but this one is https://github.com/${hosted}: ${setIt}.`;
  return undefined;
}

/** Why a page, such as README.md, does not fit a release, or undefined. */
export function pageProblem(name, text) {
  const count = text.match(/not published yet|until the package is published/gi)?.length ?? 0;
  return count > 0 ? `${name} says ${count} times that the package is not published yet: remove that.` : undefined;
}

/** Code, which stays as it is; an image; the end of a link; a definition of a link. */
const places = [
  /^```[\s\S]*?^```$|`[^`]*`/,
  /(?<image>!\[[^\]]*\]\()(?<source>[^)\s]+)/,
  /(?<link>\]\()(?<target>[^)\s]+)/,
  /^(?<name>\[[^\]]+\]:\s*)(?<definition>\S+)/,
];
const anyPlace = new RegExp(places.map(({ source }) => source).join("|"), "gm");

/** A page with absolute links: to the files of a tag. `path` is the page's place in the repository. */
export function absoluteLinks(text, path, url, tag) {
  const to = (kind, link) => {
    if (/^([a-z][a-z+.-]*:|\/\/|#)/i.test(link)) return link;
    return `${url}/${kind}/${tag}/${posix.join(posix.dirname(path), link)}`;
  };
  return text.replaceAll(anyPlace, (all, ...rest) => {
    const { image, source, link, target, name, definition } = rest.at(-1);
    if (image) return image + to("raw", source);
    if (link) return link + to("blob", target);
    return name ? name + to("blob", definition) : all;
  });
}

// Makes www/fonts: for each script in the names and topics of the emulator, a font with only their glyphs. So the demo
// shows them on machines without such fonts. Run it after src/npm/testing/sample-data.ts has changed:
//
//   npm ci --prefix scripts/fonts && node scripts/fonts/make.mjs

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import subsetFont from "subset-font";
import { root } from "../lib/paths.mjs";

const require = createRequire(import.meta.url);
const folder = join(root, "www", "fonts");

/** A character belongs to the first script that it matches. Latin, Greek and Cyrillic are in each system's fonts. */
const scripts = [
  { name: "devanagari", of: /\p{Script=Devanagari}/u, file: "noto-sans-devanagari/devanagari-500" },
  { name: "arabic", of: /\p{Script=Arabic}/u, file: "noto-sans-arabic/arabic-500" },
  { name: "hebrew", of: /\p{Script=Hebrew}/u, file: "noto-sans-hebrew/hebrew-500" },
  { name: "korean", of: /\p{Script=Hangul}/u, file: "noto-sans-kr/korean-500" },
  { name: "japanese", of: /[\p{Script=Hiragana}\p{Script=Katakana}現代日本文学]/u, file: "noto-sans-jp/japanese-500" },
  { name: "chinese", of: /\p{Script=Han}/u, file: "noto-sans-sc/chinese-simplified-500" },
  // Zero-width joiners make one picture of several. In one color: the subsetter loses the tables of color fonts.
  { name: "emoji", of: /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d]/u, file: "noto-emoji/emoji-500" },
];

const { PEOPLE, TOPICS } = await sampleData();
const characters = [...new Set([...PEOPLE.map(({ name }) => name), ...TOPICS].join(""))].sort();
mkdirSync(folder, { recursive: true });
const faces = [];
const left = new Set(characters);
for (const { name, of, file } of scripts) {
  const own = [...left].filter((character) => of.test(character));
  for (const character of own) left.delete(character);
  const [packageName, part] = file.split("/");
  const path = `@fontsource/${packageName}/files/${packageName}-${part}-normal.woff2`;
  const font = await subsetFont(readFileSync(require.resolve(path)), own.join(""), { targetFormat: "woff2" });
  writeFileSync(join(folder, `${name}.woff2`), font);
  faces.push(face(name, own));
}
writeFileSync(join(folder, "fonts.css"), css(faces));
writeFileSync(join(folder, "LICENSE-OFL.txt"), license());

async function sampleData() {
  const entryPoints = [join(root, "src", "npm", "testing", "sample-data.ts")];
  const { outputFiles } = await build({ entryPoints, bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

function face(name, own) {
  const range = own.map((character) => `U+${character.codePointAt(0).toString(16).toUpperCase()}`).join(", ");
  return `@font-face {
  font-family: "Demo scripts";
  src: url("./${name}.woff2") format("woff2");
  font-weight: 100 900;
  font-display: swap;
  unicode-range: ${range};
}
`;
}

function css(all) {
  const note =
    "/* Written by scripts/fonts/make.mjs. The fonts have only the glyphs of the emulator's names and topics. */";
  return `${note}\n\n${all.join("\n")}`;
}

function license() {
  const names = scripts.map(({ file }) => file.split("/")[0]);
  const texts = names.map((name) => readFileSync(require.resolve(`@fontsource/${name}/LICENSE`), "utf8").trim());
  const used = `The fonts in this folder are parts of the Noto fonts, as published in npm's packages\n${[
    ...new Set(names),
  ]
    .map((name) => `@fontsource/${name}`)
    .join(", ")}.\n`;
  return `${used}\n${[...new Set(texts)].join("\n\n----\n\n")}\n`;
}

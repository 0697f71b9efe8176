// How often the package's wasm modules occur in the output of a bundler or dev server. Two copies would be two
// instances and twice the bytes.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const modules = ["client", "calendar", "explain"];

/**
 * Results for the report: each module exactly once in `files` ([[name, bytes]]), as `how` says: "inline", which needs
 * no support by the bundler, or as a "file".
 */
export function onceEach(files, installed, label, how) {
  return modules.map((module) => {
    const places = placesOf(files, wasmOf(installed, module));
    const error = `${places.length} copies of ${module}.wasm: ${places.join(", ") || "nowhere"}`;
    return {
      name: `${label}: one copy of ${module}.wasm, ${how}`,
      ok: places.length === 1 && places[0].endsWith(" (file)") === (how === "file"),
      error,
    };
  });
}

function wasmOf(installed, module) {
  return readFileSync(join(installed, "node_modules", "zoom-lti-pro", "dist", `${module}.wasm`));
}

/** As a separate file, or as base64 in another file. */
function placesOf(files, wasm) {
  const base64 = Buffer.from(wasm.toString("base64").replace(/=+$/, ""));
  return files.flatMap(([name, bytes]) => [
    ...(bytes.equals(wasm) ? [`${name} (file)`] : []),
    ...Array(countIn(bytes, base64)).fill(name),
  ]);
}

function countIn(bytes, part) {
  let count = 0;
  for (let at = bytes.indexOf(part); at >= 0; at = bytes.indexOf(part, at + part.length)) count++;
  return count;
}

/** Every file below a folder except source maps, as [path, bytes]. */
export function filesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".map"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => [path.slice(folder.length + 1), readFileSync(path)]);
}

import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";

/** Replaces a file in one step: no reader sees a part of it, and a failure leaves it as it was. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const found = await stat(target).catch(() => undefined);
  // A pipe or a device cannot be replaced, only written to.
  if (found && !found.isFile()) return writeFile(target, text);
  const draft = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { flag: "wx", ...(found && { mode: found.mode }) });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

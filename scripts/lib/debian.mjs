// Installs Debian packages if this process may do so without a password.

import { say } from "./log.mjs";
import { ask, run, which } from "./run.mjs";

/** Works as root, or with the passwordless sudo of CI services. Elsewhere it does nothing. */
export async function installDebian(...packages) {
  const isRoot = process.getuid?.() === 0;
  if (!which("apt-get") || !(isRoot || (process.env.CI && ask("sudo", ["-n", "true"]) !== undefined))) return;
  say(`· Installing ${packages.join(", ")} with apt-get (once per machine)`);
  const command = [...(isRoot ? [] : ["sudo", "-n"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  const [program, ...first] = [...command, "-o", "DPkg::Lock::Timeout=300"];
  const apt = (...args) =>
    run(program, [...first, ...args], { label: `apt-get ${args[0]}`, quiet: true, timeoutMs: 8 * 60_000 });
  await apt("update");
  await apt("install", "-y", "--no-install-recommends", ...packages);
}

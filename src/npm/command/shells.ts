/** Setting environment variables in the shells of this platform. */

interface Shell {
  readonly name: string;
  set(variable: string, value: string): string;
}

const POSIX: Shell = { name: "Bash or Zsh", set: (variable, value) => `export ${variable}=${value}` };
const POWERSHELL: Shell = { name: "PowerShell", set: (variable, value) => `$env:${variable} = "${value}"` };
/** The quotes keep a space before the next command out of the value. */
const CMD: Shell = { name: "cmd.exe", set: (variable, value) => `set "${variable}=${value}"` };

export const SHELLS: readonly Shell[] = [POSIX, POWERSHELL, CMD];

/** The shells that people use on this platform. */
export function shellsHere(): readonly Shell[] {
  return process.platform === "win32" ? [POWERSHELL, CMD] : [POSIX];
}

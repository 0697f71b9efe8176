/** The help, generated from the definitions of the commands. */
import { COMMON } from "./arguments.js";
import type { Printer } from "./io.js";
import { NOT_VALID, type Command, type Option } from "./command-definition.js";
import { SHELLS } from "./shells.js";

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  [
    "LTI_KEY, LTI_SECRET",
    "the key and the secret of the LTI credential. If one is missing, the command asks for it at the terminal, and " +
      "does not show the secret. They are never command-line arguments.",
  ],
  ["LTI_BASE_URL", "the base URL of a server other than Zoom's"],
  [
    "HTTPS_PROXY, NO_PROXY",
    "the proxy for requests, such as http://host:port, and the hosts to reach without it; needs Node 22.21 or later",
  ],
  ["NO_COLOR, FORCE_COLOR", "no colors; colors even if the output is not a terminal"],
];

const STATUS: readonly (readonly [string, string])[] = [
  ["0", "success"],
  ["1", "an error of the API or the network; explain: the signature is not shown to be correct"],
  NOT_VALID,
  ["3", "list with --all, --ics or --csv: the list may be incomplete"],
];

export function overview(commands: readonly Command[], out: Printer): void {
  out.paragraph("A client and signature debugger for Zoom's LTI Pro API.\n");
  heading("Usage", out);
  out.line("  npx zoom-lti-pro <command> [options]\n");
  section(
    "Commands",
    commands.map(({ name, summary }) => [name, summary]),
    out,
  );
  section(
    "Options",
    [
      ["--help", "show this help, or after a command its own: npx zoom-lti-pro list --help"],
      ["--version", "show the version"],
    ],
    out,
  );
  section("Environment", ENVIRONMENT, out);
  section(
    "Set the key and the secret",
    SHELLS.map(({ name, set }) => [name, [set("LTI_KEY", "…"), set("LTI_SECRET", "…")].join("\n")]),
    out,
  );
  section("Exit status", STATUS, out);
  examples(
    commands.flatMap((command) => command.examples.slice(0, 1)),
    out,
  );
}

export function commandHelp(command: Command, out: Printer): void {
  const { name, aliases = [], usage, about } = command;
  heading("Usage", out);
  for (const line of usage) out.line(`  npx zoom-lti-pro ${name} ${line}`);
  if (aliases.length > 0) out.line(`  (also: ${aliases.join(", ")})`);
  out.line();
  for (const text of about) out.paragraph(`${text}\n`);
  section("Options", Object.entries({ ...command.options, ...COMMON }).map(optionRow), out);
  section("Environment", command.environment, out);
  section("Exit status", command.status, out);
  examples(command.examples, out);
  out.line(`\n${out.paint("For all commands, see: npx zoom-lti-pro --help", "dim")}`);
}

function optionRow([name, { value, about }]: [string, Option]): [string, string] {
  return [`--${name}${value === undefined ? "" : ` <${value}>`}`, about];
}

function heading(title: string, out: Printer): void {
  out.line(out.paint(title, "bold"));
}

/** Names in a column with their meanings next to them, or below them if a name is long. */
function section(title: string, rows: readonly (readonly [string, string])[], out: Printer): void {
  if (rows.length === 0) return;
  heading(title, out);
  const widest = out.measure < NARROW ? NARROWEST : WIDEST;
  const column = Math.min(Math.max(...rows.map(([name]) => name.length)), widest) + 4;
  for (const [name, about] of rows) {
    const label = `  ${name}`;
    const [first = "", ...rest] = out.wrap(about, column).split("\n");
    const beside = label.length + 2 <= column;
    out.line(beside ? out.paint(label, "cyan") + first.slice(label.length) : `${out.paint(label, "cyan")}\n${first}`);
    for (const line of rest) out.line(line);
  }
  out.line();
}

const WIDEST = 22;
/** A narrow terminal has no room for a wide column of names. */
const NARROW = 60;
const NARROWEST = 8;

function examples(rows: readonly (readonly [string, string])[], out: Printer): void {
  heading("Examples", out);
  for (const [line, does] of rows) out.line(`  ${out.paint(`# ${does}`, "dim")}\n  ${line}`);
}

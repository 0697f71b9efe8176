// The command `npx zoom-lti-pro` on each version of Node: its tests with the installed tarball.

import { join } from "node:path";
import { consumerEnv } from "../lib/fixtures.mjs";
import { root } from "../../../scripts/lib/paths.mjs";
import { run } from "../../../scripts/lib/run.mjs";

export const rows = [20, 22, 24].map((major) => ({
  name: `cli-node${major}`,
  where: "Node",
  how: `${major}, the command \`npx zoom-lti-pro\``,
  run: (context) => onNode(context, major),
}));

async function onNode({ installed, nodes }, major) {
  const { version, path } = nodes.find((node) => node.major === major);
  const env = { ...consumerEnv(), ZOOM_LTI_PRO_INSTALLED: installed };
  const args = ["--test", "--test-reporter=tap", join(root, "tests", "command.test.mjs")];
  const output = await run(path, args, {
    cwd: root,
    env,
    label: "the command's tests",
    quiet: true,
    timeoutMs: 5 * 60_000,
  }).catch((error) => error.output ?? "");
  return { what: "its tests", version, results: results(output) };
}

/** The tests of a TAP report without their groups. A group ends with a plan. */
function results(output) {
  const lines = [...output.matchAll(/^ *(not )?ok \d+ - (.*?)( # SKIP.*)?\n(?: *---\n([\s\S]*?)\n *\.\.\.)?/gm)];
  return lines
    .filter(([, , , , details = ""]) => !/type: 'suite'/.test(details))
    .map(([, failed, name, , details]) => ({ name, ok: !failed, error: details }));
}

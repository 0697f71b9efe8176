// The timed groups: peers of a group do the same work. No Node imports.

import { body, mixNames } from "./bodies.mjs";
import { decodePeers, mainPeers, zodPeer } from "./peers/decode.mjs";
import { messages, signPeers } from "./peers/sign.mjs";

/** [{name, peers, inputs}]. `nodeCrypto`: node:crypto, if the runtime has it. */
export async function groups({ nodeCrypto } = {}) {
  const all = decodePeers();
  const some = [...mainPeers, zodPeer];
  const decode = (count, mix, peers) => ({
    name: `decode ${count}${mix === "ascii" ? "" : `, ${mix}`}`,
    peers,
    inputs: [body(count, mix)],
  });
  return [
    { name: "sign", peers: await signPeers({ nodeCrypto }), inputs: messages },
    decode(1, "ascii", all),
    decode(10, "ascii", some),
    decode(20, "ascii", all),
    decode(100, "ascii", some),
    decode(1000, "ascii", all),
    ...mixNames.filter((mix) => mix !== "ascii").map((mix) => decode(1000, mix, some)),
  ];
}

/** Runs each peer once and describes wrong results. All peers must agree on the documented fields. */
export async function check(all) {
  const problems = [];
  for (const { name: group, peers, inputs } of all) {
    const given = [];
    for (const { name, run } of peers) {
      try {
        given.push([name, group === "sign" ? await run(inputs[0]) : normal(run(inputs[0]), inputs[0])]);
      } catch (error) {
        problems.push(`${group}: ${name} throws: ${error?.stack ?? error}`);
      }
    }
    const expected = group === "sign" ? given.at(-1)?.[1] : normal({ list: inputs[0].meetings }, inputs[0]);
    for (const [name, value] of given) {
      if (value !== expected)
        problems.push(
          `${group}: ${name} gives ${String(value).slice(0, 200)} and not ${String(expected).slice(0, 200)}`,
        );
    }
  }
  return problems;
}

const documented = [
  "meetingId",
  "meetingNumber",
  "hostId",
  "topic",
  "startTime",
  "duration",
  "timezone",
  "pmi",
  "type",
  "status",
];

function normal({ list, total = list.length }, { meetings }) {
  if (total !== meetings.length) return `${total} meetings`;
  return JSON.stringify(list.map((meeting) => documented.map((name) => meeting[name])));
}

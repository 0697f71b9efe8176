// A suite in workerd. Its clock stops while code runs, so each request is one slice, and the caller measures it.

import { slice } from "../measure.mjs";

/** The Worker's handler. */
export function worker({ check, groups }) {
  let all;
  const fetch = async (request) => {
    all ??= await groups();
    const { searchParams } = new URL(request.url);
    if (searchParams.has("list"))
      return Response.json(all.map(({ name, peers }) => ({ name, peers: peers.map((peer) => peer.name) })));
    if (searchParams.has("check")) return Response.json({ problems: await check(all) });
    const [group, peer, count] = ["group", "peer", "count"].map((name) => Number(searchParams.get(name)));
    if (count > 0) await slice(all[group].peers[peer], all[group].inputs, count, () => 0);
    return new Response();
  };
  return { fetch };
}

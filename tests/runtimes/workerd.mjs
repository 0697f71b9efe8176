// The suite inside workerd (Cloudflare Workers), from the packed and installed package's `workerd` entries.

import { orFailure, report, withConsumer } from "./consumer.mjs";
import { runInWorkerd } from "./in-workerd.mjs";

report("workerd", await orFailure(() => withConsumer((consumer) => runInWorkerd(consumer))));

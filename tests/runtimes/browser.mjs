// The suite in a page of a real browser, from the packed and installed package's default entries.

import { orFailure, report, withConsumer } from "./consumer.mjs";
import { runInBrowser } from "./in-browser.mjs";

report("browser", await orFailure(() => withConsumer((consumer) => runInBrowser(consumer))));

import { entries } from "./entries.mjs";
import { reportPage } from "/tests/page.mjs";

addEventListener("message", (event) => event.waitUntil(reportPage(entries)));

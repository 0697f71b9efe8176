import { entries } from "./entries.mjs";
import { reportPage } from "/tests/page.mjs";

reportPage(entries);

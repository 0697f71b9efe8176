// The package's files by their paths: workers have no import map, and a strict policy forbids an inline one.

import * as lib from "/package/dist/index.js";
import * as calendar from "/package/dist/calendar.js";
import * as explain from "/package/dist/explain.js";
import * as testing from "/package/dist/testing.js";

export const entries = { lib, testing, explain, calendar };

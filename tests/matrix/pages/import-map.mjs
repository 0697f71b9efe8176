// The package's files by the import map of the page.

import * as lib from "zoom-lti-pro";
import * as calendar from "zoom-lti-pro/calendar";
import * as explain from "zoom-lti-pro/explain";
import * as testing from "zoom-lti-pro/testing";
import { reportPage } from "/tests/page.mjs";

reportPage({ lib, testing, explain, calendar });

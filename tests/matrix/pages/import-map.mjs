// The package's files as they are, found by the page's import map.

import * as lib from "zoom-lti-pro";
import * as explain from "zoom-lti-pro/explain";
import * as testing from "zoom-lti-pro/testing";
import { reportPage } from "/tests/page.mjs";

reportPage({ lib, testing, explain });

// The entry of a bundle for a page.

import * as lib from "zoom-lti-pro";
import * as calendar from "zoom-lti-pro/calendar";
import * as explain from "zoom-lti-pro/explain";
import * as testing from "zoom-lti-pro/testing";
import { reportPage } from "./page.mjs";

reportPage({ lib, testing, explain, calendar });

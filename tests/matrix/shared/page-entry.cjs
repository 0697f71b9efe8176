// The same by `require`.

const lib = require("zoom-lti-pro");
const calendar = require("zoom-lti-pro/calendar");
const explain = require("zoom-lti-pro/explain");
const testing = require("zoom-lti-pro/testing");
const { reportPage } = require("./page.mjs");

reportPage({ lib, testing, explain, calendar });

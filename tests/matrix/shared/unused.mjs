// It uses nothing of the package, so a bundle must contain nothing of it.

import { listMeetings, sign } from "zoom-lti-pro";
import { calendarFeed } from "zoom-lti-pro/calendar";
import { explainSignature } from "zoom-lti-pro/explain";
import { createEmulator } from "zoom-lti-pro/testing";

document.title = "shaken";

// Nothing of the package is used, so nothing of it may be left.

import { listMeetings, sign } from "zoom-lti-pro";
import { explainSignature } from "zoom-lti-pro/explain";
import { createEmulator } from "zoom-lti-pro/testing";

document.title = "shaken";

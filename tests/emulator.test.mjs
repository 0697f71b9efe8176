// The emulator (`zoom-lti-pro/testing`) behaves as Zoom documents. Requests are signed by node:crypto, so that client
// and emulator cannot share a mistake.

import "./emulator/lists.mjs";
import "./emulator/requests.mjs";
import "./emulator/meetings.mjs";
import "./emulator/faults.mjs";
import "./emulator/client.mjs";
import "./emulator/node.mjs";

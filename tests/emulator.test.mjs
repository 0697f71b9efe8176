// The emulator (`zoom-lti-pro/testing`) against Zoom's documentation. Requests are signed here with node:crypto, so
// that client and emulator cannot agree on a mistake.

import "./emulator/lists.mjs";
import "./emulator/requests.mjs";
import "./emulator/meetings.mjs";
import "./emulator/faults.mjs";
import "./emulator/client.mjs";
import "./emulator/node.mjs";

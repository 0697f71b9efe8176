import base64 from "#client-wasm";
import { create } from "../client.js";
import { compile } from "../inline.js";

export { isLtiProError, LtiProError, MeetingStatus, MeetingType } from "../client.js";
export const { baseString, decodeMeetings, listMeetings, LtiPro, meetingStart, sign, signRequest, verify } = create(() => compile(base64));

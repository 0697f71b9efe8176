import module from "./client.wasm";
import { create } from "../client.js";

export { isLtiProError, LtiProError, MeetingStatus, MeetingType } from "../client.js";
export const { baseString, decodeMeetings, listMeetings, LtiPro, meetingStart, sign, signRequest, verify } = create(() => module);

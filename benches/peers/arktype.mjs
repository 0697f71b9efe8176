// The documented response as a schema for arktype.

import { type } from "arktype";

export const arktypeResponse = type({
  status: "true",
  result: {
    pageNum: "number",
    pageSize: "number",
    total: "number",
    list: type({
      meetingId: "string",
      meetingNumber: "string",
      hostId: "string",
      topic: "string",
      startTime: "string | null",
      duration: "number",
      timezone: "string",
      pmi: "string | null",
      type: "number",
      status: "number",
    }).array(),
  },
});

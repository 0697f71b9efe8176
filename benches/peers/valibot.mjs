// The documented response as a schema for valibot.

import * as v from "valibot";

export const valibotResponse = v.object({
  status: v.literal(true),
  result: v.object({
    pageNum: v.number(),
    pageSize: v.number(),
    total: v.number(),
    list: v.array(
      v.object({
        meetingId: v.string(),
        meetingNumber: v.string(),
        hostId: v.string(),
        topic: v.string(),
        startTime: v.nullable(v.string()),
        duration: v.number(),
        timezone: v.string(),
        pmi: v.nullable(v.string()),
        type: v.number(),
        status: v.number(),
      }),
    ),
  }),
});

// The documented response as a schema for zod.

import * as z from "zod";

export const zodResponse = z.object({
  status: z.literal(true),
  result: z.object({
    pageNum: z.number(),
    pageSize: z.number(),
    total: z.number(),
    list: z.array(
      z.object({
        meetingId: z.string(),
        meetingNumber: z.string(),
        hostId: z.string(),
        topic: z.string(),
        startTime: z.nullable(z.string()),
        duration: z.number(),
        timezone: z.string(),
        pmi: z.nullable(z.string()),
        type: z.number(),
        status: z.number(),
      }),
    ),
  }),
});

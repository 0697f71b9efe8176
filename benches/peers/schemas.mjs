// The documented answer as each validator wants it.

import { type } from "arktype";
import Type from "typebox";
import { Compile } from "typebox/compile";
import * as v from "valibot";
import { z } from "zod";

export const zodAnswer = z.object({
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

export const valibotAnswer = v.object({
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

const textOrNull = Type.Union([Type.String(), Type.Null()]);

export const typeboxAnswer = Compile(
  Type.Object({
    status: Type.Literal(true),
    result: Type.Object({
      pageNum: Type.Number(),
      pageSize: Type.Number(),
      total: Type.Number(),
      list: Type.Array(
        Type.Object({
          meetingId: Type.String(),
          meetingNumber: Type.String(),
          hostId: Type.String(),
          topic: Type.String(),
          startTime: textOrNull,
          duration: Type.Number(),
          timezone: Type.String(),
          pmi: textOrNull,
          type: Type.Number(),
          status: Type.Number(),
        }),
      ),
    }),
  }),
);

export const arktypeAnswer = type({
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

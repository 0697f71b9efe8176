// The documented response as a schema for typebox.

import Type from "typebox";
import { Compile } from "typebox/compile";

const textOrNull = Type.Union([Type.String(), Type.Null()]);

export const typeboxResponse = Compile(
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

// The documented response as JSON Schema. ajv compiles it at bundle time, because workerd does not allow eval.

const text = { type: "string" };
const textOrNull = { type: ["string", "null"] };
const number = { type: "number" };

const closed = (properties) => ({ type: "object", properties, required: Object.keys(properties) });

export const responseSchema = closed({
  status: { const: true },
  result: closed({
    pageNum: number,
    pageSize: number,
    total: number,
    list: {
      type: "array",
      items: closed({
        meetingId: text,
        meetingNumber: text,
        hostId: text,
        topic: text,
        startTime: textOrNull,
        duration: number,
        timezone: text,
        pmi: textOrNull,
        type: number,
        status: number,
      }),
    },
  }),
});

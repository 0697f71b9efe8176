// docs/openapi.json: the API's four documented endpoints as OpenAPI 3.1, made of Rust's tables and the texts below.
// docs/http-api.md shows the same to people. `npm run generate` writes both.

import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { httpApi } from "./lib/http-api.mjs";
import { root } from "./lib/paths.mjs";

export const openapiFile = join(root, "docs", "openapi.json");
export const httpApiFile = join(root, "docs", "http-api.md");

/** The keyword that says what Zoom does not document. */
const unknown = (text) => ({ "x-unknown": text });

const article = (number) => `https://support.zoom.com/hc/en/article?id=zm_kb&sysparm_article=${number}`;

const about = `The LTI Pro API of Zoom lists, imports, removes and creates the course meetings of a Zoom user.

This description is not Zoom's. It was made from Zoom's support articles KB0065241, KB0066378, KB0065882 and KB0057989,
and was not tested against the live service. \`x-unknown\` marks what the articles do not say. Regional hosts, rate
limits and CORS are not documented.

Sign every request; see the security scheme \`ltiSignature\`.

A refusal may have the HTTP status 200. So read \`status\` in the body first: \`true\` means a result, \`false\` an
error.`;

const baseString =
  "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20&timestamp=1661494048201&userId=_vIWeZ76TtuFceCKHkVk4Q";

const signing = `The signature of the query. It is valid for 60 minutes after \`timestamp\`.

1. Take all query parameters that you send, \`key\` and \`timestamp\` included.
2. Sort them by name in ASCII order: upper case before lower case.
3. Join them as \`name=value\` with \`&\`. Do not percent-encode the values. This is the base string. It contains no
   path, method, host, \`?\` or body.
4. Compute HMAC-SHA1 of the base string. The key of the HMAC is the LTI secret.
5. Encode the 20 raw bytes of the digest, not their hexadecimal digits, as base64url without padding: 27 characters.
6. Percent-encode the values for the URL, and send the parameters in the same order.

The base string of Zoom's example, and its signature with the secret \`secret\`:

\`${baseString}\`

\`${createHmac("sha1", "secret").update(baseString).digest("base64url")}\`

URL and signature together are a credential for an hour: do not log both.`;

/** What the table of parameters does not say. */
const parameterTexts = {
  key: "The LTI key from the LTI Pro configuration page. It is not an OAuth client ID.",
  timestamp: "The current time in milliseconds since 1970.",
  userId: "The Zoom user ID, such as `_vIWeZ76TtuFceCKHkVk4Q`. It is not an e-mail address.",
  isUpComing: "`true`: upcoming meetings, by time. `false`: past meetings, latest first.",
  pageNum: "The page number. The first page is 1.",
  pageSize: "The number of meetings on a page. The server may use another number: see `pageSize` of the page.",
};

const fieldTexts = {
  userId: "The Zoom user ID of the owner of the meetings.",
  meetingList: "The meetings.",
  meetingId: "The meeting number: the `meetingNumber` of the meeting list, not its base64 `meetingId`.",
  contextId: "The LTI context ID of the course.",
  domain: "The domain of the LMS.",
  courseId: "The ID of the course. Only for calendar and conversations of Canvas.",
  meetingInfo: "The fields with which Zoom's REST API creates a meeting. Others than the topic are allowed.",
  topic: "The title of the meeting.",
};

const nullable = (type) => [type, "null"];
const integer = { type: "integer", format: "int64", minimum: 0 };

/** A meeting as sent. Only two fields are certain; the client makes the others null if they are missing. */
const meeting = ({ MeetingType, MeetingStatus }) => ({
  type: "object",
  description:
    "A meeting. Zoom's example has all fields except `timeZone`. Undocumented fields are possible: ignore them.",
  ...unknown("Which fields may be missing. Zoom's REST API omits duration and time zone of some meetings."),
  required: ["meetingId", "meetingNumber"],
  properties: {
    meetingId: { type: "string", minLength: 1, description: "Base64, which may contain `+`, `/` and `=`." },
    meetingNumber: { type: "string", minLength: 1, description: "The number that people enter to join." },
    hostId: { type: nullable("string"), description: "The Zoom user ID of the host." },
    topic: { type: nullable("string"), description: "The title." },
    startTime: {
      type: nullable("string"),
      description: "Such as `2022-08-04 10:00:00`.",
      ...unknown("Its time zone. Zoom's own example is in the future only if it is UTC."),
    },
    duration: { type: nullable("integer"), description: "Minutes." },
    timezone: {
      type: nullable("string"),
      description: "An IANA time zone name.",
      ...unknown("Its name: the article's example has `timezone`, its table `timeZone`. Accept both."),
    },
    timeZone: { type: nullable("string"), description: "See `timezone`." },
    pmi: {
      type: nullable("string"),
      description: "The personal meeting number if the meeting uses it. Then it equals `meetingNumber`.",
    },
    type: coded("type", MeetingType),
    status: coded("status", MeetingStatus),
  },
});

/** Other codes occur, so the documented ones are not an enumeration. */
function coded(name, values) {
  const list = Object.entries(values).map(([label, value]) => `${value} ${label}`);
  return {
    type: nullable("integer"),
    description: `The ${name} of the meeting: ${list.join(", ")}. Other codes are possible.`,
    "x-documented-values": values,
  };
}

const page = {
  type: "object",
  required: ["pageNum", "pageSize", "total", "list"],
  properties: {
    pageNum: { ...integer, description: "The number of the page." },
    pageSize: { ...integer, description: "The page size that the server used. It may differ from the requested one." },
    total: { ...integer, description: "The number of meetings on all pages." },
    list: { type: "array", items: ref("schemas/Meeting") },
  },
};

const refusal = {
  type: "object",
  description: "The server refused the request.",
  ...unknown("Other values than those of the example. Only 2203 and 2237 were ever seen as the number in the text."),
  required: ["status", "errorCode", "errorMessage"],
  properties: {
    status: { const: false },
    errorCode: { type: "string", description: "A number as text, such as `401`." },
    errorMessage: {
      type: "string",
      description: "A sentence that ends with a number in parentheses. 2203: the signature is wrong, for any reason.",
    },
    result: {
      description: "Only `createAndAssociate` is known to send one: the meeting exists, but in no course.",
      ...unknown("Its content, except `id`."),
    },
  },
};

const refused = { status: false, errorCode: "401", errorMessage: "Verify LTI signature failed(2203)." };

const listed = {
  status: true,
  result: {
    pageNum: 1,
    pageSize: 12,
    total: 1,
    list: [
      {
        meetingId: "UxDWPuPdT1OBudHV56kYJQ==",
        meetingNumber: "86756778157",
        hostId: "_vIWeZ76TtuFceCKHkVk4Q",
        topic: "Alpha DevA Course1",
        startTime: "2022-08-04 10:00:00",
        duration: 60,
        timezone: "Asia/Shanghai",
        pmi: null,
        type: 3,
        status: 0,
      },
    ],
  },
};

const inCourse = { meetingId: "86756778157", contextId: "context-1", domain: "lms.example.edu" };
const bulk = {
  description: "Zoom does not document the result. Keep it as it is.",
  ...unknown("All of it, also how the server reports that it refused some of the meetings."),
};
const bulkRequests = {
  list: { value: [inCourse] },
  ofUser: { value: { userId: "12dd589465Z=", meetingList: [inCourse] } },
};

/** What the table of endpoints does not say: the response, and an example of each body. */
const textsOf = (name) =>
  endpointTexts[name] ?? { schema: `${name[0].toUpperCase()}${name.slice(1)}Response`, result: unknown("All of it.") };

const endpointTexts = {
  meetingList: {
    text:
      "The past or upcoming meetings of a user that were scheduled in a course through LTI Pro, or imported into " +
      "one. For an unknown user ID the list is empty.",
    schema: "MeetingListResponse",
    result: ref("schemas/MeetingPage"),
    response: listed,
  },
  bulkImport: {
    text: "Imports meetings into courses. The body is a list of meetings, or a user with a list of meetings.",
    schema: "BulkImportResponse",
    result: bulk,
    requests: bulkRequests,
  },
  bulkDisassociate: {
    text: "Removes meetings from courses. The body is a list of meetings, or a user with a list of meetings.",
    schema: "BulkDisassociateResponse",
    result: bulk,
    requests: bulkRequests,
  },
  createAndAssociate: {
    text:
      "Creates a meeting in a course. Each call creates another meeting, so do not repeat it before you know that " +
      "the first one failed. Errors of the calendar of the LMS are not reported.",
    schema: "CreateAndAssociateResponse",
    result: {
      type: "object",
      ...unknown("All of it except `id`, which a public client reads."),
      properties: { id: { ...integer, description: "The number of the new meeting." } },
    },
    response: { status: true, result: { id: 86756778157 } },
    requests: {
      scheduled: {
        value: {
          userId: "_vIWeZ76TtuFceCKHkVk4Q",
          contextId: "context-1",
          domain: "lms.example.edu",
          meetingInfo: {
            topic: "Algebra",
            type: 2,
            start_time: "2026-10-12T08:00:00Z",
            duration: 60,
            timezone: "Europe/Berlin",
          },
        },
      },
    },
  },
};

function ref(place) {
  return { $ref: `#/components/${place}` };
}

/** The document as text. */
export async function openapi() {
  const tables = await load("generated/parameters.ts");
  const codes = await load("public/meeting-codes.ts");
  const { baseUrl, endpoints } = tables;
  const document = {
    openapi: "3.1.0",
    info: {
      title: "Zoom LTI Pro API",
      // The one in the base URL.
      version: "1",
      summary: "List, import, remove and create course meetings.",
      description: about,
      license: { name: "MIT or Apache 2.0", identifier: "MIT OR Apache-2.0" },
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: baseUrl, description: "The one documented host.", ...unknown("Regional hosts.") }],
    security: [{ ltiSignature: [] }],
    paths: Object.fromEntries(
      Object.entries(endpoints).map(([name, endpoint]) => [endpoint.path, pathItem(name, endpoint, tables)]),
    ),
    components: {
      securitySchemes: {
        ltiSignature: {
          type: "apiKey",
          in: "header",
          name: "X-Lti-Signature",
          description: signing,
        },
      },
      parameters: Object.fromEntries(tables.signingRules.map((rule) => [rule.name, parameter(rule, tables)])),
      responses: {
        Failure: {
          description:
            "Any other HTTP status. A refusal may come with it. HTML comes from a gateway. Repeat a GET after 429, " +
            "500, 502, 503 and 504. Repeat any other request only if it certainly had no effect.",
          ...unknown("Which statuses the API uses."),
          content: {
            "application/json": { schema: ref("schemas/Refusal"), example: refused },
            "text/html": { schema: { type: "string" } },
          },
        },
      },
      schemas: {
        Meeting: meeting(codes),
        MeetingPage: page,
        Refusal: refusal,
        ...Object.fromEntries(
          Object.keys(endpoints)
            .map(textsOf)
            .map((texts) => [texts.schema, success(texts)]),
        ),
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function success({ result }) {
  const isKnown = "$ref" in result;
  return {
    type: "object",
    required: isKnown ? ["status", "result"] : ["status"],
    properties: { status: { const: true }, result },
  };
}

function pathItem(name, { article: number, method, help, parameters, body }, tables) {
  const { text, schema, response, requests } = textsOf(name);
  const operation = {
    operationId: name,
    summary: help[0].toUpperCase() + help.slice(1),
    description: text,
    externalDocs: { description: `Zoom's article ${number}`, url: article(number) },
    parameters: [
      ...tables.signingRules.map((rule) => ref(`parameters/${rule.name}`)),
      ...parameters.map((rule) => parameter(rule, tables)),
    ],
    ...(body && { requestBody: requestBody(body, requests) }),
    responses: {
      200: {
        description: "The result, or a refusal. `status` says which.",
        content: {
          "application/json": {
            schema: { oneOf: [ref(`schemas/${schema}`), ref("schemas/Refusal")] },
            examples: { ...(response && { success: { value: response } }), refusal: { value: refused } },
          },
        },
      },
      default: ref("responses/Failure"),
    },
  };
  return { [method.toLowerCase()]: operation };
}

function parameter({ name, kind, min, max, required, default: sent }, { words }) {
  const schemas = {
    text: { type: "string", minLength: 1 },
    userId: { type: "string", minLength: 1 },
    boolean: { type: "boolean" },
    timestamp: integer,
    whole: { type: "integer", minimum: min, maximum: max },
  };
  const { example, help } = words[name];
  const isText = schemas[kind].type === "string";
  return {
    name,
    in: "query",
    required,
    description: parameterTexts[name] ?? help,
    schema: schemas[kind],
    example: isText ? example : JSON.parse(example),
    ...(sent && unknown(`Whether the server has a default. zoom-lti-pro sends ${sent} if no value is given.`)),
  };
}

function requestBody({ alone, fields }, examples) {
  const whole = objectOf(fields);
  const schema = alone ? { oneOf: [whole.properties[alone], whole] } : whole;
  return {
    required: true,
    description: "The body is not signed.",
    content: { "application/json": { schema, examples } },
  };
}

function objectOf(fields) {
  return {
    type: "object",
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
  };
}

function fieldSchema({ name, kind, required, max, fields }) {
  const description = fieldTexts[name];
  if (kind === "object") return { ...objectOf(fields), description };
  if (kind === "list") return { type: "array", description, maxItems: max, items: objectOf(fields) };
  const pattern = kind === "digits" ? "^[0-9]+$" : undefined;
  return { type: "string", description, minLength: required ? 1 : undefined, maxLength: max, pattern };
}

/** A file of src/npm that imports nothing. */
export async function load(name) {
  const { code } = await transform(readFileSync(join(root, "src", "npm", name), "utf8"), { loader: "ts" });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}

export async function writeOpenapi() {
  const text = await openapi();
  writeFileSync(openapiFile, text);
  writeFileSync(httpApiFile, httpApi(JSON.parse(text)));
}

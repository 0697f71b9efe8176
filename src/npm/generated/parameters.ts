/** Generated from src/parameters.rs and src/endpoints.rs by `npm run generate`. */

export interface Rule {
  readonly name: string;
  readonly kind: "text" | "userId" | "boolean" | "whole" | "timestamp";
  readonly min?: number;
  readonly max?: number;
  readonly required: boolean;
  /** The value that is sent if none is given. Without a default, the parameter is left out. */
  readonly default?: string;
}

export interface Words {
  readonly help: string;
  readonly example: string;
  /** The command's option. */
  readonly option: string;
}

/** A field of a body. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly kind: "text" | "digits" | "object" | "list";
  /** The maximum number of characters of a text, or of entries of a list. */
  readonly max?: number;
  /** Of an object, or of each object in a list. */
  readonly fields?: readonly Field[];
}

export interface Endpoint {
  /** Of Zoom's support. */
  readonly article: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** Below the base URL. */
  readonly path: `/${string}`;
  readonly help: string;
  /** The parameters of its query, besides `key` and `timestamp`. */
  readonly parameters: readonly Rule[];
  readonly body?: {
    /** The field whose value may also be the whole body. */
    readonly alone?: string;
    readonly fields: readonly Field[];
  };
}

/** The parameters of the meeting list, and what a value may be besides text: what the client needs. */
export const listTypes: readonly { name: string; type: "string" | "number" | "boolean" }[] = [
  { name: "userId", type: "string" },
  { name: "isUpComing", type: "boolean" },
  { name: "pageNum", type: "number" },
  { name: "pageSize", type: "number" },
];

/** The parameters of every signed request. */
export const signingRules: readonly Rule[] = [
  {
    name: "key",
    kind: "text",
    required: true,
  },
  {
    name: "timestamp",
    kind: "timestamp",
    required: true,
  },
];

export const words: Readonly<Record<string, Words>> = {
  userId: {
    help: "the Zoom user ID of the user (not an e-mail address)",
    example: "_vIWeZ76TtuFceCKHkVk4Q",
    option: "user",
  },
  isUpComing: {
    help: "past meetings, latest first (default: upcoming meetings, by time)",
    example: "true",
    option: "history",
  },
  pageNum: {
    help: "the number of the page",
    example: "1",
    option: "page-num",
  },
  pageSize: {
    help: "the number of meetings on a page",
    example: "20",
    option: "page-size",
  },
  key: {
    help: "the LTI key",
    example: "qAnfmSQeSeKWHOE19lwMYg",
    option: "key",
  },
  timestamp: {
    help: "milliseconds since 1970",
    example: "1661494048201",
    option: "timestamp",
  },
};

/** Where the API lives. */
export const baseUrl = "https://applications.zoom.us/api/v1/lti/rich";

export type EndpointName = "meetingList" | "bulkImport" | "bulkDisassociate" | "createAndAssociate";

export const endpoints: Readonly<Record<EndpointName, Endpoint>> = {
  meetingList: {
    article: "KB0065241",
    method: "GET",
    path: "/open/meeting/list",
    help: "a user's course meetings",
    parameters: [
      {
        name: "userId",
        kind: "userId",
        required: true,
      },
      {
        name: "isUpComing",
        kind: "boolean",
        required: false,
        default: "true",
      },
      {
        name: "pageNum",
        min: 1,
        kind: "whole",
        required: false,
        default: "1",
      },
      {
        name: "pageSize",
        min: 1,
        max: 1000,
        kind: "whole",
        required: false,
        default: "100",
      },
    ],
  },
  bulkImport: {
    article: "KB0066378",
    method: "POST",
    path: "/meeting/bulkImport",
    help: "import meetings into a course",
    parameters: [
      {
        name: "userId",
        kind: "userId",
        required: false,
      },
    ],
    body: {
      alone: "meetingList",
      fields: [
        { name: "userId", required: true, kind: "text" },
        {
          name: "meetingList",
          required: true,
          kind: "list",
          max: 400,
          fields: [
            { name: "meetingId", required: true, kind: "digits" },
            { name: "contextId", required: true, kind: "text" },
            { name: "domain", required: true, kind: "text" },
            { name: "courseId", required: false, kind: "text" },
          ],
        },
      ],
    },
  },
  bulkDisassociate: {
    article: "KB0065882",
    method: "PUT",
    path: "/meeting/bulkDisassociate",
    help: "remove meetings from a course",
    parameters: [
      {
        name: "userId",
        kind: "userId",
        required: false,
      },
    ],
    body: {
      alone: "meetingList",
      fields: [
        { name: "userId", required: true, kind: "text" },
        {
          name: "meetingList",
          required: true,
          kind: "list",
          max: 400,
          fields: [
            { name: "meetingId", required: true, kind: "digits" },
            { name: "contextId", required: true, kind: "text" },
            { name: "domain", required: true, kind: "text" },
            { name: "courseId", required: false, kind: "text" },
          ],
        },
      ],
    },
  },
  createAndAssociate: {
    article: "KB0057989",
    method: "POST",
    path: "/meeting/createAndAssociate",
    help: "create a meeting in a course",
    parameters: [],
    body: {
      fields: [
        { name: "userId", required: true, kind: "text" },
        { name: "contextId", required: true, kind: "text" },
        { name: "domain", required: true, kind: "text" },
        { name: "courseId", required: false, kind: "text" },
        {
          name: "meetingInfo",
          required: true,
          kind: "object",
          fields: [{ name: "topic", required: false, kind: "text", max: 200 }],
        },
      ],
    },
  },
};

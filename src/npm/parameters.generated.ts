/** Generated from src/parameters.rs by `npm run generate`: edit that file. */

export interface Rule {
  readonly name: string;
  readonly kind: "text" | "userId" | "boolean" | "whole" | "timestamp";
  readonly min?: number;
  readonly max?: number;
  readonly required: boolean;
  /** What is sent where no value is given; without a default the parameter is left out. */
  readonly default?: string;
}

export interface Words {
  readonly help: string;
  readonly example: string;
  /** The command's option. */
  readonly option: string;
}

/** The parameters of the meeting list, and what a value may be besides text: what the client needs. */
export const listTypes: readonly { name: string; type: "string" | "number" | "boolean" }[] = [
  { name: "userId", type: "string" },
  { name: "isUpComing", type: "boolean" },
  { name: "pageNum", type: "number" },
  { name: "pageSize", type: "number" },
];

/** The parameters of the meeting list. */
export const listRules: readonly Rule[] = [
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
    help: "Zoom's id of the user whose meetings to list, not an e-mail address",
    example: "_vIWeZ76TtuFceCKHkVk4Q",
    option: "user",
  },
  isUpComing: {
    help: "past meetings, latest first (without it: upcoming ones, by time)",
    example: "true",
    option: "history",
  },
  pageNum: {
    help: "which page",
    example: "1",
    option: "page-num",
  },
  pageSize: {
    help: "meetings a page",
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

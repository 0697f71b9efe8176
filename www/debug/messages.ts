/** The messages between the page and its worker. */
import type { Explanation, ExplainInput, SearchProgress } from "zoom-lti-pro/explain";

export type Request =
  | { id: number; kind: "explain" | "search"; input: ExplainInput }
  /** Ends the search with this id. The search then sends what it has found so far. */
  | { id: number; kind: "stop" };

export type Reply =
  | { id: number; kind: "done"; explanation: Explanation; ms: number }
  | { id: number; kind: "progress"; progress: SearchProgress }
  | { id: number; kind: "failed"; message: string };

/** What the page and its worker say to each other. */
import type { Explanation, ExplainInput, SearchProgress } from "zoom-lti-pro/explain";

export type Request =
  | { id: number; kind: "explain" | "search"; input: ExplainInput }
  /** Ends the search with this id; it answers with what it found until then. */
  | { id: number; kind: "stop" };

export type Reply =
  | { id: number; kind: "done"; explanation: Explanation; ms: number }
  | { id: number; kind: "progress"; progress: SearchProgress }
  | { id: number; kind: "failed"; message: string };

/** A question with its outcome. */
import { CANNOT_TELL, QUESTIONS, type OutcomeOf, type QuestionId } from "./outcomes.js";

export interface Finding {
  readonly id: QuestionId;
  /** The question in words. */
  readonly about: string;
  readonly outcome: string;
  /** The outcome in words. */
  readonly meaning: string;
  /** One short line. From responses it contains only names of fields and headers, codes and counts. */
  readonly evidence: string;
}

export function found<Id extends QuestionId>(id: Id, outcome: OutcomeOf<Id>, evidence: string): Finding {
  const { about, outcomes } = QUESTIONS[id];
  return { id, about, outcome, meaning: (outcomes as Record<string, string>)[outcome]!, evidence };
}

export function cannotTell(id: QuestionId, why: string): Finding {
  return { id, about: QUESTIONS[id].about, outcome: CANNOT_TELL, meaning: "cannot tell", evidence: why };
}

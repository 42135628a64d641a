import type { Answer } from "@smartcourse/contracts/assistant/schemas";
import type { Role } from "@smartcourse/contracts/define";
import type { Db } from "@smartcourse/platform/postgres";
import { askGraph } from "./ask-graph.ts";
import { begin } from "./ask-state.ts";
import { findScope } from "./assistant-store.ts";
import { openPorts, topK } from "./open-ports.ts";
import { recordQuestion } from "./record-question.ts";

/** A question about a course, and who asks. */
export interface Question {
  readonly question: string;
  readonly course_id: number;
  readonly asker: { readonly id: number; readonly role: Role };
  /** Gives the answer up. */
  readonly signal: AbortSignal;
}

/**
 * Answers from the material of the version in which the asker may ask, with sources; or that the course does not cover it.
 * @throws DomainError course.not_found, assistant.not_ready, assistant.unavailable
 */
export async function answerQuestion(
  db: Db,
  { question, course_id, asker, signal }: Question,
): Promise<Answer> {
  const started = performance.now();
  const scope = await findScope(db, course_id, asker);
  const { answer } = await askGraph(openPorts(db, signal), topK()).invoke(begin(question, scope));
  if (answer === undefined) throw new Error("The graph ended without an answer");
  const duration_ms = performance.now() - started;
  await recordQuestion(db, { scope, user_id: asker.id, answer, duration_ms });
  return answer;
}

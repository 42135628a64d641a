import type { Answer, streamEvents } from "@smartcourse/contracts/assistant/schemas";
import type { EventOf } from "@smartcourse/platform/edge/stream-events";
import type { Db } from "@smartcourse/platform/postgres";
import type { Question } from "./answer-question.ts";
import { askGraph } from "./ask-graph.ts";
import { type AskState, begin } from "./ask-state.ts";
import type { AssistantPorts } from "./assistant-ports.ts";
import { findScope } from "./assistant-store.ts";
import type { AnswerPiece } from "./cited-answer.ts";
import { openPorts, topK } from "./open-ports.ts";
import { recordQuestion } from "./record-question.ts";

type AnswerEvent = EventOf<typeof streamEvents>;

/**
 * The same answer as `answerQuestion` gives, as it is written.
 * @throws DomainError course.not_found, assistant.not_ready, assistant.unavailable
 */
export async function* streamAnswer(
  db: Db,
  { question, course_id, asker, signal }: Question,
): AsyncGenerator<AnswerEvent> {
  const started = performance.now();
  const scope = await findScope(db, course_id, asker);
  let asked: { answer: Answer; duration_ms: number } | undefined;
  try {
    for await (const event of answerEvents(begin(question, scope), openPorts(db, signal), topK())) {
      if (event.event === "done") asked = { answer: event.data, duration_ms: performance.now() - started };
      yield event;
    }
  } finally {
    // Also where the reader went as soon as she had it all.
    if (asked !== undefined) await recordQuestion(db, { scope, user_id: asker.id, ...asked });
  }
}

/**
 * Runs the graph as events: `sources` before the first token that needs them, and again, longer, whenever a later one needs
 * more; a `token` for each proved sentence; `done` with the whole answer. The tokens put together are the answer.
 */
export async function* answerEvents(
  state: AskState,
  ports: AssistantPorts,
  topK: number,
): AsyncGenerator<AnswerEvent> {
  let answer: Answer | undefined;
  let listed = 0;
  const stream = await askGraph(ports, topK).stream(state, { streamMode: ["custom", "values"] });
  for await (const [mode, part] of stream) {
    if (mode === "values") {
      answer = part.answer;
      continue;
    }
    const { text, sources } = part as AnswerPiece;
    if (sources.length > listed) yield { event: "sources", data: { sources: [...sources] } };
    listed = sources.length;
    yield { event: "token", data: { text } };
  }
  if (answer === undefined) throw new Error("The graph ended without an answer");
  if (!answer.answered) {
    yield { event: "sources", data: { sources: [] } };
    yield { event: "token", data: { text: answer.answer } };
  }
  yield { event: "done", data: answer };
}

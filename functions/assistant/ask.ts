import { ask } from "@smartcourse/contracts/assistant/routes";
import { answerQuestion } from "@smartcourse/core/assistant/answer-question";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

/** Below the route's 29 s. */
const deadlineMs = 24_000;

export const handler = endpoint(ask, ({ db, body, actor }) =>
  answerQuestion(db, { ...body, asker: actor, signal: AbortSignal.timeout(deadlineMs) }),
);

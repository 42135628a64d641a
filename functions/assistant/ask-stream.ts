import { askStream } from "@smartcourse/contracts/assistant/routes";
import { streamEvents } from "@smartcourse/contracts/assistant/schemas";
import { streamAnswer } from "@smartcourse/core/assistant/stream-answer";
import { streamEndpoint } from "@smartcourse/platform/edge/stream";

/** Below the route's 60 s. */
const deadlineMs = 50_000;

export const handler = streamEndpoint(askStream, streamEvents, ({ db, body, actor, signal }) =>
  streamAnswer(db, {
    ...body,
    asker: actor,
    signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
  }),
);

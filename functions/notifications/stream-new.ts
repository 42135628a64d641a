import { streamNew } from "@smartcourse/contracts/notifications/routes";
import { notificationEvents, streamSeconds } from "@smartcourse/contracts/notifications/schemas";
import { readLastEventId, streamNotifications } from "@smartcourse/core/notifications/stream-notifications";
import { streamEndpoint } from "@smartcourse/platform/edge/stream";

const pollMs = 2_000;

export const handler = streamEndpoint(streamNew, notificationEvents, ({ db, actor, request, signal }) =>
  streamNotifications(db, {
    reader: actor,
    lastSeen: readLastEventId(request.headers["last-event-id"]),
    pollMs,
    signal: AbortSignal.any([signal, AbortSignal.timeout(streamSeconds * 1_000)]),
  }),
);

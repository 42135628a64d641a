import { forgetSessions } from "@smartcourse/contracts/auth/tasks";
import { reconcileCachedSessions } from "@smartcourse/core/auth/forget-sessions";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(forgetSessions, ({ session_ids }) =>
  reconcileCachedSessions(postgres(), session_ids),
);

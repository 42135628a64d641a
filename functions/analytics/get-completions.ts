import { getCompletions as route } from "@smartcourse/contracts/analytics/routes";
import { getCompletions } from "@smartcourse/core/analytics/get-completions";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) =>
  getCompletions(db, query, actor, new Date()),
);

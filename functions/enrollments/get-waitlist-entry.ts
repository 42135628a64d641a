import { getWaitlistEntry as route } from "@smartcourse/contracts/enrollments/waitlist-routes";
import { getWaitlistEntry } from "@smartcourse/core/enrollments/read-waitlist";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, actor }) =>
  getWaitlistEntry(db, { id: params.id, student_id: actor.id }),
);

import { leaveWaitlist as route } from "@smartcourse/contracts/enrollments/waitlist-routes";
import { leaveWaitlist } from "@smartcourse/core/enrollments/leave-waitlist";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, params, actor }) => {
  await leaveWaitlist(tx, { id: params.id, student_id: actor.id });
  return undefined;
});

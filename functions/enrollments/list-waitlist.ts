import { listWaitlist as route } from "@smartcourse/contracts/enrollments/waitlist-routes";
import { listWaitlist } from "@smartcourse/core/enrollments/read-waitlist";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) => listWaitlist(db, actor.id, query));

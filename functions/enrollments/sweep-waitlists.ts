import { sweepWaitlists as contract } from "@smartcourse/contracts/enrollments/tasks";
import { sweepWaitlists } from "@smartcourse/core/enrollments/sweep-waitlists";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

/** Ends before the function does: the next sweep goes on. */
const sweepMs = 45_000;

export const handler = task(contract, async () => {
  await sweepWaitlists(postgres(), Date.now() + sweepMs);
});

import { checkProjections as contract } from "@smartcourse/contracts/analytics/tasks";
import { measureDrift } from "@smartcourse/core/analytics/check-projections";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, () => measureDrift(postgres()));

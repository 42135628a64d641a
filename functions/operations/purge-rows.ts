import { purgeRows as contract } from "@smartcourse/contracts/operations/tasks";
import { purgeRows } from "@smartcourse/core/operations/purge-rows";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, () => purgeRows(postgres()));

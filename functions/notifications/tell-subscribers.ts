import { tellSubscribers as contract } from "@smartcourse/contracts/notifications/tasks";
import { tellSubscribers } from "@smartcourse/core/notifications/tell-subscribers";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, (batch) => tellSubscribers(postgres(), batch));

import { recordFeedback as contract } from "@smartcourse/contracts/notifications/tasks";
import { recordFeedback } from "@smartcourse/core/notifications/record-feedback";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ body }) => recordFeedback(postgres(), body));

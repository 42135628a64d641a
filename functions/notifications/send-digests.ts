import { sendDigests as contract } from "@smartcourse/contracts/notifications/tasks";
import { sendDigests } from "@smartcourse/core/notifications/send-digests";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, () => sendDigests(postgres()));

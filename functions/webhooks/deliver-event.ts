import { deliverEvent as contract } from "@smartcourse/contracts/webhooks/tasks";
import { deliverEvent } from "@smartcourse/core/webhooks/deliver-event";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ delivery_id }, attempt) =>
  deliverEvent(postgres(), delivery_id, attempt),
);

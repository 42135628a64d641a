import { recordFeedback as contract } from "@smartcourse/contracts/notifications/tasks";
import { recordFeedback } from "@smartcourse/core/notifications/record-feedback";
import { continueTrace, within } from "@smartcourse/platform/invocation";
import { postgres } from "@smartcourse/platform/postgres";
import { eachRecord } from "@smartcourse/platform/task";

export const handler = eachRecord(contract, (record) =>
  within({ requestId: record.messageId, traceparent: continueTrace(undefined) }, () =>
    recordFeedback(postgres(), record.body),
  ),
);

import { receiveImport as contract } from "@smartcourse/contracts/transfer/tasks";
import { receiveImports } from "@smartcourse/core/transfer/receive-imports";
import { continueTrace, within } from "@smartcourse/platform/invocation";
import { postgres } from "@smartcourse/platform/postgres";
import { eachRecord } from "@smartcourse/platform/task";

export const handler = eachRecord(contract, (record) =>
  within({ requestId: record.messageId, traceparent: continueTrace(undefined) }, () =>
    receiveImports(postgres(), record.body),
  ),
);

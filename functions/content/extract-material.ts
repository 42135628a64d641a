import { extractMaterial as contract } from "@smartcourse/contracts/content/tasks";
import { extractUploads } from "@smartcourse/core/content/extract-uploads";
import { continueTrace, within } from "@smartcourse/platform/invocation";
import { postgres } from "@smartcourse/platform/postgres";
import { eachRecord, receiveCount } from "@smartcourse/platform/task";

export const handler = eachRecord(contract, (record) =>
  within({ requestId: record.messageId, traceparent: continueTrace(undefined) }, () =>
    extractUploads(postgres(), record.body, receiveCount(record) > contract.maxRetries),
  ),
);

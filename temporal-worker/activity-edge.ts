import type { Context } from "@temporalio/activity";
import { ApplicationFailure, CancelledFailure, defaultPayloadConverter } from "@temporalio/common";
import type { ActivityInterceptors } from "@temporalio/worker";
import { DomainError } from "@smartcourse/contracts/errors";
import { EmbeddingProviderError } from "@smartcourse/core/content/embedding-provider-error";
import { UnreadableFileError } from "@smartcourse/core/content/unreadable-file-error";
import { continueTrace, within } from "@smartcourse/platform/invocation";
import { log, logFields, measure } from "@smartcourse/platform/telemetry";
import { TranscriptionError } from "@smartcourse/platform/transcription";

/** The edge of every activity: its trace, one log line, its metrics, and what its failures mean to the engine. */
export function activityEdge({ info }: Context): ActivityInterceptors {
  const { activityType: activity, attempt } = info;
  const workflowId = info.workflowExecution?.workflowId ?? "none";
  return {
    inbound: {
      execute(input, next) {
        const header = input.headers["traceparent"];
        const trace: unknown = header === undefined ? undefined : defaultPayloadConverter.fromPayload(header);
        const traceparent = continueTrace(typeof trace === "string" ? trace : undefined);
        return within({ requestId: workflowId, traceparent }, async () => {
          const started = performance.now();
          const fields = { ...logFields(), workflow_id: workflowId, activity, attempt };
          try {
            const result = await next(input);
            log().info("activity.completed", fields);
            record(activity, "completed", started);
            return result;
          } catch (error) {
            log().warn("activity.failed", { ...fields, error: error as Error });
            record(activity, error instanceof CancelledFailure ? "cancelled" : "failed", started);
            throw toFailure(error);
          }
        });
      },
    },
  };
}

function record(activity: string, status: string, started: number): void {
  measure({ activity, status }, [
    ["activities_total", "Count", 1],
    ["activity_duration", "Milliseconds", performance.now() - started],
  ]);
}

/** A domain error is final, and its message is for people; so is what is said of a file, and of a provider. */
function toFailure(error: unknown): unknown {
  if (error instanceof DomainError) {
    return ApplicationFailure.create({ message: error.message, type: error.code, nonRetryable: true });
  }
  if (error instanceof EmbeddingProviderError) {
    const { message, permanent } = error;
    return ApplicationFailure.create({ message, type: "explained", nonRetryable: permanent });
  }
  if (error instanceof UnreadableFileError) {
    return ApplicationFailure.create({
      message: error.message,
      type: "material.refused",
      nonRetryable: true,
    });
  }
  if (error instanceof TranscriptionError) {
    const { message, permanent } = error;
    return ApplicationFailure.create({ message, type: "explained", nonRetryable: permanent });
  }
  return error;
}

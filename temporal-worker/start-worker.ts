import { NativeConnection, Worker } from "@temporalio/worker";
import { taskQueue } from "@smartcourse/contracts/define";
import { env, envNumber } from "@smartcourse/platform/env";
import { activityEdge } from "./activity-edge.ts";
import { type ActivityDependencies, createActivities } from "./activities.ts";
import { workflowBundle } from "./workflow-bundle.ts";

export interface RunningWorker {
  /** Rejects where the worker failed; resolves once it was stopped. */
  readonly ended: Promise<void>;
  /** Takes no more work, gives that under way fifteen seconds, and closes the connection. */
  stop(): Promise<void>;
}

/** Starts to run workflows and their activities; a test may give some that fail. Throws where Temporal does not answer. */
export async function startWorker(
  dependencies: ActivityDependencies,
  activities: object = createActivities(dependencies),
): Promise<RunningWorker> {
  const codePath = await workflowBundle();
  const connection = await NativeConnection.connect({ address: env("TEMPORAL_ADDRESS") });
  const worker = await Worker.create({
    connection,
    namespace: env("TEMPORAL_NAMESPACE"),
    taskQueue,
    workflowBundle: { codePath },
    activities,
    interceptors: { activity: [activityEdge] },
    maxConcurrentActivityTaskExecutions: 10,
    maxConcurrentWorkflowTaskExecutions: 20,
    // After how long the tasks of a worker that was killed go to another one.
    stickyQueueScheduleToStartTimeout: Math.max(1_000, 10_000 * envNumber("WORKFLOW_TIME_FACTOR")),
    shutdownGraceTime: "10s",
    shutdownForceTime: "15s",
  });
  const ended = run(worker, connection);
  return {
    ended,
    async stop() {
      if (worker.getState() === "RUNNING") worker.shutdown();
      await ended;
    },
  };
}

async function run(worker: Worker, connection: NativeConnection): Promise<void> {
  try {
    await worker.run();
  } finally {
    await connection.close();
  }
}

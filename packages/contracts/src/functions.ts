import type { Consumer, Dependency, Domain, Route, Task, WorkflowType } from "./define.ts";
import { functionName, functionPath } from "./define.ts";
import { functionSeconds } from "./task-time.ts";
import * as analyticsConsumers from "./analytics/consumers.ts";
import * as analyticsTasks from "./analytics/tasks.ts";
import * as authTasks from "./auth/tasks.ts";
import * as certificateTasks from "./certificates/tasks.ts";
import * as contentTasks from "./content/tasks.ts";
import * as contentWorkflows from "./content/workflows.ts";
import * as courseTasks from "./courses/tasks.ts";
import * as courseWorkflows from "./courses/workflows.ts";
import * as enrollmentTasks from "./enrollments/tasks.ts";
import * as enrollmentWorkflows from "./enrollments/workflows.ts";
import * as operationsTasks from "./operations/tasks.ts";
import * as notificationConsumers from "./notifications/consumers.ts";
import * as notificationTasks from "./notifications/tasks.ts";
import * as searchConsumers from "./search/consumers.ts";
import * as searchWorkflows from "./search/workflows.ts";
import * as transferTasks from "./transfer/tasks.ts";
import * as transferWorkflows from "./transfer/workflows.ts";
import * as webhookConsumers from "./webhooks/consumers.ts";
import * as webhookTasks from "./webhooks/tasks.ts";
import { routes } from "./routes.ts";

/** Every consumer of events. */
export const consumers: readonly Consumer[] = [
  analyticsConsumers,
  notificationConsumers,
  searchConsumers,
  webhookConsumers,
].flatMap((domain) => Object.values<Consumer>(domain));

/** Every background task. */
export const tasks: readonly Task[] = [
  analyticsTasks,
  authTasks,
  courseTasks,
  contentTasks,
  enrollmentTasks,
  notificationTasks,
  certificateTasks,
  operationsTasks,
  transferTasks,
  webhookTasks,
]
  .flatMap((domain) => Object.values<unknown>(domain))
  .filter(isTask);

/** Every workflow type. */
export const workflows: readonly WorkflowType[] = [
  contentWorkflows,
  courseWorkflows,
  enrollmentWorkflows,
  searchWorkflows,
  transferWorkflows,
].flatMap((domain) => Object.values<WorkflowType>(domain));

function isTask(value: unknown): value is Task {
  return typeof value === "object" && value !== null && "queue" in value;
}

interface DeployedFunction {
  readonly id: `${Domain}.${string}`;
  /** Also the name of its bundle. */
  readonly name: string;
  /** Source file without its extension; exports `handler`. */
  readonly path: string;
  readonly uses: readonly Dependency[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

/** A function and what calls it. */
export type FunctionEntry = DeployedFunction &
  (
    | { readonly kind: "http"; readonly route: Route }
    | { readonly kind: "stream"; readonly route: Route }
    | { readonly kind: "consumer"; readonly consumer: Consumer }
    | { readonly kind: "task"; readonly task: Task }
  );

/** Every function of the product: what stacks deploy, what the local platform runs, what is measured as a bundle. */
export const functions: readonly FunctionEntry[] = [
  ...routes.map((route): FunctionEntry => ({
    ...common(route.id, route.uses, route.timeoutSeconds ?? 29, route.memoryMb ?? 512),
    kind: route.stream === true ? "stream" : "http",
    route,
  })),
  ...consumers.map((consumer): FunctionEntry => ({
    ...common(consumer.id, consumer.uses, 60, 512),
    kind: "consumer",
    consumer,
  })),
  ...tasks.map((task): FunctionEntry => ({
    ...common(task.id, usedByTask(task), functionSeconds(task), task.memoryMb ?? 512),
    kind: "task",
    task,
  })),
];

/** Every task keeps its state in Postgres and Redis, and puts off in SQS what failed. */
function usedByTask({ uses }: Task): readonly Dependency[] {
  return [...new Set<Dependency>([...uses, "postgres", "redis", "sqs"])];
}

function common(
  id: DeployedFunction["id"],
  uses: readonly Dependency[],
  timeoutSeconds: number,
  memoryMb: number,
): DeployedFunction {
  return { id, name: functionName(id), path: functionPath(id), uses, timeoutSeconds, memoryMb };
}

import type * as z from "zod";
import type { ErrorCode } from "./errors.ts";

/** Who a person is. An account has exactly one role. */
export const roles = ["student", "instructor", "admin"] as const;
export type Role = (typeof roles)[number];

export type Domain =
  | "auth"
  | "courses"
  | "content"
  | "transfer"
  | "enrollments"
  | "certificates"
  | "assistant"
  | "analytics"
  | "notifications"
  | "webhooks"
  | "operations";

/** What a function talks to: its environment, its grants and its bundle budget follow from this. */
export type Dependency =
  | "postgres"
  | "redis"
  | "mongo"
  | "s3"
  | "sqs"
  | "kafka"
  | "qdrant"
  | "llm"
  | "temporal"
  | "mail"
  | "argon2"
  | "sharp";

/** `limit` requests per `window` seconds. */
export interface RateLimit {
  readonly limit: number;
  readonly window: number;
}

type Schema = z.ZodType;
type Status = 200 | 201 | 202 | 204 | 302;
export type Replies = Readonly<Partial<Record<Status, Schema>>>;

/**
 * One endpoint. Everything that knows of endpoints (stacks, the local gateway, OpenAPI, the access tests) reads this.
 * `access`: the roles that may call it, `public` (nobody is asked), or `optional` (a token is honoured if there is one).
 * `transaction`: whether the edge opens one for the handler; by default on every verb but GET.
 * `idempotent`: whether `Idempotency-Key` is honoured; by default on POST inside a transaction. Outside one, true says that
 * repeating the work changes nothing, so that only its reply is kept.
 */
export interface Route {
  readonly id: `${Domain}.${string}`;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  readonly access: readonly Role[] | "public" | "optional";
  readonly summary: string;
  readonly description?: string;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly replies: Replies;
  readonly errors: readonly ErrorCode[];
  readonly uses: readonly Dependency[];
  readonly transaction?: boolean;
  readonly idempotent?: boolean;
  readonly stream?: boolean;
  readonly form?: boolean;
  readonly limits?: { readonly account?: RateLimit; readonly address?: RateLimit };
  readonly mediaType?: string;
  /** Media types in which it answers beside that, where `Accept` prefers one of them. */
  readonly alsoAs?: readonly string[];
  readonly timeoutSeconds?: number;
  readonly memoryMb?: number;
}

/** Declares a route, keeping its schemas' types. */
export function defineRoute<const R extends Route>(route: R): R {
  return route;
}

/** Whether `Idempotency-Key` is honoured. */
export function isIdempotent({ method, transaction, idempotent }: Route): boolean {
  return method === "POST" && (idempotent ?? transaction !== false);
}

/** The limits of a route that names none. */
export const defaultLimits = {
  account: { limit: 120, window: 60 },
  address: { limit: 600, window: 60 },
} as const satisfies Route["limits"];

/** Kafka topics, keyed by the id of the aggregate that the event is about. */
export type TopicName =
  | "course.events"
  | "enrollment.events"
  | "content.events"
  | "user.events"
  | "ai.events";

/** One kind of fact. `aggregate` names the field of the payload whose value is the Kafka key. */
export interface EventType<Payload extends Schema = Schema> {
  readonly type: `${string}.${string}`;
  readonly version: number;
  readonly topic: TopicName;
  readonly aggregate: string;
  readonly payload: Payload;
}

export function defineEvent<const E extends EventType>(event: E): E {
  return event;
}

export type ConsumerGroup =
  | "analytics-service"
  | "notification-service"
  | "content-service"
  | "webhook-service";

/**
 * A function fed from Kafka: `functions/<domain>/<operation>`, for these events, as a member of this group. `projection`: the
 * tables that its events make and nobody else writes; a replay empties them and has the events make them again. A consumer
 * that has one does nothing else, and comes to the same end in whatever order its events come.
 */
export interface Consumer {
  readonly id: `${Domain}.${string}`;
  readonly group: ConsumerGroup;
  readonly events: readonly EventType[];
  readonly projection?: readonly string[];
  readonly uses: readonly Dependency[];
}

export function defineConsumer<const C extends Consumer>(consumer: C): C {
  return consumer;
}

/** When periodic work is due: every so many minutes, or daily at a time of day, `HH:MM` in UTC. */
export type Schedule =
  | { readonly kind: "schedule"; readonly everyMinutes: number }
  | { readonly kind: "schedule"; readonly dailyAt: `${number}:${number}` };

/**
 * A background job: an SQS queue with its dead-letter queue and the function `functions/<domain>/<operation>` behind it.
 * `timeoutSeconds`: what one run may take (a function that gets several at a time has as much for each). `result`: what a
 * run answers, for whoever asks `GET /tasks/{id}`. `uses`: what the work talks to; what every task needs is added.
 * Its queue is fed by the outbox, or by its `source` alone: `s3`, the bucket's ObjectCreated notifications under `prefix`
 * (its payload is `Arrival` of task-message.ts); `mail`, what SES tells of mails (`ForeignMessage`); `schedule`, a clock (`Tick`).
 */
export interface Task<Payload extends Schema = Schema> {
  readonly id: `${Domain}.${string}`;
  readonly queue: string;
  /** What it does, in a sentence: see docs/tasks.md. */
  readonly summary: string;
  readonly payload: Payload;
  readonly result?: z.ZodObject;
  readonly timeoutSeconds: number;
  readonly memoryMb?: number;
  readonly maxRetries: number;
  readonly uses: readonly Dependency[];
  readonly concurrency: number;
  readonly source?: { readonly kind: "s3"; readonly prefix: string } | { readonly kind: "mail" } | Schedule;
}

export function defineTask<const T extends Task>(task: T): T {
  return task;
}

/** A Temporal workflow type: its name as registered, and the input it is started with. */
export interface WorkflowType<Input extends Schema = Schema> {
  readonly name: string;
  readonly kind: string;
  readonly input: Input;
}

export function defineWorkflow<const W extends WorkflowType>(workflow: W): W {
  return workflow;
}

export const taskQueue = "smartcourse-workflows";

/** `enrollments.enrollStudent` is `functions/enrollments/enroll-student`. The only place that knows. */
export function functionPath(id: `${Domain}.${string}`): string {
  const [domain, operation] = id.split(".") as [string, string];
  return `functions/${domain}/${kebab(operation)}`;
}

/** `enrollments.enrollStudent` is `enrollments-enroll-student`: the name of the deployed function and of its bundle. */
export function functionName(id: `${Domain}.${string}`): string {
  const [domain, operation] = id.split(".") as [string, string];
  return `${domain}-${kebab(operation)}`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}
